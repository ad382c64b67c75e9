/// Breaks a sentence into lines of at most 79 columns.
///
/// - Parameters:
///   - word: stands before the first line, and the others begin where that one does.
///   - indent: the columns before the first line.
///   - hanging: how much further the others are indented.
func wrap(_ text: String, after word: String? = nil, indent: Int = 0, hanging: Int = 0) -> [String] {
  let width = 16
  let start =
    word.map { $0 + String(repeating: " ", count: max(1, width - $0.count)) } ?? String(repeating: " ", count: indent)
  let margin = String(repeating: " ", count: start.count + hanging)
  var lines = [start]
  var isEmpty = true
  for part in text.split(separator: " ") {
    if !isEmpty && lines[lines.count - 1].count + 1 + part.count > 79 {
      lines.append(margin)
      isEmpty = true
    }
    lines[lines.count - 1] += (isEmpty ? "" : " ") + part
    isEmpty = false
  }
  return lines
}
