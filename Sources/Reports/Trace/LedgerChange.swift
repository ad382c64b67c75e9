import Model

/// The changes of a move to the counts of the ledger. The number of items in the ring follows from the others by the
/// ledger's law.
public struct LedgerChange: Sendable, Hashable {
  /// The counts that changed, in the order of the ledger, and their changes.
  public private(set) var counts: [(name: String, amount: Int64)] = []

  public init() {}

  init(_ old: LedgerCounts, _ new: LedgerCounts) {
    let all: [(String, KeyPath<LedgerCounts, UInt64>)] = [
      ("produced", \.produced), ("taken", \.taken), ("lost", \.lost), ("duplicated", \.duplicated), ("torn", \.torn),
      ("phantom", \.phantom), ("overlaps", \.overlaps),
    ]
    counts = all.compactMap { name, count in
      let amount = Int64(bitPattern: new[keyPath: count] &- old[keyPath: count])
      return amount == 0 ? nil : (name, amount)
    }
  }

  /// `produced+1 lost+1`
  public var text: String { counts.map { "\($0.name)\($0.amount > 0 ? "+" : "")\($0.amount)" }.joined(separator: " ") }

  public static func == (one: LedgerChange, other: LedgerChange) -> Bool { one.text == other.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
