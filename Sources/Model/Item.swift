/// An item's name: who produced it, and as that producer's how-manieth, from 1. Shown as `P1·07`.
public struct Item: Sendable, Hashable {
  public var producer: Int
  public var sequence: UInt64

  public init(producer: Int, sequence: UInt64) {
    self.producer = producer
    self.sequence = sequence
  }
}

/// What stands in a slot.
public enum SlotContents: Sendable, Hashable {
  /// Nothing was ever written here since the last reset.
  case empty
  /// All words are of one item.
  case whole(Item, taken: Bool)
  /// A producer is in the middle of writing this item: so many words are in.
  case writing(Item, words: Int)
  /// The words are not all of one item. Two of the items whose words are here, nil for words that no producer wrote.
  case torn(Item?, Item?)
  /// All words agree, and no producer wrote them.
  case foreign
}

/// A slot of the ring.
public struct Slot: Sendable, Hashable {
  public var contents: SlotContents
  /// The item that was overwritten here before anyone took it, by the item that now stands here.
  public var overwrote: Item?

  public init(_ contents: SlotContents, overwrote: Item? = nil) {
    self.contents = contents
    self.overwrote = overwrote
  }

  /// Whether an item stands here that nobody has taken.
  public var isOccupied: Bool {
    switch contents {
    case .whole(_, let taken): !taken
    case .torn: true
    case .empty, .writing, .foreign: false
    }
  }
}
