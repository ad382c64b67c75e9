import Grid
import Model

extension Scene {
  /// The contents of a slot, in five cells.
  func slotWords(_ slot: Slot) -> Span {
    switch slot.contents {
    case .empty: return Span("     ")
    case .foreign: return Span("?????", .bad)
    case .torn(let a, let b): return Span(tornName(a, b), .bad)
    case .writing(let item, _): return Span(name(item, glyphs.writing), style(item))
    case .whole(let item, false):
      return slot.overwrote == nil
        ? Span(name(item, glyphs.item), style(item)) : Span(name(item, glyphs.overwrote), .bad)
    case .whole(let item, true):
      // Under a correct discipline nobody reads a taken item again. Under a broken one somebody may.
      if snapshot.discipline.isCorrect { return Span("     ") }
      return Span(name(item, glyphs.item).lowercased(), .muted)
    }
  }

  /// `P1·07`; a producer with two digits leaves space for one digit of the number.
  private func name(_ item: Item, _ between: String) -> String {
    switch item.producer {
    case 0...9: "P\(item.producer)\(between)\(item.digits)"
    case 10...99: "P\(item.producer)\(between)\(item.sequence % 10)"
    default: "?????"
    }
  }

  /// `P1×P2`, `12×7`, and a question mark for words that no producer wrote.
  private func tornName(_ a: Item?, _ b: Item?) -> String {
    let producers = [a, b].map { item in item.map { (0...99).contains($0.producer) ? "\($0.producer)" : "?" } ?? "?" }
    let isShort = producers.allSatisfy { $0.utf8.count == 1 }
    let text = producers.map { isShort && $0 != "?" ? "P" + $0 : $0 }.joined(separator: glyphs.torn)
    return text
  }

  private func style(_ item: Item) -> Style { style(WorkerID(Ring.producer, item.producer)) }
}

// MARK: Legend

extension Scene {
  /// The marks of the visible slots, with their meanings.
  var legendEntries: [Span] {
    var entries: [Span] = []
    let slots = snapshot.slots
    if slots.contains(where: { $0.overwrote != nil && $0.isUntaken }) {
      entries.append(Span("\(glyphs.overwrote) overwritten, never taken", .bad))
    }
    if slots.contains(where: { if case .torn = $0.contents { true } else { false } }) {
      entries.append(Span("\(glyphs.torn) torn", .bad))
    }
    if slots.contains(where: { if case .writing = $0.contents { true } else { false } }) {
      entries.append(Span("\(glyphs.writing) being written"))
    }
    if slots.contains(where: { $0.contents == .foreign }) { entries.append(Span("????? no item", .bad)) }
    if !snapshot.discipline.isCorrect, slots.contains(where: \.isResidue) {
      entries.append(Span("lower case: already taken", .muted))
    }
    return entries
  }

  func legend(_ size: Size) -> Grid {
    var grid = Grid(size)
    var column = 2
    for entry in legendEntries {
      let text = shortened(entry.text, within: size.width - column, glyphs.ellipsis)
      column = grid.put(text, at: (column, 0), entry.style) + 3
    }
    return grid
  }
}

extension Slot {
  fileprivate var isUntaken: Bool { if case .whole(_, false) = contents { true } else { false } }
  fileprivate var isResidue: Bool { if case .whole(_, true) = contents { true } else { false } }
}
