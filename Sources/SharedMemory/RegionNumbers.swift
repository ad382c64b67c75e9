/// The number of something in the region, from 0. Each kind of number is a type of its own, so that none is taken for
/// another; it costs what an `Int` costs.
public protocol RegionNumber: Sendable, Hashable, Strideable, ExpressibleByIntegerLiteral
where Stride == Int, IntegerLiteralType == Int {
  var rawValue: Int { get }
  init(_ rawValue: Int)
}

extension RegionNumber {
  @inlinable @inline(__always)
  public init(integerLiteral value: Int) { self.init(value) }

  @inlinable @inline(__always)
  public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  @inlinable @inline(__always)
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  @inlinable @inline(__always)
  public func distance(to other: Self) -> Int { other.rawValue &- rawValue }

  @inlinable @inline(__always)
  public func advanced(by distance: Int) -> Self { Self(rawValue &+ distance) }
}

/// A slot of the ring.
@frozen
public struct SlotIndex: RegionNumber {
  public let rawValue: Int

  @inlinable @inline(__always)
  public init(_ rawValue: Int) { self.rawValue = rawValue }

  /// The number that a consumer of the slot announces in `WorkerWords.taking`, where 0 stands for no slot.
  @inlinable @inline(__always)
  public var announcement: UInt64 { UInt64(truncatingIfNeeded: rawValue) &+ 1 }
}

/// A word of an item, and so of a slot.
@frozen
public struct WordOffset: RegionNumber {
  public let rawValue: Int

  @inlinable @inline(__always)
  public init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A tally cell in the window of its producer.
@frozen
public struct CellIndex: RegionNumber {
  public let rawValue: Int

  @inlinable @inline(__always)
  public init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A worker's record.
@frozen
public struct RecordIndex: RegionNumber {
  public let rawValue: Int

  @inlinable @inline(__always)
  public init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// The words of a slot.
@frozen
public struct SlotWords {
  @usableFromInline let first: Word64

  @inlinable @inline(__always)
  init(_ first: Word64) { self.first = first }

  @inlinable @inline(__always)
  public var address: UnsafeMutableRawPointer { first.address }

  @inlinable @inline(__always)
  public subscript(word: WordOffset) -> Word64 { first[word.rawValue] }
}

/// The tally cells of a producer.
@frozen
public struct TallyCells {
  @usableFromInline let first: Word64

  @inlinable @inline(__always)
  init(_ first: Word64) { self.first = first }

  @inlinable @inline(__always)
  public subscript(cell: CellIndex) -> Word64 { first[cell.rawValue] }
}
