/// The first of several wordings that fits. If none fits and there is an ellipsis, as much of the last one as fits.
/// Without an ellipsis the result is empty: a part of a number, for instance, would be another number.
public func fitting(_ wordings: [String], within limit: Int, ellipsis: String? = nil) -> String {
  if let fits = wordings.first(where: { width(of: $0) <= limit }) { return fits }
  guard let ellipsis, let last = wordings.last else { return "" }
  return shortened(last, within: limit, ellipsis)
}

/// A text cut to the limit, between words if that loses little, and with a sign that something is missing. At least
/// one character is visible if there is a cell.
public func shortened(_ text: String, within limit: Int, _ ellipsis: String) -> String {
  cut(text, within: limit, ellipsis).map { String(text.prefix($0.kept)) + $0.mark } ?? text
}

/// How many characters of a text fit beside a mark for the missing rest; nil if the whole text fits.
func cut(_ text: String, within limit: Int, _ ellipsis: String) -> (kept: Int, mark: String)? {
  if width(of: text) <= limit { return nil }
  guard limit > 0 else { return (0, "") }
  let words = wholeWords(of: text, within: limit - width(of: ellipsis) - 1)
  let used = width(of: String(text.prefix(words)))
  if words > 0, limit - used < limit / 3 + 3 + width(of: ellipsis) { return (words, " " + ellipsis) }
  // Three dots are clearer than one sign, if there is space for more than the dots.
  let isShort = limit <= width(of: ellipsis) + 1 && ellipsis.utf8.allSatisfy { $0 < 0x80 }
  let mark = isShort ? "~" : ellipsis
  return (letters(of: text, within: limit - width(of: mark)), mark)
}

/// How many characters of the text, in whole words from the first on, fit.
private func wholeWords(of text: String, within limit: Int) -> Int {
  var (best, used, count, wasBlank) = (0, 0, 0, true)
  for character in text {
    if character == " ", !wasBlank { best = count }
    wasBlank = character == " "
    used += width(of: character)
    count += 1
    if used > limit { return best }
  }
  return best
}

private func letters(of text: String, within limit: Int) -> Int {
  var used = 0
  return text.prefix { character in
    used += width(of: character)
    return used <= limit
  }.count
}

/// Wraps a text into lines of at most this many cells: the first after a mark, the others below its beginning, or
/// indented further by `hanging` cells.
public func wrapped(_ text: String, behind mark: String, hanging: Int = 0, within limit: Int) -> [String] {
  let first = limit - width(of: mark)
  let indent = String(repeating: " ", count: width(of: mark) + hanging)
  let lines = wrapped([Span(text)], within: max(1, first - hanging), first: max(1, first)).map(\.plain)
  return lines.isEmpty ? [mark] : lines.enumerated().map { ($0 == 0 ? mark : indent) + $1 }
}

/// Wraps a text into lines of at most this many cells, between words; a word wider than that is broken at the ends of
/// lines.
public func wrapped(_ text: String, within limit: Int) -> [String] {
  wrapped([Span(text)], within: max(1, limit)).map(\.plain)
}

extension [Span] {
  /// The text without its styles.
  fileprivate var plain: String { map(\.text).joined() }
}
