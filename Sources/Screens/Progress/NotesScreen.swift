import Grid
import Lessons

/// The speaker's notes on their own screen, and their scroll position.
public struct NotesScreen: Sendable {
  private var notes: SpeakerNotes
  private let glyphs: GlyphSet
  private var size: Size
  private var remark: String?
  /// How many lines are above the visible ones.
  private var scroll = 0

  public init(_ notes: SpeakerNotes, glyphs: GlyphSet, size: Size) {
    (self.notes, self.glyphs, self.size) = (notes, glyphs, size)
  }

  /// Shows these notes from now on. The scroll position stays while the class is at the same place.
  /// - Parameter remark: a remark in place of the keys.
  public mutating func show(_ notes: SpeakerNotes, remark: String?) {
    if (notes.step, notes.page) != (self.notes.step, self.notes.page) { scroll = 0 }
    (self.notes, self.remark) = (notes, remark)
    keepInside()
  }

  /// Shows this in place of the keys.
  public mutating func say(_ remark: String) { self.remark = remark }

  public mutating func resize(to size: Size) {
    self.size = size
    keepInside()
  }

  /// Scrolls, if the key does that.
  public mutating func press(_ key: Key) {
    switch key {
    case .down: scroll += 1
    case .up: scroll -= 1
    case .pageDown, .character(" "): scroll += room
    case .pageUp: scroll -= room
    case .home: scroll = 0
    case .end: scroll = lines.count
    default: break
    }
    keepInside()
  }

  private var room: Int { max(1, size.height - 2) }

  private var lines: [String] { notes.lines(within: max(20, size.width - 2), titled: false) }

  /// Keeps the scroll position between the first line and the last one.
  private mutating func keepInside() { scroll = min(max(0, scroll), max(0, lines.count - room)) }

  public var grid: Grid {
    var grid = Grid(size)
    let title = fitting(
      ["notes \(glyphs.separator) \(notes.lesson)", notes.lesson], within: size.width - 2, ellipsis: glyphs.ellipsis)
    grid.put(titleBar(title, "", .title, size, glyphs), at: (0, 0))
    for (row, line) in lines.dropFirst(scroll).prefix(room).enumerated() { grid.put(line, at: (1, row + 1)) }
    if size.height > 1 {
      grid.fill(0..<size.width, row: size.height - 1, with: " ", .text)
      let hint = lines.count > room ? "up, down: scroll   q: quit" : "q: quit"
      let words = shortened(remark ?? hint, within: size.width - 2, glyphs.ellipsis)
      let end = grid.put(words, at: (1, size.height - 1), remark == nil ? .hint : .warning)
      if remark == nil { grid.mark(end - width(of: "q: quit")..<end, row: size.height - 1, as: Key.character("q")) }
    }
    return grid
  }
}
