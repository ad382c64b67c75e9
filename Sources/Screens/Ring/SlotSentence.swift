import Grid
import Model

// A slot in words, for a click on it.

extension Scene {
  /// The process that has copied the item of a slot out, or else its producer; nil if there is no such process now.
  func owner(ofSlot index: Int) -> WorkerID? {
    let item: Item? =
      switch snapshot.slots[index].contents {
      case .whole(let item, _), .writing(let item, _): item
      case .empty, .torn, .foreign: nil
      }
    guard let item else { return nil }
    let holder = holder(of: item) ?? WorkerID(Ring.producer, item.producer)
    return snapshot.worker(holder)?.id
  }

  /// The consumer that still has a copy of the item.
  private func holder(of item: Item) -> WorkerID? {
    snapshot.workers.first { $0.id.role == Ring.consumer && $0.isAlive && $0.item == item }?.id
  }

  /// One or two sentences: the contents, who produced them, and in which order.
  func slotSentence(_ slots: Range<Int>) -> String {
    guard slots.count == 1, let index = slots.first else {
      let occupied = snapshot.slots[slots].count { $0.isOccupied }
      return "slots \(grouped(slots.lowerBound)) to \(grouped(slots.upperBound - 1)): \(occupied) of them occupied"
    }
    let slot = snapshot.slots[index]
    let name = "slot \(index)"
    switch slot.contents {
    case .empty: return "\(name): empty, nothing was written there yet"
    case .foreign: return "\(name): no item; no producer wrote these words"
    case .torn(let one, let other): return "\(name): torn, with \(words(of: one)) and \(words(of: other))"
    case .writing(let item, let words):
      let done = "\(words) of \(snapshot.words) word\(snapshot.words == 1 ? "" : "s") are written"
      return "\(name): P\(item.producer) is writing \(item.name(glyphs)), its item \(grouped(item.sequence)); \(done)"
    case .whole(let item, let isTaken):
      let origin =
        "\(name): \(item.name(glyphs)), produced by P\(item.producer) as its item \(grouped(item.sequence))"
      let taken = holder(of: item).map { "already taken; \($0) has its copy" } ?? "already taken"
      let lost = slot.overwrote.map { "; it overwrote \($0.name(glyphs)), which nobody had taken" } ?? ""
      return "\(origin), \(isTaken ? taken : "not taken yet")\(lost)"
    }
  }

  private func words(of item: Item?) -> String {
    item.map { "words of \($0.name(glyphs))" } ?? "words that no producer wrote"
  }
}
