/// Wraps styled text into lines of at most this many cells, between words. A word in several styles stays together; a
/// word wider than a line is broken at the end of the line.
///
/// - Parameter first: the cells of the first line; nil if it has as many as the others.
public func wrapped(_ spans: [Span], within limit: Int, first: Int? = nil) -> [[Span]] {
  guard limit > 0 else { return [] }
  var lines: [[Span]] = []
  var line: [Span] = []
  var used = 0
  var room: Int { lines.isEmpty ? first ?? limit : limit }
  for word in words(of: spans) {
    let size = word.cells
    if used > 0, used + 1 + size > room {
      lines.append(line)
      (line, used) = ([], 0)
    }
    if used > 0 {
      // A space between two words of the same style gets that style.
      let style = line.last?.style == word.first?.style ? word[0].style : .text
      line.append(Span(" ", style))
      used += 1
    }
    for span in word {
      for piece in pieces(of: span, first: room - used, within: limit) {
        if used > 0, used + width(of: piece.text) > room {
          lines.append(line)
          (line, used) = ([], 0)
        }
        line.append(piece)
        used += width(of: piece.text)
      }
    }
  }
  if used > 0 { lines.append(line) }
  return lines.map(\.joined)
}

/// The words of a text, each of which may have several styles.
private func words(of spans: [Span]) -> [[Span]] {
  var words: [[Span]] = []
  var word: [Span] = []
  for span in spans {
    for (index, piece) in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 {
        if !word.isEmpty { words.append(word) }
        word = []
      }
      if !piece.isEmpty { word.append(Span(String(piece), span.style)) }
    }
  }
  return word.isEmpty ? words : words + [word]
}

/// A word that is wider than a line, in pieces that fit.
private func pieces(of span: Span, first: Int, within limit: Int) -> [Span] {
  guard width(of: span.text) > limit else { return [span] }
  var pieces: [Span] = []
  var piece = ""
  var used = 0
  var room = first > 0 ? first : limit
  for character in span.text {
    let cells = width(of: character)
    if used + cells > room, !piece.isEmpty {
      pieces.append(Span(piece, span.style))
      (piece, used, room) = ("", 0, limit)
    }
    piece.append(character)
    used += cells
  }
  return pieces + [Span(piece, span.style)]
}

extension [Span] {
  /// The same text, with adjacent spans of one style joined.
  fileprivate var joined: [Span] {
    reduce(into: []) { joined, span in
      if joined.last?.style == span.style { joined[joined.count - 1].text += span.text } else { joined.append(span) }
    }
  }
}
