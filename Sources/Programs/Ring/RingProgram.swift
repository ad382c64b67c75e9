import Model
import SharedMemory

extension Role {
  public static let producer = Role("P")
  public static let consumer = Role("C")
}

extension SharedVariable {
  public static let empty = SharedVariable("empty", code: 0)
  public static let full = SharedVariable("full", code: 1)
  public static let `in` = SharedVariable("in", code: 3)
  public static let out = SharedVariable("out", code: 4)
  public static let slot = SharedVariable("slot", code: 5, span: .item)
  /// The number of items in the ring, in disciplines that keep it in a plain word.
  public static let count = SharedVariable("count", code: 7)
  /// The conditions that a slot is free, and that there is an item.
  public static let notFull = SharedVariable("notFull", code: 8)
  public static let notEmpty = SharedVariable("notEmpty", code: 9)
}

extension Program {
  /// The bounded buffer: producers put items into a ring of slots, consumers take them out.
  public static let ring = Program(
    "ring", title: "bounded buffer", unit: "items",
    parts: [Part(.producer, "producer", register: "i"), Part(.consumer, "consumer", register: "o")],
    settings: .slots,
    variables: [.empty, .full, .mutex, .in, .out, .slot, .lock, .count, .notFull, .notEmpty],
    ledger: LedgerRules(
      balances: true, accounted: ["every item accounted for", "all accounted for", "all there"],
      holding: "every item accounted for", done: { $0.consumed }, law: RingReport.law, report: RingReport.sentences,
      miscounts: { $0.ringMiscounts }, holdsUp: { $0.isHeldUp($1) }))
}

extension Setup {
  public init(
    program: Program = .ring, slots: Int = 10, words: Int = 1, producers: Int = 1, consumers: Int = 1,
    discipline: String = "semaphores", pace: Pace = .full, seed: UInt64 = 1, keepsLedger: Bool = true,
    text: String = Setup.standardText, provoke: Int = Provocation.standard
  ) {
    self.init(
      program, slots: slots, words: words,
      counts: Dictionary(uniqueKeysWithValues: zip(program.roles, [producers, consumers])), discipline: discipline,
      pace: pace, seed: seed, keepsLedger: keepsLedger, text: text, provoke: provoke)
  }
}

extension Listing {
  public init(producer: [Line], consumer: [Line]) { self.init([.producer: producer, .consumer: consumer]) }
}

extension Discipline {
  /// A discipline of the ring; by default with the textbook's three semaphores.
  public init(
    name: String, title: String, summary: String, verdict: String, isCorrect: Bool,
    synchronizers: [Synchronizer] = Synchronizer.semaphores(), limit: Limit? = nil, indices: RingIndices = .slots,
    listing: Listing
  ) {
    self.init(
      name: name, title: title, summary: summary, verdict: verdict, isCorrect: isCorrect, program: .ring,
      synchronizers: synchronizers, limit: limit, indices: indices, listing: listing)
  }
}

extension Synchronizer {
  /// The textbook's three.
  public static func semaphores(isShared: Bool = true) -> [Synchronizer] {
    counting(.semaphore(isShared: isShared)) + [Synchronizer(.mutex, .semaphore(isShared: isShared))]
  }

  /// The two counting semaphores: free slots, and items.
  public static func counting(_ kind: Kind) -> [Synchronizer] {
    [SharedVariable.empty, .full].map { Synchronizer($0, kind, countsSlots: true) }
  }

  /// The plain word that counts items.
  public static let count = Synchronizer(.count, .count, countsSlots: true)
}

/// The bounded buffer's code.
enum RingProgram: ProgramCode {
  static let program = Program.ring

  static let disciplines: [any Code.Type] = [
    Semaphores.self,
    MutexCondition.self,
    RobustMutex.self,
    SystemVSemaphores.self,
    Spinlock.self,
    LockFree.self,
    None.self,
    NoMutex.self,
    NoCounting.self,
    MutexFirst.self,
    IfWait.self,
    LostWakeup.self,
    ForgottenPost.self,
    EarlyPost.self,
    NarrowIndices.self,
    PrivateSemaphores.self,
    PrivateMutex.self,
  ]

  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer? {
    switch variable {
    case .empty: region.empty.address
    case .full: region.full.address
    case .notFull: region.notFull.address
    case .notEmpty: region.notEmpty.address
    case .count: region.count.address
    default: nil
    }
  }

  static func startValue(of variable: SharedVariable, items: Int, in region: Region) -> Int {
    switch variable {
    case .empty: region.layout.slotCount - items
    case .full, .count: items
    default: 1
    }
  }

  static func values(in region: Region) -> [SharedVariable: UInt64] {
    [.in: region.in.load(), .out: region.out.load()]
  }

  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void) {
    visit(region.in.load())
    visit(region.out.load())
    visit(region.count.load())
    for word in 0..<min(region.layout.slotCount * region.layout.slotWords, slotWords) {
      visit(region.stateWord(ofItem: region.slots[word].load()))
    }
  }

  static func clear(_ region: Region) {
    region.in.store(0)
    region.out.store(0)
    region.count.store(0)
    for word in 0..<region.layout.slotCount * region.layout.slotWords { region.slots[word].store(0) }
    for slot in 0..<region.layout.slotCount { region.overwrite(SlotIndex(slot)).store(0) }
    for producer in 1...RegionLayout.workersPerRole {
      let cells = region.cells(ofProducer: producer)
      for cell in 0..<region.layout.window { cells[CellIndex(cell)].store(0) }
    }
  }

  static func complete(_ snapshot: inout Snapshot, from region: Region) {
    snapshot.slots = region.slotContents(snapshot.workers)
  }

  static func audit(_ region: Region) -> LedgerCounts { region.auditRing() }

  static func done(_ role: Role, _ words: WorkerWords) -> UInt64 {
    role == .producer ? words.sequence.load() &- words.burned.load() : words.takes
  }

  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region) {
    region.settleClaim(of: id, words)
    if id.role == .producer { region.settleItem(of: id.number, words) }
  }

  static func recover(_ region: Region, under discipline: Discipline) throws(RecoveryError) -> Int {
    try region.recoverRing(under: discipline)
  }
}
