import Model

/// The sentence for an unknown name: which names exist, and which was probably meant.
func unknown(_ kind: String, _ name: some StringProtocol, among known: [String]) -> String {
  let name = String(name.prefix(40))
  let closest = known.map { ($0, editDistance(name.lowercased(), $0)) }.min { $0.1 < $1.1 }
  let suggestion = closest.flatMap { $0.1 <= max(1, $0.0.count / 3) ? " (did you mean `\($0.0)`?)" : nil } ?? ""
  return "\(quoted(name)) is not \(kind)\(suggestion); use \(known.joined(separator: ", "))"
}
