extension [Paragraph.TextRun] {
  /// Reads running text with `**strong**`, `*emphasized*` and `` `code` `` in it. A mark without its counterpart, or
  /// after a backslash, is an ordinary asterisk or backtick.
  init(markdown text: some StringProtocol) {
    // A paragraph becomes one line here: the file does not decide the width on the screen.
    let line = text.split { $0 == "\n" || $0 == "\t" }.map { Substring($0).trimmed }.joined(separator: " ")
    var scanner = InlineScanner(line)
    self = scanner.allRuns()
  }

  /// The text without its emphasis.
  public var plainText: String { map(\.text).joined() }
}

/// Finds marks from left to right.
private struct InlineScanner {
  private let text: [Character]
  private var position = 0
  private var plain = ""
  private var runs: [Paragraph.TextRun] = []
  /// Marks without a counterpart further on, so that a long text is not searched again and again.
  private var unpaired: Set<Mark> = []

  private struct Mark: Hashable {
    var character: Character
    var count: Int
  }

  init(_ text: some Sequence<Character>) { self.text = Array(text) }

  mutating func allRuns() -> [Paragraph.TextRun] {
    while position < text.count {
      switch text[position] {
      case "\\" where position + 1 < text.count && text[position + 1].isMarkdownPunctuation:
        plain.append(text[position + 1])
        position += 2
      case "`", "*": take(mark(at: position))
      default:
        plain.append(text[position])
        position += 1
      }
    }
    endPlain()
    return runs
  }

  private mutating func endPlain() {
    if !plain.isEmpty { runs.append(Paragraph.TextRun(plain)) }
    plain = ""
  }

  private func mark(at start: Int) -> Mark {
    var end = start
    while end < text.count, text[end] == text[start] { end += 1 }
    return Mark(character: text[start], count: end - start)
  }

  /// Reads a mark and the text up to its counterpart, or the mark as ordinary characters.
  private mutating func take(_ mark: Mark) {
    let start = position + mark.count
    guard opens(mark), let end = counterpart(of: mark, from: start) else {
      plain += text[position..<start]
      position = start
      return
    }
    endPlain()
    let inner = text[start..<end]
    if mark.character == "`" {
      runs.append(Paragraph.TextRun(Self.code(inner), .code))
    } else {
      var scanner = InlineScanner(inner)
      let emphasis: Paragraph.TextRun.Emphasis = mark.count == 2 ? .strong : .emphasized
      runs += scanner.allRuns().map { $0.emphasis == .plain ? Paragraph.TextRun($0.text, emphasis) : $0 }
    }
    position = end + mark.count
  }

  /// Code that begins or ends with a backtick has spaces around it, which are not part of it.
  private static func code(_ inner: ArraySlice<Character>) -> String {
    let isPadded = inner.count > 2 && inner.first == " " && inner.last == " "
    return String(isPadded ? inner.dropFirst().dropLast() : inner)
  }

  private func opens(_ mark: Mark) -> Bool {
    let next = position + mark.count
    guard next < text.count, mark.count <= 2, !unpaired.contains(mark) else { return false }
    // An asterisk within a word, as in P1*4, or between spaces is ordinary.
    return mark.character == "`" || !text[next].isWhitespace && (position == 0 || !text[position - 1].isWordly)
  }

  private mutating func counterpart(of mark: Mark, from start: Int) -> Int? {
    var index = start
    while index < text.count {
      let other = text[index]
      if other == "\\" && mark.character == "*" {
        index += 2
      } else if other == "`" || other == "*" {
        let found = self.mark(at: index)
        if found == mark, closes(mark, at: index), index > start { return index }
        index += found.count
      } else {
        index += 1
      }
    }
    unpaired.insert(mark)
    return nil
  }

  private func closes(_ mark: Mark, at index: Int) -> Bool {
    if mark.character == "`" { return true }
    let next = index + mark.count
    return !text[index - 1].isWhitespace && (next == text.count || !text[next].isWordly)
  }
}

extension Character {
  fileprivate var isWordly: Bool { isLetter || isNumber }

  /// The characters that are ordinary after a backslash.
  fileprivate var isMarkdownPunctuation: Bool {
    guard let ascii = asciiValue else { return false }
    return (33...126).contains(ascii) && !isWordly
  }
}
