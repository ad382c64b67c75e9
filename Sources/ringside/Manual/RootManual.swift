import Reports

extension CommandManual {
  static let root = CommandManual(
    examples: [
      "ringside                     the demonstration",
      "ringside lesson 1            the first lesson",
      "ringside --discipline none   the same without synchronization",
      "ringside help run            the manual page of a command",
      "ringside keys                all keys on one page",
    ],
    description: [
      """
      Without a command, ringside shows the demonstration: one producer and one consumer on ten slots of POSIX shared \
      memory, with the textbook's three semaphores. Press ? there to see the keys. New to the subject? `ringside lesson \
      1` begins the lessons, which explain it step by step; `ringside lesson` lists them.
      """
    ],
    exitCodes: [
      ExitCode("0", "all is well"), ExitCode("1", "something failed, in one sentence on standard error"),
      ExitCode(
        "3",
        "items were lost, duplicated or torn, a worker crashed, or a semaphore no longer counts what the ring holds"),
      ExitCode("4", "some process waits for ever"),
      ExitCode("5", "nothing was found, and not everything was covered"),
    ],
    details: [
      ManualPage.Section(
        "What is real",
        [
          .paragraph(
            """
            Nothing on the screen is simulated. The workers are processes with their own pids. The viewer reads the \
            same memory through its own read-only mapping, and asks the kernel (/proc) which process sleeps on which \
            word of it.
            """),
          .paragraph(
            """
            Every item is accounted for: the ledger below the ring is exact at full speed. When Ringside makes a race \
            likelier, by a yield or by stepping, the listing and the screen say so.
            """),
        ]),
      ManualPage.Section(
        "Exports",
        [
          .paragraph(
            """
            `--export FILE` of run, explore, lesson and watch writes what was shown, move by move; the ending of FILE \
            decides the format. `W` on the screen writes the run so far, or the present screen if nothing was stepped, \
            into the working directory, and says where.
            """),
          .terms(ExportFormat.allCases.map { ManualPage.Term($0.ending, $0.summary) }),
        ]),
      ManualPage.Section(
        "Screens",
        [
          .paragraph(
            """
            The screen has any size from 80x24 on, and smaller ones show less. A click selects a process, or tells what \
            is in a slot; a click on a hint presses its key; the wheel scrolls. Shift leaves the mouse to the terminal, \
            and --no-mouse does so always. `ringside keys` prints all keys. Pasted text is never read as keys: where \
            you type an answer it is inserted, elsewhere Ringside ignores it and says so.
            """),
          .paragraph(
            """
            For a screen reader there is --linear: `ringside lesson 1 --linear` and `ringside run --linear` print plain \
            lines, ask at prompts, and redraw nothing. `help` at a prompt says what can be typed.
            """),
        ]),
      ManualPage.Section(
        "Files",
        [
          .terms([
            ManualPage.Term("$XDG_CONFIG_HOME/ringside/config", "settings, see `ringside help config`"),
            ManualPage.Term("$XDG_STATE_HOME/ringside/progress", "your progress in the lessons"),
            ManualPage.Term("$XDG_CACHE_HOME/ringside", "the compiled runtime of watched programs"),
            ManualPage.Term("/dev/shm/ringside-PID", "the memory of a run; removed at its end"),
          ])
        ]),
      ManualPage.Section(
        "Environment",
        [
          .terms([
            ManualPage.Term("TERM", "the kind of terminal; an unknown kind is drawn for xterm-256color"),
            ManualPage.Term("NO_COLOR", "if it is set and not empty, and no theme is chosen, no colours"),
            ManualPage.Term("COLORFGBG", "a hint at the background, until the terminal answers"),
            ManualPage.Term("LC_ALL, LC_CTYPE, LANG", "the locale; without UTF-8 the screen is drawn in ASCII"),
            ManualPage.Term("TMPDIR", "the folder of temporary files, /tmp unless given"),
          ])
        ]),
      ManualPage.Section(
        "Completion",
        [
          .paragraph(
            """
            `ringside --generate-completion-script bash` (or zsh, fish) prints a script that completes commands, \
            options and their values. For bash, `source <(ringside --generate-completion-script bash)` is enough; the \
            Debian package installs all three.
            """)
        ]),
      ManualPage.Section("Changes", changes),
    ])

  private static let changes: [ManualPage.Block] = [
    .terms([
      ManualPage.Term(
        "1.0.0 (2026-11-27)",
        """
        One file to carry, with a Debian package, manual pages and completions. Exports as a page, a recording, a \
        picture, text, JSON and a trace for Perfetto. Mouse, window title, any terminal. Settings, remapped keys, a \
        linear mode for screen readers.
        """),
      ManualPage.Term(
        "0.9.0",
        """
        watch steps your own C programs, view shows any segment through a struct, and source prints a discipline as a C \
        program. The Explorer finds the schedule that breaks a program, or proves that none does. Readers and writers, \
        and the philosophers.
        """),
      ManualPage.Term(
        "0.1.0", "The ring, the counter and the message, nineteen lessons, and message passing beside them."),
    ])
  ]
}
