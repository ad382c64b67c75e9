/// An item's name: its producer, and its number among that producer's items, from 1. Shown as `P1·07`.
public struct Item: Sendable, Hashable {
  public var producer: Int
  public var sequence: UInt64

  public init(producer: Int, sequence: UInt64) {
    self.producer = producer
    self.sequence = sequence
  }
}

/// The contents of a slot.
public enum SlotContents: Sendable, Hashable {
  /// Nothing was written here since the last reset.
  case empty
  /// All words belong to one item.
  case whole(Item, taken: Bool)
  /// A producer is writing this item: this many words are written.
  case writing(Item, words: Int)
  /// The words belong to different items: two of these, with nil for words that no producer wrote.
  case torn(Item?, Item?)
  /// All words agree, but no producer wrote them.
  case foreign
}

/// A slot of the ring.
public struct Slot: Sendable, Hashable {
  public var contents: SlotContents
  /// The item that the present item overwrote before anyone took it.
  public var overwrote: Item?

  public init(_ contents: SlotContents, overwrote: Item? = nil) {
    self.contents = contents
    self.overwrote = overwrote
  }

  /// Whether it holds an item that nobody has taken.
  public var isOccupied: Bool {
    switch contents {
    case .whole(_, let taken): !taken
    case .torn: true
    case .empty, .writing, .foreign: false
    }
  }
}
