/// The signs with which screens are drawn. Everything that is not marked as a word takes exactly one cell.
public struct GlyphSet: Sendable, Hashable {
  public var isASCII: Bool
  /// Whether the texts are to be heard, without any sign that stands for a word.
  public var isSpoken = false

  // Lines and boxes.
  public var horizontal, vertical: String
  public var topLeft, topTee, topRight: String
  public var bottomLeft, bottomTee, bottomRight: String

  // The contents of a slot.
  /// Between the producer and the number of an item: `P1·07`.
  public var item: String
  /// The same, for an item that overwrote one that nobody had taken.
  public var overwrote: String
  /// The same, for an item that is being written.
  public var writing: String
  /// Between two items whose words are mixed.
  public var torn: String
  /// A slot in one cell: with an item, and free.
  public var occupied, free: String
  /// From empty to full, for a cell that represents several slots.
  public var levels: [String]

  // Pointers.
  /// At the slot above.
  public var up: String
  /// Around a value that just changed.
  public var changedLeft, changedRight: String
  /// After a value that just increased or decreased.
  public var rose, fell: String
  /// After the best of several values.
  public var best: String
  /// The selected process, and a process's present line.
  public var selected, here: String

  // The timeline.
  public var idle, active, asleep: String

  // Words.
  public var paused, runs: String
  public var right, wrong: String
  public var then: String
  public var separator: String
  public var ellipsis: String

  public static let unicode = GlyphSet(
    isASCII: false, horizontal: "─", vertical: "│", topLeft: "┌", topTee: "┬", topRight: "┐", bottomLeft: "└",
    bottomTee: "┴", bottomRight: "┘", item: "·", overwrote: "‼", writing: "…", torn: "×", occupied: "█", free: "░",
    levels: ["░", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], up: "▲", changedLeft: "▶", changedRight: "◀", rose: "▲",
    fell: "▼", best: "★", selected: "▸", here: "◀", idle: "·", active: "─", asleep: "▒", paused: "‖", runs: "▶",
    right: "✓",
    wrong: "✗", then: "→", separator: "·", ellipsis: "…")

  /// For fonts of 256 or 512 signs, such as those of the Linux console: lines, shades and the full block, which all
  /// of them have had since the IBM PC, and the signs of Latin-1.
  public static let console = GlyphSet(
    isASCII: false, horizontal: "─", vertical: "│", topLeft: "┌", topTee: "┬", topRight: "┐", bottomLeft: "└",
    bottomTee: "┴", bottomRight: "┘", item: "·", overwrote: "!", writing: "~", torn: "×", occupied: "█", free: "░",
    levels: ["░", "1", "2", "3", "4", "5", "6", "7", "█"], up: "^", changedLeft: ">", changedRight: "<", rose: "^",
    fell: "v", best: "*", selected: ">", here: "<", idle: "·", active: "─", asleep: "▒", paused: "||", runs: ">",
    right: "OK", wrong: "!!", then: "->", separator: "·", ellipsis: "...")

  public static let ascii = GlyphSet(
    isASCII: true, horizontal: "-", vertical: "|", topLeft: "+", topTee: "+", topRight: "+", bottomLeft: "+",
    bottomTee: "+", bottomRight: "+", item: ".", overwrote: "!", writing: "~", torn: "x", occupied: "#", free: ".",
    levels: [".", "1", "2", "3", "4", "5", "6", "7", "#"], up: "^", changedLeft: ">", changedRight: "<", rose: "^",
    fell: "v", best: "*", selected: ">", here: "<", idle: ".", active: "-", asleep: "=", paused: "||", runs: ">",
    right: "OK",
    wrong: "!!", then: "->", separator: "|", ellipsis: "...")

  /// For text that a screen reader speaks: words in place of signs.
  public static let spoken: GlyphSet = {
    var glyphs = GlyphSet.ascii
    glyphs.isSpoken = true
    (glyphs.vertical, glyphs.selected, glyphs.here) = ("Quote:", "", "")
    (glyphs.right, glyphs.wrong, glyphs.then, glyphs.separator) = ("True:", "Not true:", "then", ",")
    (glyphs.rose, glyphs.fell, glyphs.best) = ("", "", "")
    return glyphs
  }()
}
