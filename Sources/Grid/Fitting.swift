/// The first of several wordings that is narrow enough. Failing that, and if there is an ellipsis to say so, as much of
/// the last one as there is room for; without an ellipsis nothing, as of a number, of which a part would be another one.
public func fitting(_ wordings: [String], within limit: Int, ellipsis: String? = nil) -> String {
  if let fits = wordings.first(where: { width(of: $0) <= limit }) { return fits }
  guard let ellipsis, let last = wordings.last else { return "" }
  return shortened(last, within: limit, ellipsis)
}

/// A text cut to its room, between words if that loses little, and with a sign that something is missing. Something of it
/// is seen wherever there is a cell.
public func shortened(_ text: String, within limit: Int, _ ellipsis: String) -> String {
  cut(text, within: limit, ellipsis).map { String(text.prefix($0.kept)) + $0.mark } ?? text
}

/// How many characters of a text there is room for beside a mark that says that more is missing; nil if it fits.
func cut(_ text: String, within limit: Int, _ ellipsis: String) -> (kept: Int, mark: String)? {
  if width(of: text) <= limit { return nil }
  guard limit > 0 else { return (0, "") }
  let words = wholeWords(of: text, within: limit - width(of: ellipsis) - 1)
  let used = width(of: String(text.prefix(words)))
  if words > 0, limit - used < limit / 3 + 3 + width(of: ellipsis) { return (words, " " + ellipsis) }
  // Three points say more than one sign, as long as there is more than them.
  let isShort = limit <= width(of: ellipsis) + 1 && ellipsis.utf8.allSatisfy { $0 < 0x80 }
  let mark = isShort ? "~" : ellipsis
  return (letters(of: text, within: limit - width(of: mark)), mark)
}

/// How many characters the words have, from the first on, that are narrow enough together.
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

/// Breaks a text into lines of at most so many cells: the first behind a mark, the others below where it begins, or
/// indented further by `hanging` cells.
public func wrapped(_ text: String, behind mark: String, hanging: Int = 0, within limit: Int) -> [String] {
  let first = limit - width(of: mark)
  let indent = String(repeating: " ", count: width(of: mark) + hanging)
  let lines = wrapped([Span(text)], within: max(1, first - hanging), first: max(1, first)).map(\.plain)
  return lines.isEmpty ? [mark] : lines.enumerated().map { ($0 == 0 ? mark : indent) + $1 }
}

/// Breaks a text into lines of at most so many cells, between words; a word wider than that is broken where lines end.
public func wrapped(_ text: String, within limit: Int) -> [String] {
  wrapped([Span(text)], within: max(1, limit)).map(\.plain)
}

extension [Span] {
  /// The text without its styles.
  fileprivate var plain: String { map(\.text).joined() }
}
