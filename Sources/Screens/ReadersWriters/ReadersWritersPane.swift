import Grid
import Model

extension Scene {
  /// The value in a box, word by word, and who is inside.
  func sharedValue(_ size: Size) -> Grid {
    var grid = Grid(size)
    let words = snapshot.valueWords
    let isTorn = Set(words).count > 1
    let text = words.map { grouped($0, within: 13) }.joined(separator: "  ")
    let style: Style = isTorn ? (snapshot.writersInside.isEmpty ? .bad : .warning) : .key
    guard size.height >= 3 else {
      grid.put(
        fitting(["value = \(text)", text], within: size.width - 2, ellipsis: glyphs.ellipsis), at: (2, 0), style)
      return grid
    }
    let top = size.height >= 5 ? 1 : 0
    let boxWidth = min(max(22, width(of: text) + 6), size.width)
    let left = max(0, (size.width - boxWidth) / 2)
    if top > 0 { grid.put("value", at: (left + max(0, (boxWidth - 5) / 2), 0), .muted) }
    drawBox(left..<left + boxWidth, top: top, on: &grid)
    let shown = fitting([text], within: boxWidth - 4, ellipsis: glyphs.ellipsis)
    grid.put(shown, at: (left + max(1, (boxWidth - width(of: shown)) / 2), top + 1), style)
    if size.height >= 5 {
      let (sentence, style) = whoIsInside
      let line = fitting([sentence], within: size.width - 2, ellipsis: glyphs.ellipsis)
      grid.put(line, at: (max(0, (size.width - width(of: line)) / 2), 4), style)
    }
    return grid
  }

  /// The processes that read or write now, while they are stepped; at other paces the longest waits.
  private var whoIsInside: (String, Style) {
    if snapshot.ledger.overlaps > 0 || snapshot.ledger.torn > 0 {
      let counts = snapshot.ledger
      return (
        "inside together \(grouped(counts.overlaps, within: 13)), torn reads \(grouped(counts.torn, within: 13)) "
          + glyphs.wrong, .bad
      )
    }
    guard snapshot.pace == .step else { return ("\(snapshot.measures.map(words).joined(separator: ", "))", .muted) }
    let (writers, inside) = (snapshot.writersInside, snapshot.inValue)
    guard let first = inside.first else { return ("nobody reads or writes", .muted) }
    let readers = inside.filter { !writers.contains($0) }
    let parts = [(writers, "writing"), (readers, "reading")].filter { !$0.0.isEmpty }
    let words = parts.map { ids, verb in "\(ids.listed()) \(ids.count == 1 ? "is" : "are") \(verb)" }
    return (words.joined(separator: " while "), style(first))
  }

  private func words(_ measure: Measure) -> String { "\(measure.title) \(grouped(measure.value, within: 13))" }
}

extension Snapshot {
  /// The words of the value, in their order.
  var valueWords: [UInt64] {
    values.filter { $0.key.array == ReadersWritersScreen.value.array }
      .sorted { ($0.key.index ?? 0) < ($1.key.index ?? 0) }.map(\.value)
  }

  /// The processes that have read or written the first word of the value, and not yet the last one.
  var inValue: [WorkerID] {
    workers.filter { worker in
      guard worker.isAlive, let variable = operation(of: worker)?.variable else { return false }
      return variable.array == ReadersWritersScreen.value.array && (variable.index ?? 0) > 0
    }.map(\.id)
  }

  var writersInside: [WorkerID] { inValue.filter { $0.role == ReadersWritersScreen.writer } }
}
