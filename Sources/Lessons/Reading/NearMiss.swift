/// What to say of a name that there is not: which ones there are, and which was probably meant.
func unknown(_ kind: String, _ name: some StringProtocol, among known: [String]) -> String {
  let name = String(name.prefix(40))
  let closest = known.map { ($0, distance(name.lowercased(), $0)) }.min { $0.1 < $1.1 }
  let suggestion = closest.flatMap { $0.1 <= max(1, $0.0.count / 3) ? " (did you mean `\($0.0)`?)" : nil } ?? ""
  return "\(quoted(name)) is not \(kind)\(suggestion); use \(known.joined(separator: ", "))"
}

/// How many letters must be typed, deleted, replaced or swapped with their neighbour to make one word of another.
private func distance(_ one: String, _ other: String) -> Int {
  let (a, b) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}
