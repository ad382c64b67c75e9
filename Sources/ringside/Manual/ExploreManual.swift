import Reports

extension CommandManual {
  static let explore = CommandManual(
    examples: [
      "ringside explore --program counter --discipline none",
      "ringside explore --discipline if-wait --consumers 2 --slots 1",
      "ringside explore --discipline semaphores --slots 2 --producers 2 --items 4",
      "ringside explore --discipline robust-mutex --slots 1 --kills 1",
      "ringside explore --discipline no-mutex --producers 2 --find lost --json",
      "ringside explore --program counter --discipline none --export bug.html",
    ],
    description: [
      """
      The search runs every schedule of these items that leads to a new state, on real processes: first those without \
      a preemption, then those with one, and so on, until one preemption more leads to no new state. A preemption is a \
      switch away from a process that could go on. The findings are the simplest: with the fewest preemptions, then \
      the fewest steps. Beside each there is the run that barely escapes. `run --schedule` replays a finding.
      """
    ],
    exitCodes: [
      ExitCode("0", "everything was covered, and there is no bug"),
      ExitCode("1", "the search could not be made"),
      ExitCode(
        "3",
        """
        items were lost, duplicated or torn, a sum or a count is wrong, two were inside together, or a process crashed
        """),
      ExitCode("4", "some process waits for ever"),
      ExitCode("5", "nothing was found, and not everything was covered"),
    ],
    details: [
      ManualPage.Section(
        "The report",
        [
          .paragraph(
            """
            In JSON, `levels` count the schedules with exactly so many preemptions; `schedules` and `bad` are null if \
            not everything was covered, or if a process can go round in a circle. A process that has done its items is \
            stepped no more, and one that waits only for the work of a killed process is no bug. Once something was \
            found, the search ends after 800 000 more moves, unless --preemptions or --seconds is given. A signal ends \
            the search with a report of what was covered.
            """)
        ]),
      ManualPage.Section(
        "On the screen",
        [
          .paragraph(
            """
            `E` explores the present setup and shows the failing run beside the nearest run that passes. `Enter` goes \
            to the start of the run, and `B` makes its moves one by one; `n` shows the next kind of bug, `Tab` selects \
            the passing run, `+` and `-` change the number of items, `e` copies the schedule.
            """)
        ]),
    ])
}
