/// How many cells of a terminal a text takes. Lessons knows nothing of terminals: whoever shows a text says it.
public typealias Measure = (String) -> Int

extension String {
  /// The same, or of a longer text its beginning and three dots: so many scalars, at least three.
  func cut(to length: Int) -> String {
    unicodeScalars.count <= length ? self : String(unicodeScalars.prefix(length - 3)) + "..."
  }

  /// In exactly so many cells: cut, or filled with spaces.
  func fitted(to width: Int, right: Bool = false, _ measure: Measure) -> String {
    var text = self
    if measure(text) > width {
      while !text.isEmpty && measure(text) > width - 3 { text.removeLast() }
      text += String(repeating: ".", count: min(3, width))
    }
    let space = String(repeating: " ", count: max(0, width - measure(text)))
    return right ? space + text : text + space
  }

  /// In lines of at most so many cells, broken at spaces, the first behind `first` and the others behind as much space.
  /// A word that is longer than a line has one of its own.
  func wrapped(to width: Int, behind first: String = "", _ measure: Measure) -> [String] {
    let indent = String(repeating: " ", count: measure(first))
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in split(separator: " ") {
      if !isEmpty && measure(line) + 1 + measure(String(word)) > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += isEmpty ? word : " " + word
      isEmpty = false
    }
    return lines + [line]
  }
}
