import Reports

extension CommandManual {
  static let lesson = CommandManual(
    examples: [
      "ringside lesson 1                            begin with the first lesson",
      "ringside lesson 9 11 --present --vote        two in a row, for a class",
      "ringside lesson 9 --notes                    the speaker's notes for it",
      "ringside lesson 2 --export lesson.html       its pages, without a terminal",
      "ringside lesson --report --student \"Ada L.\"  what you did, to hand in",
    ],
    description: [
      """
      NAME is a lesson's name, its number, or the path of a file. Your progress is kept in ringside/progress under \
      XDG_STATE_HOME (or ~/.local/state), and a lesson continues where you left it.
      """
    ],
    exitCodes: [
      ExitCode("0", "all is well, however the questions were answered"),
      ExitCode("1", "a lesson has mistakes, there is none of this name, or the screen could not be shown"),
    ],
    details: [
      ManualPage.Section(
        "Playing",
        [
          .paragraph(
            """
            The text appears below the live ring, or beside it on a wide screen. Each step asks before it shows: you \
            commit your answer, then real processes give theirs. You win a challenge by stepping the processes \
            yourself. `f` leaves the lesson for free play, and `Esc` brings you back to the same place. The last page \
            leads to the next lesson with one key. Each run shows the choices of a question in another order.
            """),
          .paragraph(
            """
            For a class there is --present for the projector, --vote for two rounds of votes on each question, --class \
            NAME for progress of its own, --fresh after a rehearsal, and `ringside lesson 11 --notes` in a second \
            terminal for notes that follow the lesson.
            """),
        ]),
      ManualPage.Section(
        "Reports",
        [
          .paragraph(
            """
            --report certifies what it can check: it compares each first answer with the lesson again, replays each \
            challenge on real processes, and says where a solution had been shown. A seal tells when the record was \
            edited, or copied from another installation. The report cannot tell who played, whether somebody read the \
            solutions in a lesson's file, or whether somebody sealed an edited record with the key that lies beside \
            it; and it is plain text itself.
            """)
        ]),
      ManualPage.Section(
        "Writing lessons",
        [
          .paragraph(
            """
            A lesson is a Markdown file that anyone can write; Lessons/README.md in the source describes the format on \
            one page. `ringside lesson check FILE` plays a lesson on real processes and reports, by file and line, \
            everything that does not happen as the lesson claims.
            """)
        ]),
    ])

  static let lessonList = CommandManual(
    examples: [
      "ringside lesson list          the lessons, and how far you have come",
      "ringside lesson list --json   the same as a JSON array",
    ],
    exitCodes: [ExitCode("0", "all is well")])

  static let lessonCheck = CommandManual(
    examples: [
      "ringside lesson check 1           play the first lesson of the program",
      "ringside lesson check 4 counter   by number and by name",
    ],
    exitCodes: [
      ExitCode("0", "everything happens as the lessons claim"),
      ExitCode("1", "it does not, or a file is no lesson; each mistake has a line on standard error"),
    ])
}
