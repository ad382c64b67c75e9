import Model
import Programs

// The moments that the screens are tested with.

extension Discipline {
  static let semaphores = Discipline(
    name: "semaphores", title: "the textbook's three",
    summary: "Two semaphores count free slots and items, a third one lets one process at a time at the ring.",
    verdict: "Right for any number of producers and consumers.", isCorrect: true,
    listing: Listing(
      producer: [
        .init("item = produce()"), .init(.init(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(.init(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(.init(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(.init(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(.init(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(.init(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(.init(.post, .full, "sem_post(full)", letter: "F")),
      ],
      consumer: [
        .init(.init(.wait, .full, "sem_wait(full)", letter: "f")),
        .init(.init(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(.init(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(.init(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(.init(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(.init(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(.init(.post, .empty, "sem_post(empty)", letter: "E")), .init("consume(item)"),
      ]))

  static let none = Discipline(
    name: "none", title: "no synchronization at all",
    summary: "Everyone reads and writes ring and indices whenever it gets there.",
    verdict: "Wrong: whoever is interrupted between reading an index and storing it spoils the others' work.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"), .init(.init(.load, .in, "i = in", letter: "i")),
        .init(.init(.store, .slot, "slot[i] = item", letter: "s")),
        .init(.init(.store, .in, "in = (i + 1) % n", letter: "n")),
      ],
      consumer: [
        .init(.init(.load, .out, "o = out", letter: "o")), .init(.init(.load, .slot, "item = slot[o]", letter: "t")),
        .init(.init(.store, .out, "out = (o + 1) % n", letter: "n")), .init("consume(item)"),
      ]))

  /// Takes the mutex before it knows that there is room.
  static let mutexFirst = Discipline(
    name: "mutex-first", title: "the wrong order", summary: "Takes mutex before it waits for room or for an item.",
    verdict: "Wrong: who sleeps inside keeps out who could wake it.", isCorrect: false,
    listing: Listing(
      producer: [
        .init(.init(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(.init(.wait, .empty, "sem_wait(empty)", letter: "w", holdsMutex: true)),
        .init(.init(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(.init(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(.init(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(.init(.post, .full, "sem_post(full)", letter: "F", holdsMutex: true)),
        .init(.init(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
      ],
      consumer: [
        .init(.init(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(.init(.wait, .full, "sem_wait(full)", letter: "f", holdsMutex: true)),
        .init(.init(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(.init(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(.init(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(.init(.post, .empty, "sem_post(empty)", letter: "E", holdsMutex: true)),
        .init(.init(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
      ]))
}

let catalogue: [Discipline] = [.semaphores, .none, .mutexFirst]

let P1 = WorkerID(.producer, 1)
let P2 = WorkerID(.producer, 2)
let C1 = WorkerID(.consumer, 1)
let C2 = WorkerID(.consumer, 2)

func item(_ producer: Int, _ sequence: UInt64) -> Item { Item(producer: producer, sequence: sequence) }

func whole(_ producer: Int, _ sequence: UInt64, taken: Bool = false, overwrote: Item? = nil) -> Slot {
  Slot(.whole(item(producer, sequence), taken: taken), overwrote: overwrote)
}

func semaphore(_ variable: SharedVariable, _ value: Int) -> SynchronizerView {
  let synchronizer = Synchronizer(variable, .semaphore(isShared: true), countsSlots: variable != .mutex)
  return SynchronizerView(synchronizer, value: value)
}

/// Operations by their letters, in the order of their tickets; `!` means that the worker found that it must wait.
func moves(_ text: String, _ discipline: Discipline = .semaphores) -> [Event] {
  text.split(separator: " ").enumerated().map { ticket, move in
    let parts = move.split(separator: ":")
    let worker = WorkerID(parts[0])!
    let letter = parts[1].first!
    let operation = discipline.listing.operations(of: worker.role).firstIndex { $0.letter == letter }!
    return Event(ticket: UInt32(ticket), worker: worker, operation: operation, blocked: parts[1].hasSuffix("!"))
  }
}

extension Snapshot {
  /// Two producers, two consumers, paused: P2 has written slot 4 and not yet moved `in`; C1 waits for `mutex`.
  static var stepping: Snapshot {
    let atGate = KernelView(state: "S", sleep: .gate)
    return Snapshot(
      time: 10_000_000_000, backend: .posix, segment: "/ringside-4312", discipline: .semaphores, pace: .step,
      steps: 47, words: 1,
      slots: [
        whole(1, 6, taken: true), whole(1, 7), whole(1, 8), whole(2, 4), whole(2, 5), Slot(.empty), Slot(.empty),
        Slot(.empty), Slot(.empty), Slot(.empty),
      ], in: 4, out: 1,
      synchronizers: [
        semaphore(.empty, 6), semaphore(.full, 2), semaphore(.mutex, 0),
      ],
      workers: [
        WorkerView(
          id: P1, pid: 4313, state: .parked, operation: 0, registers: [Register("item", .item(item(1, 9)))], items: 7,
          kernel: atGate),
        WorkerView(
          id: P2, pid: 4314, state: .parked, operation: 4,
          registers: [Register("i", .number(4)), Register("item", .item(item(2, 5)))], items: 5, kernel: atGate),
        WorkerView(
          id: C1, pid: 4315, state: .blocked(on: .mutex), operation: 1, items: 8,
          kernel: KernelView(state: "S", sleep: .variable(.mutex))),
        WorkerView(id: C2, pid: 4316, state: .parked, operation: 0, items: 0, kernel: atGate),
      ],
      ledger: LedgerCounts(produced: 12, taken: 8, inRing: 4),
      events: moves("P1:m P1:i P1:s P1:n P1:M P1:F C1:f C1:m C1:o C1:t C1:n C1:M C1:E C1:f P2:w P2:m C1:m! P2:i P2:s"))
  }

  /// The moment before: P2 holds the index and has not written yet.
  static var beforeStepping: Snapshot {
    var snapshot = stepping
    snapshot.steps = 46
    snapshot.slots[4] = Slot(.empty)
    snapshot.workers[1].operation = 3
    snapshot.ledger.produced = 11
    snapshot.ledger.inRing = 3
    snapshot.events.removeLast()
    return snapshot
  }

  /// Full speed without synchronization, after a while.
  static var racing: Snapshot {
    let running = KernelView(state: "R", sleep: .none)
    return Snapshot(
      time: 20_000_000_000, backend: .posix, segment: "/ringside-4312", discipline: .none, pace: .full, steps: 0,
      words: 1,
      slots: [
        whole(1, 41), whole(2, 38, overwrote: item(1, 36)), whole(1, 42), whole(2, 39),
        Slot(.torn(item(1, 43), item(2, 40))), whole(1, 35, taken: true), whole(2, 33, taken: true), whole(1, 40),
        whole(1, 36, taken: true), whole(2, 37),
      ], in: 1, out: 5,
      synchronizers: [
        semaphore(.empty, 6), semaphore(.full, 3), semaphore(.mutex, 1),
      ],
      workers: [
        WorkerView(
          id: P1, pid: 4313, state: .running, operation: 1,
          registers: [Register("i", .number(4)), Register("item", .item(item(1, 43)))], items: 4_120_333,
          kernel: running),
        WorkerView(
          id: P2, pid: 4314, state: .running, operation: 1,
          registers: [Register("i", .number(4)), Register("item", .item(item(2, 40)))], items: 4_094_218,
          kernel: running),
        WorkerView(
          id: C1, pid: 4315, state: .running, operation: 1, registers: [Register("o", .number(7))], items: 3_461_009,
          kernel: running),
        WorkerView(
          id: C2, pid: 4316, state: .running, operation: 2, registers: [Register("o", .number(7))], items: 3_469_103,
          kernel: running),
      ],
      ledger: LedgerCounts(
        produced: 8_214_551, taken: 6_912_097, duplicated: 18_002, torn: 7, lost: 1_302_448, inRing: 6),
      incidents: [
        Incident(kind: .duplicated, worker: C2, slot: 7, item: item(1, 34), other: nil, number: 18_001),
        Incident(kind: .torn, worker: C1, slot: 4, item: item(1, 33), other: item(2, 30), number: 6),
        Incident(kind: .lost, worker: P2, slot: 1, item: item(1, 36), other: item(2, 38), number: 700_000),
      ])
  }

  /// The same a second later.
  static var racingLater: Snapshot {
    var snapshot = racing
    snapshot.time += 1_000_000_000
    snapshot.ledger.taken += 1_204_331
    snapshot.ledger.produced += 1_204_331
    return snapshot
  }

  /// P1 sleeps inside, and C1, who could wake it, may not come in.
  static var deadlocked: Snapshot {
    Snapshot(
      time: 30_000_000_000, backend: .posix, segment: "/ringside-4312", discipline: .mutexFirst, pace: .step,
      steps: 92, words: 1, slots: (0..<10).map { whole(1, UInt64(11 + $0)) }, in: 3, out: 3,
      synchronizers: [
        semaphore(.empty, 0), semaphore(.full, 10), semaphore(.mutex, 0),
      ],
      workers: [
        WorkerView(
          id: P1, pid: 4313, state: .blocked(on: .empty), operation: 1,
          registers: [Register("item", .item(item(1, 21)))], items: 20,
          kernel: KernelView(state: "S", sleep: .variable(.empty))),
        WorkerView(
          id: C1, pid: 4315, state: .blocked(on: .mutex), operation: 0, items: 10,
          kernel: KernelView(state: "S", sleep: .variable(.mutex))),
      ], ledger: LedgerCounts(produced: 20, taken: 10, inRing: 10),
      events: moves("C1:m! P1:m P1:w!", .mutexFirst))
  }

  /// As large as it gets: 4096 slots, 64 processes, full speed.
  static var crowded: Snapshot {
    var snapshot = stepping
    snapshot.pace = .full
    snapshot.slots = (0..<4096).map { index in
      (17..<1307).contains(index) ? whole(index % 32 + 1, UInt64(index)) : Slot(.empty)
    }
    (snapshot.in, snapshot.out) = (1307, 17)
    snapshot.synchronizers = [
      semaphore(.empty, 2806), semaphore(.full, 1290), semaphore(.mutex, 1),
    ]
    snapshot.workers = [Role.producer, .consumer].flatMap { role in
      (1...32).map { number in
        WorkerView(
          id: WorkerID(role, number), pid: 4_194_200 + Int32(number), state: .running, operation: 0, items: 1_234_567,
          kernel: KernelView(state: "R", sleep: .none))
      }
    }
    snapshot.ledger = LedgerCounts(produced: 39_506_144, taken: 39_504_854, inRing: 1290)
    return snapshot
  }
}

/// Numbers that no sound region holds.
extension Snapshot {
  static var scribbledOver: Snapshot {
    var snapshot = stepping
    snapshot.discipline = .none
    (snapshot.in, snapshot.out) = (.max, 1 << 63)
    snapshot.time = .max
    snapshot.steps = .max
    snapshot.words = .min
    snapshot.slots = [
      Slot(.foreign), Slot(.torn(nil, item(.max, .max))), Slot(.torn(item(17, 1), item(32, 2))), whole(.min, .max),
      whole(999, 0, overwrote: item(-1, 7)), Slot(.writing(item(31, 99), words: .min)), whole(12, .max),
      whole(12, .max, taken: true),
    ]
    snapshot.synchronizers = [
      semaphore(.empty, .min), semaphore(.full, .max), semaphore(.mutex, -1),
    ]
    snapshot.workers = [
      WorkerView(
        id: WorkerID(.producer, .max), pid: .min, state: .unreadable, operation: .max, word: .max,
        registers: [Register("i", .number(.max)), Register("item", .item(item(.max, .max)))], items: .max,
        kernel: KernelView(state: "?", sleep: .region(offset: .min))),
      WorkerView(
        id: WorkerID(.consumer, .min), pid: .max, state: .ended(.killed(signal: .max)), operation: -1, word: .min,
        registers: [Register("o", .number(.max))], items: .max, isLeaving: true,
        kernel: KernelView(state: "Z", sleep: .call(.max))),
      WorkerView(
        id: C1, pid: 1, state: .blocked(on: .out), operation: 1,
        registers: [Register("o", .number(.max)), Register("item", .item(nil))]),
    ]
    snapshot.ledger = LedgerCounts(
      produced: .max, taken: .max, duplicated: .max, torn: .max, phantom: .max, lost: .max, inRing: .max)
    snapshot.incidents = Incident.Kind.allCases.map {
      Incident(kind: $0, worker: C1, slot: .min, item: item(.min, .max), other: nil, number: .max)
    }
    snapshot.events = [
      Event(ticket: .max, worker: C1, operation: .max, blocked: true),
      Event(ticket: 0, worker: C1, operation: 1, blocked: false),
      Event(ticket: 1 << 31, worker: WorkerID(.producer, .min), operation: -1, blocked: true),
      Event(ticket: 2, worker: C1, operation: 0, blocked: false),
    ]
    return snapshot
  }
}

extension Snapshot {
  /// A snapshot of a ring.
  init(
    time: UInt64, backend: Backend, segment: String, discipline: Discipline, pace: Pace, resets: Int = 0, steps: Int,
    words: Int, slots: [Slot], in: UInt64, out: UInt64, synchronizers: [SynchronizerView],
    workers: [WorkerView], ledger: LedgerCounts, incidents: [Incident] = [], events: [Event] = []
  ) {
    self.init(
      time: time, memory: MemoryView(backend: backend, name: segment), discipline: discipline, pace: pace,
      resets: resets, steps: steps, words: words, slots: slots, values: [.in: `in`, .out: out],
      synchronizers: synchronizers, workers: workers, ledger: ledger, incidents: incidents, events: events)
  }
}
