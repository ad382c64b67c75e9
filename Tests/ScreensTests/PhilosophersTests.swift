import Model
import Programs
import Testing

@testable import Screens

@Suite struct PhilosophersScreenTests {
  private static func discipline(_ name: String) -> Discipline {
    Catalogue.disciplines(of: .philosophers).first { $0.name == name }!
  }

  /// So many philosophers, each at an operation, each fork with its holder's number; 0: free.
  private static func snapshot(
    _ name: String, at operations: [Int], forks: [Int], eating: Set<Int> = [], blockedOn: [Int: Int] = [:],
    events: [Event] = []
  ) -> Snapshot {
    let discipline = discipline(name).provoked(every: 0)
    let count = operations.count
    let workers = operations.enumerated().map { index, operation in
      let places = ["i": index, "left": index, "right": (index + 1) % count]
      let fork = blockedOn[index + 1]
      return WorkerView(
        id: WorkerID(.philosopher, index + 1), pid: Int32(4313 + index),
        state: fork.map { .blocked(on: .fork[$0]) } ?? .parked, operation: operation,
        registers: [Register("i", .number(UInt64(index)))], places: places, items: UInt64(3 * index),
        kernel: KernelView(state: "S", sleep: fork.map { .variable(.fork[$0]) } ?? .gate))
    }
    let views = forks.enumerated().map { index, holder in
      var view = SynchronizerView(
        discipline.synchronizer(.fork[index])!, value: holder == 0 ? 1 : 0,
        owner: holder == 0 ? nil : Int32(4312 + holder))
      view.holder = holder == 0 ? nil : WorkerID(.philosopher, holder)
      return view
    }
    let values = (0..<count).reduce(into: [SharedVariable: UInt64]()) { values, index in
      values[.eating[index]] = eating.contains(index + 1) ? 1 : 0
    }
    var snapshot = Snapshot(
      time: 10_000_000_000, memory: MemoryView(backend: .posix, name: "/ringside-4312"), discipline: discipline,
      pace: .step, steps: 12, words: 1, values: values, synchronizers: views, workers: workers,
      ledger: LedgerCounts(produced: 30, taken: 30, overlaps: eating.count > 1 ? 1 : 0), events: events)
    snapshot.measures = [
      Measure("longestWait", "longest wait", 4), Measure("retreats", "fork given back", 2),
    ]
    return snapshot
  }

  private func screen(_ snapshots: Snapshot..., size: (Int, Int) = (80, 24), ascii: Bool = false) -> TestScreen {
    var screen = TestScreen(
      snapshots[0], size: size, glyphs: ascii ? .ascii : .unicode, catalogue: Catalogue.disciplines(of: .philosophers))
    for snapshot in snapshots.dropFirst() { screen.show(snapshot) }
    return screen
  }

  private static let dining = snapshot(
    "left-first", at: [4, 1, 0, 1, 6], forks: [1, 1, 0, 0, 5], eating: [1], blockedOn: [2: 1],
    events: [Event(ticket: 1, worker: WorkerID(.philosopher, 1), operation: 3, blocked: false)])

  private static let circle = snapshot(
    "left-first", at: [2, 2, 2, 2, 2], forks: [1, 2, 3, 4, 5], blockedOn: [1: 1, 2: 2, 3: 3, 4: 4, 5: 0])

  private static let together = snapshot("no-forks", at: [2, 2, 0], forks: [], eating: [1, 2])

