import Synchronization

// A word in shared memory is read and written by several processes at once. The operations cost what C's atomics cost.
// Where no order is given, it is relaxed: the value is whole, and nothing is promised about any other word.
//
// Atomic has its operations for each width apart, so the two types begin alike.

/// A word of 32 bits in shared memory: the width of a futex.
public struct Word32 {
  @usableFromInline let word: UnsafeMutablePointer<Atomic<UInt32>>

  /// The word at an address, which must be aligned for it and stay mapped for as long as this is used.
  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    word = address.assumingMemoryBound(to: Atomic<UInt32>.self)
  }

  @inlinable @inline(__always)
  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(word) }

  @inlinable @inline(__always)
  public func load() -> UInt32 { word.pointee.load(ordering: .relaxed) }

  @inlinable @inline(__always)
  public func store(_ value: UInt32) { word.pointee.store(value, ordering: .relaxed) }

  /// A load that sees everything its writer did before it stored with `storeRelease`.
  @inlinable @inline(__always)
  public func loadAcquire() -> UInt32 { word.pointee.load(ordering: .acquiring) }

  /// A store after everything this process did before it.
  @inlinable @inline(__always)
  public func storeRelease(_ value: UInt32) { word.pointee.store(value, ordering: .releasing) }

  /// Adds one in one indivisible step, and returns what it became.
  @inlinable @inline(__always) @discardableResult
  public func increment() -> UInt32 { word.pointee.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue }
}

/// A word of 64 bits in shared memory.
public struct Word64 {
  @usableFromInline let word: UnsafeMutablePointer<Atomic<UInt64>>

  /// The word at an address, which must be aligned for it and stay mapped for as long as this is used.
  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    word = address.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  @inlinable @inline(__always)
  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(word) }

  @inlinable @inline(__always)
  public func load() -> UInt64 { word.pointee.load(ordering: .relaxed) }

  @inlinable @inline(__always)
  public func store(_ value: UInt64) { word.pointee.store(value, ordering: .relaxed) }

  /// A load that sees everything its writer did before it stored with `storeRelease`.
  @inlinable @inline(__always)
  public func loadAcquire() -> UInt64 { word.pointee.load(ordering: .acquiring) }

  /// A store after everything this process did before it.
  @inlinable @inline(__always)
  public func storeRelease(_ value: UInt64) { word.pointee.store(value, ordering: .releasing) }

  /// Another word of an array that this one begins.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Word64 { Word64(address + index &* 8) }

  /// A store in one order, the same for all processes, with every other such store and with full fences.
  @inlinable @inline(__always)
  public func storeSequentiallyConsistent(_ value: UInt64) {
    word.pointee.store(value, ordering: .sequentiallyConsistent)
  }

  /// Stores `desired` if the word is still `expected`. Whether it was stored.
  @inlinable @inline(__always)
  public func replace(_ expected: UInt64, by desired: UInt64) -> Bool {
    word.pointee.compareExchange(expected: expected, desired: desired, ordering: .acquiringAndReleasing).exchanged
  }

  /// Adds one in one indivisible step.
  @inlinable @inline(__always)
  public func addOne() { word.pointee.wrappingAdd(1, ordering: .acquiringAndReleasing) }

  /// Adds in one indivisible step, and returns what was there before.
  @inlinable @inline(__always)
  public func fetchAdd(_ amount: UInt64) -> UInt64 {
    word.pointee.wrappingAdd(amount, ordering: .acquiringAndReleasing).oldValue
  }

  /// Subtracts in one indivisible step.
  @inlinable @inline(__always)
  public func subtract(_ amount: UInt64) { word.pointee.wrappingSubtract(amount, ordering: .acquiringAndReleasing) }

  /// Adds to a word that only this process writes: a load and a store, and cheaper than an indivisible addition.
  @inlinable @inline(__always)
  public func add(_ amount: UInt64 = 1) { store(load() &+ amount) }
}

/// A full fence: every load after it happens after every `storeSequentiallyConsistent` before it.
@inlinable @inline(__always)
public func fullFence() { atomicMemoryFence(ordering: .sequentiallyConsistent) }
