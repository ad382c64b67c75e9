/// The items that were produced, and their outcomes.
///
/// Each take is exactly one of: the first take of an item, a duplicate, torn, a phantom. Each produced item is
/// exactly one of: taken, lost, in the ring.
public struct LedgerCounts: Sendable, Hashable {
  /// Items put into the ring.
  public var produced: UInt64
  /// First takes of whole items.
  public var taken: UInt64
  /// Takes of an item that had been taken before.
  public var duplicated: UInt64
  /// Takes of words that did not all belong to one item.
  public var torn: UInt64
  /// Takes of items that nobody had produced.
  public var phantom: UInt64
  /// Items that were overwritten before anyone took them.
  public var lost: UInt64
  /// Whole items in the ring that nobody has taken yet.
  public var inRing: UInt64
  /// How often a process entered the critical section while another was inside.
  public var overlaps: UInt64

  public init(
    produced: UInt64 = 0, taken: UInt64 = 0, duplicated: UInt64 = 0, torn: UInt64 = 0, phantom: UInt64 = 0,
    lost: UInt64 = 0, inRing: UInt64 = 0, overlaps: UInt64 = 0
  ) {
    self.produced = produced
    self.taken = taken
    self.duplicated = duplicated
    self.torn = torn
    self.phantom = phantom
    self.lost = lost
    self.inRing = inRing
    self.overlaps = overlaps
  }

  /// All takes.
  public var consumed: UInt64 { taken &+ duplicated &+ torn &+ phantom }

  /// The number of errors.
  public var violations: UInt64 { lost &+ duplicated &+ torn &+ phantom &+ overlaps }

  /// The law: `produced = (consumed - duplicated - torn - phantom) + lost + inRing`. It holds whenever no worker is
  /// inside an operation; during an operation an item may be counted on one side only.
  public var balances: Bool { produced == taken &+ lost &+ inRing }

  /// The amount of work done: takes, additions or reads.
  public func done(in program: Program) -> UInt64 { program.ledger.done(self) }

  /// Whether the law of this program holds.
  public func balances(in program: Program) -> Bool { !program.ledger.balances || balances }
}

/// One error, as the worker that noticed it recorded it.
public struct Incident: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// `item` was overwritten by `other` before anyone took it.
    case lost = 1
    /// `item` was taken again.
    case duplicated
    /// The words that were taken belonged to `item` and to `other`.
    case torn
    /// The item that was taken had never been produced.
    case phantom
  }

  public var kind: Kind
  /// The worker that noticed it: the producer that overwrote, or the consumer that took.
  public var worker: WorkerID
  public var slot: Int
  public var item: Item?
  public var other: Item?
  /// How many incidents that worker had recorded before this one.
  public var number: UInt64

  public init(kind: Kind, worker: WorkerID, slot: Int, item: Item?, other: Item?, number: UInt64) {
    self.kind = kind
    self.worker = worker
    self.slot = slot
    self.item = item
    self.other = other
    self.number = number
  }
}
