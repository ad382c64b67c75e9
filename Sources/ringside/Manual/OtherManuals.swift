import Reports

extension CommandManual {
  static let view = CommandManual(
    examples: [
      "ringside view /prodcons --type SharedBuffer --from prodcons.c",
      "ringside view 0x1234 --type 'struct box' --from ./box --once",
      "ringside view /prodcons --type SharedBuffer --from prodcons.c --once --json",
      "ringside view --pid 4711",
      "ringside view 0x7f12a4000000 --pid 4711 --type Buffer --from prodcons.c",
    ],
    description: [
      """
      The segment is a name of POSIX shared memory, a System V shmid or key (with 0x), or the path of a file. It is \
      opened for reading only. --pid lists the shared regions of a process; one of them is shown by its name, or by its \
      address if it has none. The types come from a C file, which is compiled for them alone, or from a program with \
      debug information.
      """
    ],
    exitCodes: [ExitCode("0", "all is well"), ExitCode("1", "there is no such segment, struct or process")])

  static let source = CommandManual(
    examples: [
      "ringside source semaphores >a.c",
      "ringside source no-mutex >a.c && ringside watch a.c",
      "ringside source left-first --program philosophers",
    ],
    description: [
      "The loop of each role is the listing that the screen shows. The program needs nothing but the C library."
    ],
    exitCodes: [ExitCode("0", "all is well")])

  static let segments = CommandManual(
    examples: [
      "ringside segments            list what there is",
      "ringside segments --json     the same as a JSON array",
      "ringside segments --remove   remove what was left behind",
    ],
    description: [
      """
      Lists POSIX shared memory, System V segments, semaphore sets, message queues, and mapped files in TMPDIR. Under \
      each, it shows what to type to look at it and, for what is Ringside's, to remove it by hand.
      """,
      """
      Removes only what Ringside made and whose creator is proven dead: owner, mode, size and contents must agree, and \
      the lock that every living Ringside holds must be free, also when seen from another container. Each start of \
      Ringside does the same for its own user and says so.
      """,
    ],
    exitCodes: [ExitCode("0", "all is well"), ExitCode("1", "something could not be removed")])

  static let disciplines = CommandManual(
    examples: ["ringside disciplines", "ringside disciplines --json"],
    exitCodes: [ExitCode("0", "all is well")])

  static let compare = CommandManual(
    examples: [
      "ringside compare --sizes 64,4K --seconds 0.05",
      "ringside compare --sizes 64 --seconds 0.05 --transports pipe,ring-lock-free",
      "ringside compare --sizes 4 --seconds 0.02 --csv",
    ],
    exitCodes: [ExitCode("0", "all is well"), ExitCode("1", "a measurement failed")],
    details: [
      ManualPage.Section(
        "What is measured",
        [
          .paragraph(
            """
            Two processes send each other messages over one transport after the other. The table shows the messages a \
            second, copies and system calls for each message, and the time of a round trip; then what each transport \
            gives beyond speed, and when message passing is the better choice. Every message is different, and every \
            byte is checked. Both processes run on one processor, where a hand-off is fastest and steadiest; \
            --processors 2 gives each its own.
            """),
          .paragraph(
            """
            `M` on the screen measures the same, live. `Left` and `Right` choose the size of the messages, `Up` and \
            `Down` select the transport that the text below describes, `space` measures again, `M` returns. The workers \
            are paused meanwhile, so that they do not disturb the figures.
            """),
        ])
    ])

  static let config = CommandManual(
    examples: [
      "ringside config          the settings, a line for each",
      "ringside config --json   the same as a JSON array",
    ],
    description: [
      """
      The settings are in the file ringside/config under XDG_CONFIG_HOME (or ~/.config), in lines such as `theme: \
      light`. Options such as `--theme` and `--pace` override them. Ringside reports each wrong line on standard error and \
      skips it.
      """
    ],
    exitCodes: [ExitCode("0", "all is well"), ExitCode("1", "lines of the file are wrong")],
    details: [
      ManualPage.Section(
        "The file",
        [
          .lines(["theme: light", "pace: 20", "mouse: off", "keys:", "  j: Down", "  k: Up", "  Q: none"]),
          .terms([
            ManualPage.Term("theme", "default, light, dark, contrast, colorblind or mono, as --theme"),
            ManualPage.Term(
              "glyphs",
              """
              auto (as the locale and the terminal allow), unicode, console (for fonts of the Linux console), or ascii
              """),
            ManualPage.Term("pace", "the pace of a run on the screen, as --pace"),
            ManualPage.Term("mouse", "on, or off to leave the mouse to the terminal, as --no-mouse"),
            ManualPage.Term("compiler", "the compiler of watched programs, as --cc"),
            ManualPage.Term(
              "keys",
              """
              a line for each key, with the key whose meaning it gets, or none. Keys have their names in `ringside \
              keys`. Ctrl-C and Ctrl-Z always keep theirs.
              """),
          ]),
        ])
    ])

  static let keys = CommandManual(
    examples: ["ringside keys          all keys on one page", "ringside keys | less"],
    exitCodes: [ExitCode("0", "all is well")])
}
