import CRegion
import Model
import SharedMemory

extension SharedVariable {
  /// Admits one writer, or the first reader on behalf of all readers.
  static let wrt = SharedVariable("wrt", code: 20)
  /// A semaphore that a process passes before it may wait for anything else.
  static let turnstile = SharedVariable("turnstile", code: 21)
  /// Protects `writecount`.
  static let writeMutex = SharedVariable("writeMutex", code: 22)
  static let rwlock = SharedVariable("rwlock", code: 23)
  /// The readers that are inside or about to enter.
  static let readcount = SharedVariable("readcount", code: 24)
  /// The writers that are inside or wait.
  static let writecount = SharedVariable("writecount", code: 25)
  /// The words that are read and written.
  static let value = SharedVariable("value", code: 26)
}

extension Program {
  /// Readers may be inside together; a writer must be alone.
  public static let readersWriters = Program(
    "readers-writers", title: "readers and writers", shortTitle: "readers and writers", unit: "entries",
    parts: [
      Part(.writer, "writer", register: "w"), Part(.reader, "reader", register: "r", standardCount: 2),
    ],
    variables: [.mutex, .wrt, .turnstile, .writeMutex, .rwlock, .readcount, .writecount, .version, .value],
    measures: ["readerWait", "writerWait", "retries"],
    ledger: LedgerRules(
      balances: false, accounted: ["every writer was alone inside", "writers were alone", "all alone"],
      holding: "every writer was alone inside", sharesItems: true, done: { $0.produced &+ $0.consumed },
      law: { "reads \($0.counts.consumed), writes \($0.counts.produced)" },
      report: { totals in
        let entries = { (count: UInt64) in Quantity.counted(count, "entry", "entries") }
        let (counts, setup) = (totals.counts, totals.setup)
        let processes = setup.program.parts.map { Quantity.counted(UInt(setup.count(of: $0.role)), $0.noun) }
        let started = "\(setup.discipline) of the readers and writers, \(processes.joined(separator: ", "))"
        guard setup.keepsLedger else { return [started, "reads \(counts.consumed), writes \(counts.produced)"] }
        return [
          started,
          "reads \(counts.consumed), writes \(counts.produced), torn \(counts.torn), inside together \(counts.overlaps)",
          "longest wait of a reader: \(entries(totals["readerWait"])), of a writer: \(entries(totals["writerWait"])); "
            + "retries \(totals["retries"])",
        ]
      }, miscounts: readersWritersMiscounts))
}

/// The code of readers and writers.
enum ReadersWritersProgram: ProgramCode {
  static let program = Program.readersWriters

  static let disciplines: [any Code.Type] = [
    ReadersFirst.self,
    Fair.self,
    WritersFirst.self,
    ReadWriteLock.self,
    SequenceLock.self,
    NoWriterExclusion.self,
    CounterWithoutMutex.self,
  ]

  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer? {
    let shared = region.readersWriters
    return switch variable {
    case .wrt: shared.wrt.address
    case .turnstile: shared.turnstile.address
    case .writeMutex: shared.writeMutex.address
    case .rwlock: shared.rwlock.address
    default: nil
    }
  }

  static func values(in region: Region) -> [SharedVariable: UInt64] {
    let shared = region.readersWriters
    var values: [SharedVariable: UInt64] = [
      .readcount: shared.readcount.load(), .writecount: shared.writecount.load(), .version: shared.version.load(),
    ]
    for word in 0..<ReadersWritersWords.valueWords { values[.value[word]] = shared.value[word].load() }
    return values
  }

  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void) {
    let shared = region.readersWriters
    for word in shared.plainWords { visit(word.load()) }
    for (record, worker) in region.workers.enumerated() where worker.name.load() != 0 {
      for word in shared.visitor(RecordIndex(record)).deciding { visit(word.load()) }
    }
  }

  static func clear(_ region: Region) {
    let shared = region.readersWriters
    for word in shared.plainWords { word.store(0) }
    for record in region.workers.indices { shared.visitor(RecordIndex(record)).words.forEach { $0.store(0) } }
  }

  static func complete(_ snapshot: inout Snapshot, from region: Region) {
    snapshot.measures = [
      Measure("readerWait", "reader's longest wait", region.longestWait(of: .reader)),
      Measure("writerWait", "writer's longest wait", region.longestWait(of: .writer)),
      Measure("retries", "retries", region.visitors.reduce(0) { $0 &+ $1.visitor.retries.load() }),
    ]
  }

  static func audit(_ region: Region) -> LedgerCounts {
    var counts = LedgerCounts()
    for (id, visitor) in region.visitors {
      guard let words = region.words(of: id) else { continue }
      counts.produced &+= words.sequence.load()
      counts.taken &+= words.taken.load()
      counts.torn &+= words.torn.load()
      counts.overlaps &+= visitor.overlaps.load()
    }
    return counts
  }

  static func done(_ role: Role, _ words: WorkerWords) -> UInt64 {
    role == .writer ? words.sequence.load() : words.takes
  }

  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region) {
    guard let record = region.record(of: id) else { return }
    region.readersWriters.visitor(record).since.store(0)
    region.readersWriters.leave(id)
  }

  /// A value that its writer left half written becomes whole: no reader saw it.
  static func recover(_ region: Region, under discipline: Discipline) throws(RecoveryError) -> Int {
    let counts = audit(region)
    guard region.ownDiscipline?.isCorrect != true || counts.violations == 0 else {
      throw RecoveryError("it holds \(counts.violations) mistakes that cannot be made under its discipline")
    }
    let shared = region.readersWriters
    for word in [shared.readcount, shared.writecount, shared.inside] { word.store(0) }
    shared.version.store(shared.version.load() &+ (shared.version.load() & 1))
    for word in 1..<ReadersWritersWords.valueWords { shared.value[word].store(shared.value[0].load()) }
    return 0
  }
}

extension Region {
  /// Every process that has a record, and what it noted.
  fileprivate var visitors: [(id: WorkerID, visitor: VisitorWords)] {
    recordOwners.enumerated().compactMap { record, owner in
      owner.map { ($0, readersWriters.visitor(RecordIndex(record))) }
    }
  }

  fileprivate func longestWait(of role: Role) -> UInt64 {
    visitors.filter { $0.id.role == role }.map { $0.visitor.longestWait.load() }.max() ?? 0
  }
}
