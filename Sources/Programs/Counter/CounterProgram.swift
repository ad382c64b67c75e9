import Model
import SharedMemory

extension Role {
  /// Adds one to the counter.
  public static let adder = Role("A")
}

extension SharedVariable {
  /// The word to which all processes add.
  public static let counter = SharedVariable("counter", code: 10)
}

extension Program {
  /// Processes that each add one, many times, to the same word.
  public static let counter = Program(
    "counter", title: "counter", unit: "additions",
    parts: [Part(.adder, "adder", register: "r", standardCount: 2, counts: 1...Setup.Limit.workersPerRole.upperBound)],
    variables: [.mutex, .lock, .counter], measures: ["expected", "counter"],
    ledger: LedgerRules(
      balances: true, accounted: ["every addition is in the counter", "all added", "all there"],
      isSum: true, done: { $0.produced },
      law: { "\($0.counts.produced) additions, the counter says \($0.counts.taken &+ $0.counts.phantom)" },
      report: { totals in
        let count = totals.setup.count(of: .adder)
        return [
          "\(totals.setup.discipline) on the counter, \(count) process\(count == 1 ? "" : "es")",
          "additions \(totals.counts.produced), the counter says \(totals.counts.taken &+ totals.counts.phantom)",
        ]
      }))
}

extension Listing {
  public init(adder: [Line]) { self.init([.adder: adder]) }
}

/// The counter's code.
enum CounterProgram: ProgramCode {
  static let program = Program.counter

  static let disciplines: [any Code.Type] = [
    SemaphoreCounter.self,
    MutexCounter.self,
    RobustMutexCounter.self,
    SystemVCounter.self,
    SpinlockCounter.self,
    LockFreeCounter.self,
    NoneCounter.self,
    PrivateMutexCounter.self,
  ]

  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer? { nil }

  static func values(in region: Region) -> [SharedVariable: UInt64] { [.counter: region.counter.load()] }

  static func clear(_ region: Region) { region.counter.store(0) }

  static func complete(_ snapshot: inout Snapshot, from region: Region) {
    snapshot.measures = [
      Measure("expected", "additions", snapshot.ledger.produced),
      Measure("counter", "counter", snapshot.values[.counter] ?? 0),
    ]
  }

  static func audit(_ region: Region) -> LedgerCounts { region.auditCounter() }

  static func done(_ role: Role, _ words: WorkerWords) -> UInt64 { words.sequence.load() &- words.burned.load() }

  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region) { region.settleAddition(words) }
}

extension Region {
  /// Every addition is in the counter, or lost. A part of the counter that nobody added is a phantom.
  func auditCounter() -> LedgerCounts {
    let additions = workers.reduce(0) { $0 &+ $1.sequence.load() }
    let value = counter.load()
    return LedgerCounts(
      produced: additions, taken: min(value, additions), phantom: value > additions ? value - additions : 0,
      lost: additions > value ? additions - value : 0)
  }

  /// It may have stored its sum without counting it. If a lock kept the others out, the counter still shows the sum.
  func settleAddition(_ words: WorkerWords) {
    let sum = words.claim.loadAcquire()
    words.claim.storeRelease(0)
    let additions = workers.reduce(0) { $0 &+ $1.sequence.load() }
    if sum != 0, counter.load() == sum, additions < sum { words.sequence.add() }
  }
}
