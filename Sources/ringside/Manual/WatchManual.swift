import Reports

extension CommandManual {
  static let watch = CommandManual(
    examples: [
      "ringside watch prodcons.c",
      "ringside watch prodcons.c --headless --trace --seed 7 -- 25",
      "ringside watch ./producer 25 : ./consumer",
      "ringside watch --build make ./prodcons",
      "ringside watch prodcons.c --headless --trace --schedule 'P1*9 P2*4' --json",
      "ringside watch prodcons.c --headless --export run.html",
    ],
    description: [
      """
      The program is compiled with hooks before each access to shared memory; its source stays as it is. Each access \
      and each synchronizing call is one step. The screen shows your struct, your processes and your source lines; ? \
      shows the keys. With --headless the steps come in an order that --seed decides, and the same order gives the same \
      trace. --trace prints a line for each step, with six columns separated by tabs: the number of the move, the \
      process, what it did, the field, its value before and after, and the source line. What the program prints goes to \
      standard error. Names and keys are private to the run; Ringside names what the program leaves behind, and removes it. \
      Sleeps take no time: a clock that begins at 2026-01-01 jumps on when nobody else can move.
      """
    ],
    exitCodes: [
      ExitCode("0", "the program ended well; on the screen, whatever was found"),
      ExitCode("1", "it did not compile; or with --headless, it crashed or ended with a status other than 0"),
      ExitCode("4", "with --headless: all of its processes wait for ever"),
      ExitCode("5", "with --headless: it had not ended in time"),
    ],
    details: [
      ManualPage.Section(
        "What is shown",
        [
          .paragraph(
            """
            Types come from the program's own debug information, and two indices of an array make it a ring. Each \
            synchronizer has its owner and its waiters in order. `o` opens what the program printed, where you also \
            type what it reads; `m` shows the bytes, `v` the verdict: deadlock, crash, lost updates, locks that are \
            not shared, and objects that were never unlinked.
            """),
          .paragraph(
            """
            `ringside source semaphores >a.c; ringside watch a.c` leads from Ringside's own programs to yours. A second \
            program joins from another terminal with --join.
            """),
          .paragraph(
            """
            Only one process moves at a time. An unmodified program without hooks is stepped at its synchronizing \
            calls, or with --every-access at each access, by a page trap, which is slow.
            """),
        ])
    ])
}
