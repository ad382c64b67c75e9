import Grid
import Model

// The ring in sentences.

extension RingScreen {
  /// How many slots are described one by one. More would take minutes to listen to.
  private static let mostSlots = 20

  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String] {
    let all = snapshot.slots.indices
    let free = all.filter { snapshot.isFree(snapshot.slots[$0]) }
    let taken = all.filter { !snapshot.isFree(snapshot.slots[$0]) }
    let told = taken.prefix(mostSlots).map { words(of: $0, snapshot, glyphs) }
    let rest = taken.count - told.count
    let others = rest > 0 ? ["And \(Quantity.counted(rest, "more slot")) \(rest == 1 ? "is" : "are") not empty."] : []
    let empty =
      free.isEmpty
      ? [] : taken.isEmpty ? ["All \(Quantity.counted(all.count, "slot")) are empty."] : [emptyWords(free)]
    return told + others + empty + ["in is \(snapshot.into), out is \(snapshot.from)."]
  }

  private static func words(of index: Int, _ snapshot: Snapshot, _ glyphs: GlyphSet) -> String {
    let slot = snapshot.slots[index]
    let name = { (item: Item?) in item?.name(glyphs) ?? "no item" }
    switch slot.contents {
    case .empty: return "Slot \(index) is empty."
    case .foreign: return "Slot \(index) holds bytes that no producer wrote."
    case .torn(let a, let b): return "Slot \(index) is torn: it holds words of \(name(a)) and of \(name(b))."
    case .writing(let item, let words):
      return "Slot \(index) is being written: \(words) of \(snapshot.words) words of \(name(item))."
    case .whole(let item, true): return "Slot \(index) still holds \(name(item)), which was taken."
    case .whole(let item, false):
      let victim = slot.overwrote.map { ", which overwrote \(name($0))" } ?? ""
      return "Slot \(index) is full: \(name(item))\(victim)."
    }
  }

  /// `Slots 0 to 2 and 5 are empty.`
  private static func emptyWords(_ indices: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for index in indices {
      if let last = runs.last, last.upperBound + 1 == index {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    let words = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
    return indices.count == 1 ? "Slot \(words[0]) is empty." : "Slots \(words.listed()) are empty."
  }
}

extension Snapshot {
  /// Whether nobody will read the slot again: under a broken discipline somebody may read what was taken.
  fileprivate func isFree(_ slot: Slot) -> Bool {
    if case .whole(_, true) = slot.contents { return discipline.isCorrect }
    return slot.contents == .empty
  }
}
