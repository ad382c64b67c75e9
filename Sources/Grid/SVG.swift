extension Grid {
  /// The grid as a self-contained picture. Lines and blocks are shapes, so that they meet with every font; text is
  /// stretched to its cells.
  ///
  /// - Parameters:
  ///   - theme: its colours in place of the terminal's own are those of `paper`.
  ///   - title: what the picture shows, in a few words, for those who cannot see it.
  public func svg(_ theme: Theme, on paper: Paper = .dark, title: String? = nil) -> String {
    let (width, height) = ((size.width + 2) * SVG.cell, (size.height + 1) * SVG.line)
    var picture = SVG(theme: theme, own: paper.colors)
    for (index, row) in rows.enumerated() {
      picture.draw(Array(row), top: SVG.line / 2 + index * SVG.line)
    }
    let heading = title.map { "<title>\(escapedForMarkup($0))</title>\n" } ?? ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="img" shape-rendering="crispEdges" \
      font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="16">
      \(heading)<rect width="\(width)" height="\(height)" shape-rendering="auto" rx="8" fill="\(picture.background)"/>
      \(picture.shapes.joined(separator: "\n"))
      </svg>

      """
  }
}

/// Collects the shapes of a picture, row by row.
private struct SVG {
  static let cell = 10
  static let line = 20

  let theme: Theme
  let own: HexColors
  var shapes: [String] = []

  /// A theme that brings its own background has it under the whole picture.
  var background: String { theme[.text].colors(own: own).paper }

  init(theme: Theme, own: HexColors) { (self.theme, self.own) = (theme, own) }

  /// Draws a row, in runs of the same style.
  mutating func draw(_ row: [Cell], top: Int) {
    var start = 0
    while start < row.count {
      let end = row[start...].firstIndex { $0.style != row[start].style } ?? row.count
      draw(Array(row[start..<end]), left: (start + 1) * SVG.cell, top: top, theme[row[start].style])
      start = end
    }
  }

  private mutating func draw(_ run: [Cell], left: Int, top: Int, _ appearance: Appearance) {
    let colors = appearance.colors(own: own)
    let ink = colors.ink
    if colors.paper != background {
      rectangle(left, top, run.count * SVG.cell, SVG.line, colors.paper)
    }
    var text = ""
    for (index, cell) in run.enumerated() {
      if shape(cell.glyph, left + index * SVG.cell, top, ink) {
        text += " "
      } else {
        text += cell.glyph
      }
    }
    write(text, left, top, cells: run.count, ink, appearance)
  }

  private mutating func write(
    _ text: String, _ left: Int, _ top: Int, cells: Int, _ ink: String, _ appearance: Appearance
  ) {
    guard text.contains(where: { $0 != " " }) else { return }
    var attributes = ""
    if appearance.bold { attributes += " font-weight=\"bold\"" }
    if appearance.italic { attributes += " font-style=\"italic\"" }
    if appearance.underlined { attributes += " text-decoration=\"underline\"" }
    if appearance.dim { attributes += " opacity=\"0.6\"" }
    // Browsers remove spaces at the ends of a text and then stretch the rest, so only the part between them is
    // written.
    let before = text.prefix { $0 == " " }.count
    let words = String(text.dropFirst(before).reversed().drop { $0 == " " }.reversed())
    shapes.append(
      "<text x=\"\(left + before * SVG.cell)\" y=\"\(top + 15)\" fill=\"\(ink)\""
        + " textLength=\"\(width(of: words) * SVG.cell)\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\""
        + "\(attributes)>\(escapedForMarkup(words))</text>")
  }

  /// Draws a glyph that is a line or a block; returns false for any other.
  private mutating func shape(_ glyph: String, _ left: Int, _ top: Int, _ ink: String) -> Bool {
    let (middle, center) = (left + SVG.cell / 2, top + SVG.line / 2)
    if let arms = boxArms[glyph] {
      if arms.contains("l") { rectangle(left, center, SVG.cell / 2 + 1, 1, ink) }
      if arms.contains("r") { rectangle(middle, center, SVG.cell / 2, 1, ink) }
      if arms.contains("u") { rectangle(middle, top, 1, SVG.line / 2 + 1, ink) }
      if arms.contains("d") { rectangle(middle, center, 1, SVG.line / 2, ink) }
    } else if let eighths = blockEighths.firstIndex(of: glyph) {
      let height = (eighths + 1) * SVG.line / 8
      rectangle(left, top + SVG.line - height, SVG.cell, height, ink)
    } else if let shade = ["░": "0.25", "▒": "0.5"][glyph] {
      rectangle(left, top, SVG.cell, SVG.line, ink, " opacity=\"\(shade)\"")
    } else {
      return false
    }
    return true
  }

  private mutating func rectangle(
    _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ fill: String, _ more: String = ""
  ) {
    shapes.append("<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\"\(more)/>")
  }
}

/// The arms of a box glyph: left, right, up, down.
private let boxArms = [
  "─": "lr", "│": "ud", "┌": "rd", "┬": "lrd", "┐": "ld", "└": "ru", "┴": "lru", "┘": "lu", "├": "rud", "┤": "lud",
  "┼": "lrud",
]

private let blockEighths = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
