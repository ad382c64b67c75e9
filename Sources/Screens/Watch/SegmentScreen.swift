import Grid
import Model

/// A segment of shared memory through a struct: its values, live.
public struct SegmentScreen: Sendable {
  private let title: String
  private let glyphs: GlyphSet
  private var size: Size
  private var fields: [WatchedState.Field] = []
  private var isChanged: Set<String> = []
  private var firstRow = 0
  /// A remark in place of the hints, until the first scroll.
  private var remark: String?

  public init(title: String, glyphs: GlyphSet, size: Size) {
    (self.title, self.glyphs, self.size) = (title, glyphs, size)
  }

  /// Shows these values from now on.
  public mutating func show(_ new: [WatchedState.Field], size: Size) {
    let before = Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    isChanged = Set(new.filter { before[$0.name] != nil && before[$0.name] != $0.value }.map(\.name))
    (fields, self.size) = (new, size)
    scroll(by: 0)
  }

  /// Shows this in place of the hints, until the first scroll.
  public mutating func say(_ remark: String) { self.remark = remark }

  public mutating func scroll(by rows: Int) {
    if rows != 0 { remark = nil }
    firstRow = min(max(0, firstRow + rows), max(0, fields.count - room))
  }

  private var room: Int { max(1, size.height - 2) }

  public var grid: Grid { glyphs.isASCII ? whole.inASCII : whole }

  private var whole: Grid {
    var grid = Grid(size)
    grid.put(titleBar("ringside  view \(title)", "", .title, size, glyphs), at: (0, 0))
    let nameWidth = min(size.width / 2, fields.map { width(of: $0.name) }.max() ?? 0)
    for (row, field) in fields.dropFirst(firstRow).prefix(room).enumerated() where row + 1 < size.height - 1 {
      let name = shortened(field.name, within: nameWidth, glyphs.ellipsis)
      let line = [
        Span(name.padded(to: nameWidth), .code), Span("  "),
        Span(field.value, isChanged.contains(field.name) ? .changed : .text),
        Span(field.kind.isEmpty ? "" : "  \(field.kind)", .muted),
      ]
      grid.put(line.shortened(within: size.width - 4, glyphs.ellipsis), at: (2, row + 1))
    }
    if let remark {
      let words = shortened(remark, within: size.width - 2, glyphs.ellipsis)
      grid.put(words, at: (1, size.height - 1), .warning)
      return grid
    }
    grid.hints(
      [
        Hint(key: "Down", words: "scroll", rank: 1, isAvailable: fields.count > room, pressed: .down),
        Hint(key: "W", words: "picture", rank: 2, pressed: .character("W")),
        Hint(key: "q", words: "quit", rank: 0, pressed: .character("q")),
      ],
      row: size.height - 1)
    return grid
  }
}