  @Test func diningAt80x24() {
    #expect(
      screen(Self.dining).text == """
         ringside  dining philosophers · posix · left-first (broken)          ‖ step 12

          fork[0]: P1    fork[1]: P1    fork[2]: free  fork[3]: free  fork[4]: P5
                 P1 eats        P2 hungry      P3 thinks      P4 hungry      P5 sated

        ─ synchronization ───────────────── ledger ─────────────────────────────────────
          fork[0]  owner 4313, P1          meals                  30
          fork[1]  P1 holds it  P2 waits   longest wait (meals)    4
          fork[2]  free                    neighbours at once      0
          fork[3]  free                    ✓ no two neighbours ever ate together
          fork[4]  owner 4317, P5

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1     4313 parked   eating[0] = 0          i=0                          0
           P2     4314 BLOCKED  mutex_lock(fork[1])    i=1                          3
           P3     4315 parked   think()                i=2                          6
           P4     4316 parked   mutex_lock(fork[3])    i=3                          9
           P5     4317 parked   mutex_unlock(fork[4])  i=4                         12

        ─ last steps ───────────────────────────────────────────────────────────────────
          P1 eating[0] = 1
          P1 eats, and no neighbour does.

         space run  s step P1  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func deadlockedAt80x24() {
    #expect(
      screen(Self.circle).text == """
         ringside  dining philosophers · posix · left-first (broken)         ‖ DEADLOCK
          fork[0]: P1    fork[1]: P2    fork[2]: P3    fork[3]: P4    fork[4]: P5
                 P1 hungry      P2 hungry      P3 hungry      P4 hungry      P5 hungry
        ─ synchronization ───────────────── ledger ─────────────────────────────────────
          fork[0]  P1 holds it  P5 waits   meals                  30
          fork[1]  P2 holds it  P1 waits   longest wait (meals)    4
          fork[2]  P3 holds it  P2 waits   neighbours at once      0
          fork[3]  P4 holds it  P3 waits   ✓ no two neighbours ever ate together
          fork[4]  P5 holds it  P4 waits
        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1     4313 BLOCKED  mutex_lock(fork[1])    i=0                          0
           P2     4314 BLOCKED  mutex_lock(fork[2])    i=1                          3
           P3     4315 BLOCKED  mutex_lock(fork[3])    i=2                          6
           P4     4316 BLOCKED  mutex_lock(fork[4])    i=3                          9
           P5     4317 BLOCKED  mutex_lock(fork[0])    i=4                         12
        ─ what each process waits for ──────────────────────────────────────────────────
          ┌─→ P1 ─fork[1]─→ P2 ─fork[2]─→ P3 ─fork[3]─→ P4 ─fork[4]─→ P5 ─fork[0]──┐
          └────────────────────────────────────────────────────────────────────────┘
          P1 holds `fork[0]`, waits for `fork[1]`: P2 holds it. P2 holds `fork[1]`,
          waits for `fork[2]`: P3 holds it. P3 holds `fork[2]`, waits for `fork[3]`:
          P4 holds it. P4 holds `fork[3]`, waits for `fork[4]`: P5 holds it. P5 holds
          `fork[4]`, waits for `fork[0]`: P1 holds it. Nobody will ever move again; R
          resets.
         space run  s step P1  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func togetherAt80x24() {
    #expect(
      screen(Self.together).text == """
         ringside  dining philosophers · posix · no-forks (broken)            ‖ step 12

          fork[0]                   fork[1]                   fork[2]
                       P1 eats ✗                 P2 eats ✗                 P3 thinks

        ─ synchronization ───────────────── ledger ─────────────────────────────────────
          no lock: nobody ever sleeps      meals                  30
                                           longest wait (meals)    4
                                           neighbours at once      1
                                           ✗ 1 error

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1     4313 parked   eating[0] = 0          i=0                          0
           P2     4314 parked   eating[1] = 0          i=1                          3
           P3     4315 parked   think()                i=2                          6

        ─ no-forks: no synchronization ─────────────────────────────────────────────────
          Each philosopher eats whenever it is hungry. Nobody takes a fork, so nobody
          waits. Wrong: neighbours eat at the same time, with a fork between them that
          only one can use.



         space run  s step P1  + faster  - slower  r synchronize  ? help  q quit
        """)
  }

  @Test func smallInASCII() {
    let text = screen(Self.circle, size: (40, 10), ascii: true).text
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    for line in [
      " left-first (broken)        || DEADLOCK", "  fork[0]: P1 fork[1]: P2 fork[2]: P3",
      "      P1 hungry   P2 hungry   P3 hungry", "  fork[3]: P4 fork[4]: P5", "      P4 hungry   P5 hungry",
      "  OK never together",
    ] {
      #expect(text.contains(line), "\(line) in\n\(text)")
    }
  }

  @Test func aHeldForkIsToldWithItsHolderAndADeadOneByName() {
    let asleep = Event(ticket: 2, worker: WorkerID(.philosopher, 2), operation: 2, blocked: true)
    var waiting = Self.snapshot("left-first", at: [3, 2], forks: [1, 1], blockedOn: [2: 0])
    let before = waiting
    waiting.events = [asleep]
    waiting.steps += 1
    #expect(
      screen(before, waiting, size: (120, 36)).text.contains("P2 needs `fork[0]`, but P1 holds it. The kernel puts P2"))
    waiting.workers[0].state = .ended(.killed(signal: 9))
    let dead = screen(before, waiting, size: (120, 36)).text
    #expect(dead.contains("P2 waits for `fork[0]`: P1 died holding it."))
    #expect(dead.contains("fork[1]  P1 died holding it"))
  }

  @Test func moreForksThanThereAreLinesAreCounted() {
    let forks = Array(repeating: 0, count: 32)
    let crowded = Self.snapshot("ordered-forks", at: forks, forks: forks)
    for size in [(80, 24), (120, 36), (200, 60)] {
      let text = screen(crowded, size: size).text
      #expect(text.contains("P32 thinks") || size.1 == 24)
      #expect(text.contains(/and \d+ more/) || text.contains("fork[31]"))
    }
  }
}
