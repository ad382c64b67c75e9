import Model
import SharedMemory

/// Where a philosopher sits: which forks are at its hands.
struct Seat {
  /// From 0.
  let index: Int
  let left: Int
  let right: Int

  /// Where it sits down at a table with so many forks.
  @inline(__always)
  init(index: Int, forks: Int) { (self.index, left, right) = (index, index, index &+ 1 < forks ? index &+ 1 : 0) }

  /// Where it sits by its own word; before it has sat down, where it will.
  /// - Parameter number: its number, from 1: one for which there is room.
  init(_ place: PlaceWords, number: Int, forks: Int) {
    let index = number - 1
    let said = Int(clamping: place.rightFork.load()) - 1
    (self.index, left) = (index, index)
    right = TableWords.room.contains(said) ? said : Seat(index: index, forks: max(forks, number)).right
  }

  /// The one that every philosopher must pick up first where all keep to one order.
  @inline(__always)
  var first: Int { min(left, right) }
  @inline(__always)
  var second: Int { max(left, right) }

  /// Whether it needs a fork that this one needs.
  @inline(__always)
  func sharesFork(with left: Int, _ right: Int) -> Bool {
    left == self.left || left == self.right || right == self.left || right == self.right
  }
}
