import Model
import SharedMemory

/// A program as code: all of it that touches the region. Its description in words is its ``Model/Program``.
protocol ProgramCode: Sendable {
  static var program: Program { get }
  /// Its disciplines in display order: the correct ones first.
  static var disciplines: [any Code.Type] { get }
  /// The pieces that its disciplines need as C programs, beside their listings.
  static var source: ProgramSource { get }
  /// The role whose processes see the program's memory through a read-only mapping, if there is one.
  static var readOnlyRole: Role? { get }

  // MARK: Its words of the region

  /// The program's names for its own words, where `region.h` keeps them in a structure for it alone.
  static var parts: [RegionMap.Part] { get }
  /// Where a variable by which processes wait is in the region; nil for one that is not there.
  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer?
  /// The value of a semaphore or a count while this many items are in the ring.
  static func startValue(of variable: SharedVariable, items: Int, in region: Region) -> Int
  /// How many elements an array of what processes wait by has in use, and how many the region has room for.
  static func elements(of array: SharedVariable, in region: Region) -> (used: Int, all: Int)
  /// Where a worker's elements are in the arrays of which each process uses its own: see `WorkerView.places`.
  static func places(of id: WorkerID, _ words: WorkerWords, in region: Region) -> [String: Int]
  /// Gives back what a worker holds of the program's own locks, before it is sent back to its start.
  static func releaseLocks(of id: WorkerID, pid: Int32, in region: Region)
  /// Writes down what was asked for, where the program's words depend on that. Nobody is at work yet.
  static func prepare(_ region: Region, for setup: Setup)
  /// The values of its plain words.
  static func values(in region: Region) -> [SharedVariable: UInt64]
  /// Visits each word that decides what happens next, except the synchronizers: an item by its name alone.
  /// - Parameter slotWords: how many words of the slots at most.
  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void)
  /// Sets all its words to those of a new region. Every worker is at rest.
  static func clear(_ region: Region)
  /// Adds the program's own part of a snapshot: slots, a text, its measures.
  static func complete(_ snapshot: inout Snapshot, from region: Region)

  // MARK: Its ledger

  /// Counts the ledger. Exact whenever no worker is inside an operation.
  static func audit(_ region: Region) -> LedgerCounts
  /// How many items a worker has done.
  static func done(_ role: Role, _ words: WorkerWords) -> UInt64
  /// Settles what a dead worker left unfinished, so that the ledger's law still holds.
  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region)
  /// Prepares a region without any living processes for new workers, and judges it.
  /// - Returns: how many items are in the ring.
  static func recover(_ region: Region, under discipline: Discipline) throws(RecoveryError) -> Int
}

extension ProgramCode {
  static var readOnlyRole: Role? { nil }
  static var parts: [RegionMap.Part] { [] }
  static func startValue(of variable: SharedVariable, items: Int, in region: Region) -> Int { 1 }
  static func elements(of array: SharedVariable, in region: Region) -> (used: Int, all: Int) { (0, 0) }
  static func places(of id: WorkerID, _ words: WorkerWords, in region: Region) -> [String: Int] { [:] }
  static func releaseLocks(of id: WorkerID, pid: Int32, in region: Region) {}
  static func prepare(_ region: Region, for setup: Setup) {}
  static func complete(_ snapshot: inout Snapshot, from region: Region) {}

  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void) {
    let values = values(in: region)
    for variable in program.variables {
      if let value = values[variable] { visit(value) }
    }
  }
  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region) {}

  /// The default: its words are consistent whenever no process is running.
  static func recover(_ region: Region, under discipline: Discipline) throws(RecoveryError) -> Int {
    let counts = audit(region)
    guard region.ownDiscipline?.isCorrect != true || counts.violations == 0 else {
      throw RecoveryError("it holds \(counts.violations) mistakes that cannot be made under its discipline")
    }
    return 0
  }
}

extension Region {
  /// Visits each word of the program that decides what happens next, except the synchronizers.
  public func visitState(slotWords: Int, _ visit: (UInt64) -> Void) {
    discipline.program.code.visitState(of: self, slotWords: slotWords, visit)
  }

  /// The values of the program's plain words.
  public var values: [SharedVariable: UInt64] { discipline.program.code.values(in: self) }

  /// Writes down what was asked for, where the program's words depend on that. Nobody is at work yet.
  public func prepare(for setup: Setup) { setup.program.code.prepare(self, for: setup) }

  /// Adds the program's own part of a snapshot.
  public func complete(_ snapshot: inout Snapshot) { discipline.program.code.complete(&snapshot, from: self) }
}

extension Program {
  /// How many items a worker has done.
  public func done(_ role: Role, _ words: WorkerWords) -> UInt64 { code.done(role, words) }

  /// Its code.
  var code: any ProgramCode.Type { Catalogue.code(of: self) }
}
