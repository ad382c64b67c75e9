import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct ReadersWritersTests {
  private static let atGate = KernelView(state: "S", sleep: .gate)
  private let R1 = WorkerID(.reader, 1)
  private let R2 = WorkerID(.reader, 2)
  private let W1 = WorkerID(.writer, 1)
  private let wrt = SharedVariable("wrt")

  private static func discipline(_ name: String) -> Discipline {
    Catalogue.disciplines(of: .readersWriters).first { $0.name == name }!
  }

  private func worker(_ id: WorkerID, _ operation: Int, _ register: UInt64? = nil, items: UInt64 = 0) -> WorkerView {
    WorkerView(
      id: id, pid: 4313 + Int32(id.number) + (id.role == .reader ? 1 : 0), state: .parked, operation: operation,
      registers: register.map { [Register(id.role == .writer ? "w" : "r", .number($0))] } ?? [], items: items,
      kernel: Self.atGate)
  }

  private func snapshot(
    _ name: String, _ value: [UInt64], readcount: UInt64 = 0, version: UInt64 = 0, workers: [WorkerView],
    synchronizers: [(SharedVariable, Int)] = [], ledger: LedgerCounts = LedgerCounts(), events: [(WorkerID, Int)] = []
  ) -> Snapshot {
    var values: [SharedVariable: UInt64] = [
      SharedVariable("readcount"): readcount, SharedVariable("writecount"): 0, SharedVariable("version"): version,
    ]
    for (place, word) in value.enumerated() { values[SharedVariable("value")[place]] = word }
    let discipline = Self.discipline(name)
    var snapshot = Snapshot(
      time: 10_000_000_000, memory: MemoryView(backend: .posix, name: "/ringside-4312"), discipline: discipline,
      pace: .step,
      steps: events.count, words: 1, values: values,
      synchronizers: synchronizers.map { variable, number in
        SynchronizerView(discipline.synchronizer(variable)!, value: number)
      },
      workers: workers, ledger: ledger,
      events: events.enumerated().map { ticket, event in
        Event(ticket: UInt32(ticket), worker: event.0, operation: event.1, blocked: false)
      })
    snapshot.measures = [
      Measure("readerWait", "reader's longest wait", 0), Measure("writerWait", "writer's longest wait", 5),
      Measure("retries", "retries", 0),
    ]
    return snapshot
  }

  /// R1 is inside; R2 has just copied the first word; W1 sleeps.
  private var reading: Snapshot {
    var sleeper = worker(W1, 0, items: 1)
    sleeper.state = .blocked(on: wrt)
    sleeper.kernel = KernelView(state: "S", sleep: .variable(wrt))
    return snapshot(
      "readers-first", [101, 101, 101], readcount: 2,
      workers: [sleeper, worker(R1, 7, items: 3), worker(R2, 6, items: 4)],
      synchronizers: [(.mutex, 1), (wrt, 0)], ledger: LedgerCounts(produced: 1, taken: 7),
      events: [(R2, 0), (R2, 1), (R2, 2), (R2, 3), (R2, 4), (R2, 5)])
  }

  private var beforeReading: Snapshot {
    var snapshot = reading
    snapshot.workers[2].operation = 5
    snapshot.events.removeLast()
    return snapshot
  }

  private func sentence(_ before: Snapshot, _ now: Snapshot) -> String {
    Narrator(before: before, now: now, glyphs: .unicode).sentence(now.events)
  }

  @Test func steppingAt80x24() {
    var screen = TestScreen(beforeReading, reading, size: (80, 24))
    screen.press("Tab")
    #expect(
      screen.text == """
         ringside  readers and writers · posix /ringside-4312 · readers-first  ‖ step 6

                                             value
                                     ┌────────────────────┐
                                     │   101  101  101    │
                                     └────────────────────┘
                                     R1 and R2 are reading

        ─ semaphores ────────────────────── ledger ─────────────────────────────────────
          mutex  1                         writes                  1
          wrt    0  W1 waits               reads                   7
                                           writer waited           5
                                           ✓ every writer was alone inside

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
           W1     4314 BLOCKED  sem_wait(wrt)                                       1
         ▸ R1     4315 parked   c = value[2]                                        3
           R2     4316 parked   b = value[1]                                        4

        ─ last steps ───────────────────────────────────────────────────────────────────
          R2 if (r == 0) sem_wait(wrt)  →  R2 sem_post(mutex)  →  R2 a = value[0]
          R2 is inside together with R1 and copied the first word, 101.

         space run  s step R1  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func at40x10InASCII() {
    let screen = TestScreen(beforeReading, reading, size: (40, 10), glyphs: .ascii)
    #expect(
      screen.text == """
         ringside | readers-first     || step 6
                 +--------------------+
                 |   101  101  101    |
                 +--------------------+
          mutex 1   wrt 0
          OK every writer was alone inside
         > W1  BLOCKED  sem_wait(wrt)
           ... 2 more below
          R2 is inside together with R1 ...
         space run  s step W1  ? help  q quit
        """)
    #expect(screen.text.allSatisfy { $0.isASCII })
  }

  @Test func aTornValueAndAnOverlapAreSaid() {
    let before = snapshot(
      "no-writer-exclusion", [101, 101, 101], readcount: 1, workers: [worker(W1, 0, 201, items: 1), worker(R1, 6)],
      synchronizers: [(.mutex, 1), (wrt, 0)], ledger: LedgerCounts(produced: 1))
    let inside = snapshot(
      "no-writer-exclusion", [201, 101, 101], readcount: 1, workers: [worker(W1, 1, 201, items: 1), worker(R1, 6)],
      synchronizers: [(.mutex, 1), (wrt, 0)], ledger: LedgerCounts(produced: 1, overlaps: 1), events: [(W1, 0)])
    #expect(sentence(before, inside) == "W1 entered, though R1 is inside.")
    let screen = TestScreen(before, inside)
    #expect(screen.text.contains("201  101  101"))
    #expect(screen.text.contains("inside together 1, torn reads 0"))
    #expect(screen.text.contains("✗ 1 error"))
    var torn = inside
    torn.ledger.torn = 1
    torn.events = [Event(ticket: 1, worker: R1, operation: 7, blocked: false)]
    #expect(sentence(inside, torn) == "R1 copied words of two values: its copy is torn.")
  }

  /// The sentence after an operation of a worker whose register holds a number.
  private func said(
    _ name: String, _ id: WorkerID, _ operation: Int, register: UInt64 = 0, was: UInt64 = 0, readcount: UInt64 = 0,
    version: UInt64 = 0, blocked: Bool = false
  ) -> String {
    let before = snapshot(name, [0, 0, 0], readcount: was, workers: [worker(id, operation, register)])
    var now = snapshot(
      name, [0, 0, 0], readcount: readcount, version: version, workers: [worker(id, operation + 1, register)])
    now.events = [Event(ticket: 1, worker: id, operation: operation, blocked: blocked)]
    return sentence(before, now)
  }

  @Test func countingInAndOut() {
    #expect(said("readers-first", R1, 1, register: 0) == "R1 read `readcount`: 0.")
    #expect(said("readers-first", R1, 2, readcount: 1) == "R1 counted itself in: `readcount` is 1.")
    #expect(said("readers-first", R1, 3) == "R1 is the first reader: it took `wrt` for all of them.")
    #expect(said("readers-first", R1, 3, register: 1) == "R1 is not the first reader, and need not take `wrt`.")
    #expect(
      said("readers-first", R1, 3, blocked: true)
        == "R1 is the first reader, so it must take `wrt`, which is 0. The kernel puts it to sleep until another "
        + "process posts `wrt`.")
    #expect(
      said("readers-first", R1, 11, register: 1)
        == "R1 was the last reader: it posted `wrt`, and the other role can enter.")
    #expect(
      said("counter-without-mutex", R1, 1, register: 0, was: 1, readcount: 1)
        == "R1 stored 1 over 1: readers that counted themselves meanwhile are forgotten.")
  }

  @Test func theVersion() {
    #expect(
      said("seqlock", W1, 1, version: 3)
        == "W1 made `version` odd (3): a reader now knows that it must read again.")
    #expect(said("seqlock", W1, 5, version: 4) == "W1 made `version` even (4): the value is whole.")
    #expect(said("seqlock", R1, 0, register: 3) == "R1 read `version`: 3, odd: a writer is writing.")
    #expect(
      said("seqlock", R1, 4) == "R1 found `version` changed: its copy may mix two values. It reads again.")
  }

  @Test func theLock() {
    let rwlock = SharedVariable("rwlock")
    func lock(_ operation: Int, _ state: WorkerState = .parked) -> Snapshot {
      var reader = worker(R1, operation)
      reader.state = state
      return snapshot(
        "rwlock", [0, 0, 0], workers: [reader, worker(R2, 2)], synchronizers: [(rwlock, 0)],
        events: [(R1, state == .parked ? operation - 1 : operation)])
    }
    #expect(sentence(lock(0), lock(1)) == "R1 locked `rwlock`. Readers may share it; a writer has it alone.")
    var screen = TestScreen(lock(0), lock(1))
    #expect(screen.text.contains("rwlock  0  R1 R2 inside") && screen.text.contains("R2 is reading"))
    var asleep = lock(0, .blocked(on: rwlock))
    asleep.events[0].blocked = true
    #expect(sentence(lock(0), asleep).hasPrefix("R1 must wait: R2 is inside."))
    screen.show(asleep)
    #expect(screen.text.contains("R1 waits"))
  }

  @Test func noSizeIsTooSmall() {
    let state = TestScreen(beforeReading, reading).state
    for height in stride(from: 0, through: 60, by: 3) {
      for width in stride(from: 0, through: 200, by: 7) {
        let size = Size(width: width, height: height)
        #expect(view(state, size: size).size == size)
      }
    }
  }
}
