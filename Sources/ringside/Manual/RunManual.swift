import Model
import Reports

extension CommandManual {
  private static let events = TraceLine.Event.allCases.map(\.rawValue).listed("or")

  static let run = CommandManual(
    examples: [
      "ringside run --slots 4 --producers 2 --pace step",
      "ringside run --program counter --discipline none",
      "ringside run --headless --items 100000 --discipline none --producers 2",
      "ringside run --headless --items 1000000 --seconds 0.5 --json",
      "ringside run --headless --items 3 --trace --pace 1000",
      "ringside run --headless --trace --schedule 'P1*7 C1*7'",
      "ringside run --headless --schedule 'P1*7 C1*7' --export run.html",
      "ringside run --file ring.dat",
    ],
    description: [
      """
      Starts real processes on memory that they share, and shows that memory live; with --headless, lets them run to an \
      end and reports what became of each item.
      """,
      """
      --trace prints one line for each operation, with six columns separated by tabs: the number of the move; the \
      process; what happened (\(events)); the line of C; the variable that changed with its old and its new \
      value, such as `in 0 -> 1`; and which counts of the ledger changed, such as `produced+1`. A column that does not \
      apply is empty. With --json, each line is a JSON object, and the report is the last.
      """,
    ],
    exitCodes: [
      ExitCode(
        "0",
        """
        with --headless, the discipline held, or with --no-ledger nothing was accounted for; on the screen, whatever \
        was found: the last lines on the terminal say it
        """),
      ExitCode("1", "a worker could not do its work, the run could not begin, or the screen could not be shown"),
      ExitCode(
        "3",
        "with --headless: items were lost, duplicated or torn, a semaphore counts wrongly, or a worker crashed"),
      ExitCode("4", "with --headless: some process waits for ever"),
    ],
    details: [
      ManualPage.Section(
        "Programs and disciplines",
        [
          .paragraph(
            """
            There are five programs: the bounded buffer (`ring`); processes that each add one to the same word \
            (`counter`, where counter++ is three operations); a text that a writer puts into the memory for readers \
            that map it read-only (`message`); readers, which may be inside together, beside writers, each of which \
            must be alone (`readers-writers`); and philosophers around a table, who each need the forks at both hands \
            to eat (`philosophers`, where --items counts meals; even a philosopher alone has two forks).
            """),
          .paragraph(
            """
            A discipline is a way to synchronize one of them, right or broken on purpose. `ringside disciplines` lists \
            all of them, and `d` on the screen goes through them. The screen shows the truth of each, read from the \
            memory or the kernel: the count of a semaphore; the thread id of a mutex's owner; the value, the waiters \
            (ncount) and the last pid of a System V semaphore; the word of a spinlock. If all processes wait, Ringside \
            draws the cycle of processes that wait for each other. Kill the process that is inside with `K`: a \
            semaphore stays lost, a robust mutex goes to the next process, and SEM_UNDO gives the count back.
            """),
          .paragraph(
            """
            --provoke acts where the listing says so: in `none` of the counter, `no-mutex`, `left-first`, \
            `no-writer-exclusion` and `counter-without-mutex`.
            """),
        ]),
      ManualPage.Section(
        "Schedules",
        [
          .paragraph(
            """
            A schedule is a list of moves with spaces between them. P1*4 steps P1 four times, kill:P1 ends it with \
            SIGKILL, restart:P1 starts it again, add:P2 adds a process, and remove:P1 asks one to leave after its item.
            """),
          .paragraph(
            """
            To step back, Ringside repeats all moves but the last on real processes, beginning with an empty ring: you \
            see the same states, or Ringside names the move that differed. Killing, starting, adding and removing are \
            moves too, and can be undone in the same way; a free run cannot. A different move starts a new branch.
            """),
        ]),
      ManualPage.Section(
        "Trace",
        [
          .terms([
            ManualPage.Term("move", "the number of the move, from 1; one move can have several lines"),
            ManualPage.Term("process", "the process, such as P1"),
            ManualPage.Term(
              "event",
              """
              `step`: it did an operation; `blocked`: the operation put it to sleep; `woken`: it got what it slept for; \
              `killed`, `started`, `added`, `leaving` (asked to leave), `left`; `restored`: the kernel gave back what \
              it had taken
              """),
            ManualPage.Term("operation", "the line of C"),
            ManualPage.Term(
              "change",
              """
              one variable with its old and its new value, such as `in 0 -> 1`; `-` means nothing yet, `P1·3` is \
              P1's third item, `P1·3(2)` two words of it, and `P1·3|P2·1` a torn one
              """),
            ManualPage.Term("ledger", "the counts of the ledger that changed, such as `produced+1 lost+1`"),
          ]),
          .paragraph(
            """
            The same seed gives the same trace. With --json, each line is an object of the kind move, with variable, \
            old and new in place of change; the last line is the report, of the kind report. All JSON has sorted keys, \
            and each top-level object, as each object of a top-level array, has "schema": 1; where a name does not say its unit, \
            units does. In a report, endedBy is items, seconds, schedule, deadlock or signal: Ctrl-C ends a headless \
            run with a report of what was done so far.
            """),
        ]),
      ManualPage.Section(
        "Memory",
        [
          .paragraph(
            """
            Ringside shows the memory under the system's own name: /ringside-4312 in /dev/shm; a System V segment's \
            shmid, key, attaches and creator, as in `ipcs -m`; a file, and how often it was written out (msync).
            """),
          .paragraph(
            """
            A ring in a file outlives its programs: quit, and continue with --resume, even after a SIGKILL of \
            everything at any moment. First, Ringside repairs what each dead process left unfinished. It refuses a \
            ring that does not add up, or a file without one, says why, and changes nothing.
            """),
        ]),
    ])
}
