/// The first of several wordings that is narrow enough; failing that, and if there is an ellipsis to say so, the words of
/// the last one that fit; nothing where not even one word fits. Words are never cut.
public func fitting(_ wordings: [String], within limit: Int, ellipsis: String? = nil) -> String {
  if let fits = wordings.first(where: { width(of: $0) <= limit }) { return fits }
  guard let ellipsis else { return "" }
  let room = limit - width(of: ellipsis) - 1
  let words = wrapped(wordings.last ?? "", within: room).first ?? ""
  return words.isEmpty || width(of: words) > room ? "" : words + " " + ellipsis
}

/// Breaks a text into lines of at most so many cells: the first behind a mark, the others below where it begins.
public func wrapped(_ text: String, behind mark: String, within limit: Int) -> [String] {
  let indent = String(repeating: " ", count: width(of: mark))
  let lines = wrapped(text, within: limit - width(of: mark))
  return lines.isEmpty ? [mark] : lines.enumerated().map { ($0 == 0 ? mark : indent) + $1 }
}

/// Breaks a text into lines of at most so many cells, between words. A word wider than that stays whole, on a line of its
/// own.
public func wrapped(_ text: String, within limit: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.split(separator: " ") {
    let size = width(of: String(word))
    if used > 0, used + 1 + size > limit {
      lines.append(line)
      (line, used) = ("", 0)
    }
    line += (used > 0 ? " " : "") + word
    used += (used > 0 ? 1 : 0) + size
  }
  return used > 0 ? lines + [line] : lines
}
