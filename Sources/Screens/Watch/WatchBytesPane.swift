import Grid
import Model

extension WatchScreen {
  /// Bytes in a row.
  var bytesPerRow: Int { size.width < 62 ? 8 : 16 }

  /// The bytes of what is shared, sixteen in a row, with the names of what begins there.
  func bytesPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard !state.memories.isEmpty else {
      grid.rule(0, headings: [(1, "bytes")], glyphs)
      grid.put("nothing is shared yet", at: (3, 1), .muted)
      return grid
    }
    let memory = state.memories[memoryIndex % state.memories.count]
    let next =
      cover != .bytes
      ? "m: all of it" : state.memories.count > 1 ? "Tab: the next of \(state.memories.count)" : "m closes it"
    grid.rule(0, headings: [(1, "bytes of \(memory.title)"), (size.width - width(of: next) - 4, next)], glyphs)
    let per = bytesPerRow
    let rows = (memory.bytes.count + per - 1) / per
    let first = min(firstByteRow, max(0, rows - (size.height - 1)))
    for row in 0..<(size.height - 1) where first + row < rows {
      let start = (first + row) * per
      let bytes = memory.bytes[start..<min(start + per, memory.bytes.count)]
      let address = "0000" + String(start, radix: 16)
      grid.put(String(address.suffix(4)), at: (1, row + 1), .muted)
      for (index, byte) in bytes.enumerated() {
        let digits = String(byte, radix: 16)
        let style: Style = changedBytes.contains(start + index) ? .changed : byte == 0 ? .muted : .text
        grid.put(digits.count == 1 ? "0" + digits : digits, at: (7 + 3 * index + (index >= 8 ? 1 : 0), row + 1), style)
      }
      let names = (start..<start + per).compactMap { memory.names[$0] }.joined(separator: " ")
      let column = 7 + 3 * per + 2
      grid.put(shortened(names, within: max(0, size.width - column - 1), glyphs.ellipsis), at: (column, row + 1), .code)
    }
    return grid
  }
}
