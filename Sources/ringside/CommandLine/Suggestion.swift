import Model

/// A guess at the word that the user meant by an unknown one.
enum Suggestion {
  /// The nearest word, if one is near enough.
  static func nearest(to word: String, among words: [String]) -> String? {
    let typed = word.lowercased()
    guard typed.count >= 2, typed.count <= 40 else { return nil }
    let near = words.map { (word: $0, distance: editDistance(typed, $0.lowercased())) }
      .filter { $0.distance <= max(1, min(3, min(typed.count, $0.word.count) / 3)) }
    if let best = near.min(by: { $0.distance < $1.distance }) { return best.word }
    // The beginning of a word, or of a part of it, if only one word begins like this.
    let begun = words.filter { $0.lowercased().hasPrefix(typed) }
    return begun.count == 1 ? begun[0] : nil
  }

  /// `; did you mean x?`, or an empty text.
  static func question(_ word: String, among words: [String]) -> String? {
    nearest(to: word, among: words).map { "did you mean `\($0)`?" }
  }

  /// A sentence that a word is not one of the possible ones: "`rng` is not a program; did you mean `ring`? Possible
  /// are ring, …".
  static func refusal(_ word: String, isNot kind: String, among words: [String]) -> String {
    let all = words.listed("or")
    guard let question = question(word, among: words) else { return "\(quoted(word)) is not \(kind); use \(all)" }
    return "\(quoted(word)) is not \(kind); \(question) Use \(all)"
  }

  /// A word as it was typed, in backticks: safe to print, and short enough for a sentence.
  static func quoted(_ word: String) -> String {
    if word.isEmpty { return "an empty word" }
    let text = harmless(word)
    return "`" + (text.count > 60 ? text.prefix(57) + "…" : text) + "`"
  }
}
