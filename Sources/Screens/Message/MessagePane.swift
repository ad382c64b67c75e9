import Grid
import Model

extension Scene {
  /// The shared text, and below it the last copy of each reader.
  var messageHeights: [Int] {
    let readers = max(1, snapshot.message?.heard.count ?? 0)
    return [1, 3] + (4..<4 + min(readers, 6)).map { $0 }
  }

  func message(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let message = snapshot.message else { return grid }
    let text = message.text.isEmpty ? "nothing yet" : message.text
    let style: Style = message.text.isEmpty ? .muted : message.isWhole ? .key : .bad
    guard size.height >= 3 else {
      grid.put(fitting(["text = \(text)"], within: size.width - 2, ellipsis: glyphs.ellipsis), at: (2, 0), style)
      return grid
    }
    drawBox(2..<size.width - 2, top: 0, on: &grid)
    grid.put(" text ", at: (4, 0), .muted)
    grid.put(fitting([text], within: size.width - 8, ellipsis: glyphs.ellipsis), at: (4, 1), style)
    for (row, reader) in message.heard.keys.sorted().enumerated() where 3 + row < size.height {
      let copy = message.heard[reader]!
      let column = grid.put("\(reader.label) read ", at: (4, 3 + row), self.style(reader))
      grid.mark(0..<size.width, row: 3 + row, as: ClickTarget.process(reader))
      let words = copy.text.isEmpty ? "nothing yet" : copy.isWhole ? copy.text : copy.text + " \(glyphs.torn) torn"
      let style: Style = copy.text.isEmpty ? .muted : copy.isWhole ? .text : .bad
      grid.put(
        fitting([words], within: size.width - column - 2, ellipsis: glyphs.ellipsis), at: (column, 3 + row), style)
    }
    return grid
  }
}
