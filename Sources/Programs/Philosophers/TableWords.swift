import CRegion
import Model
import SharedMemory

/// The words of the table. See `region.h`.
struct TableWords {
  private let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  /// The places that the region has room for, and as many forks.
  static let room = 0..<RegionLayout.workersPerRole

  /// How many forks lie on the table.
  @inline(__always)
  var forks: Word64 { Word64(base + TABLE_AT_FORKS) }
  /// The same as a number that is possible. Even a philosopher alone needs two.
  @inline(__always)
  var forkCount: Int { min(max(2, Int(clamping: forks.load())), Self.room.count) }
  /// For how many philosophers the table was laid.
  var laid: Word64 { Word64(base + TABLE_AT_LAID) }
  @inline(__always)
  var footman: SharedSemaphore { SharedSemaphore(base + TABLE_AT_FOOTMAN) }
  /// - Parameter index: one of `room`.
  @inline(__always)
  func fork(_ index: Int) -> SharedMutex {
    SharedMutex(base + TABLE_AT_FORK + index &* MemoryLayout<region_mutex>.stride)
  }
  /// - Parameter index: one of `room`.
  @inline(__always)
  func place(_ index: Int) -> PlaceWords {
    PlaceWords(base + TABLE_AT_PLACES + index &* MemoryLayout<region_place>.stride)
  }
}

/// The words in which a philosopher describes itself, all on a cache line that no other writes.
struct PlaceWords {
  private let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  /// 1 while it eats.
  @inline(__always)
  var eating: Word64 { Word64(base + PLACE_AT_EATING) }
  /// While it is hungry, one more than the meals that all had eaten when that began; else 0.
  @inline(__always)
  var hungry: Word64 { Word64(base + PLACE_AT_HUNGRY) }
  /// One more than the number of the fork at its right; 0 before it sits down.
  @inline(__always)
  var rightFork: Word64 { Word64(base + PLACE_AT_RIGHT_FORK) }
  /// How often it began to eat and found a neighbour eating.
  @inline(__always)
  var overlaps: Word64 { Word64(base + PLACE_AT_OVERLAPS) }
  /// The most meals that the others ate while it was hungry once.
  @inline(__always)
  var longestWait: Word64 { Word64(base + PLACE_AT_LONGEST_WAIT) }
  /// How often it gave a fork back since the other was taken.
  @inline(__always)
  var retreats: Word64 { Word64(base + PLACE_AT_RETREATS) }

  /// All of them, in the order of `region.h`.
  var all: [Word64] { [eating, hungry, rightFork, overlaps, longestWait, retreats] }
  /// Those that decide what happens next, and the verdict. The others are measures.
  var deciding: [Word64] { [eating, rightFork, overlaps] }
}

extension Region {
  @inline(__always)
  var table: TableWords { TableWords(base + REGION_AT_TABLE) }
}
