/// A condition on an experiment, in words: `lost = 1 and in = out`, `P2 is blocked on empty`, `everyone waits`.
///
/// A condition is a predicate, or several joined by `and`, or several such groups joined by `or`. A predicate
/// compares a term with a number, a word or another term by `=`, `!=`, `<`, `<=`, `>` or `>=`; or says what a worker
/// `is` (`blocked on empty`, `waiting`, `inside`, `alive`, or the name of its state); or is `everyone waits`.
public struct Condition: Sendable, Hashable, CustomStringConvertible {
  /// Alternatives, each a list of predicates that must all hold.
  let alternatives: [[Predicate]]
  public let description: String

  public init(reading text: String) throws(Term.Mistake) {
    let words = try Self.words(of: text)
    guard !words.isEmpty else {
      throw Term.Mistake(description: "a condition is missing; one is written like lost = 1 and in = out")
    }
    var alternatives: [[Predicate]] = []
    for alternative in words.split(separator: "or", omittingEmptySubsequences: false) {
      var claims: [Predicate] = []
      for claim in alternative.split(separator: "and", omittingEmptySubsequences: false) {
        claims.append(try Predicate(reading: Array(claim)))
      }
      alternatives.append(claims)
    }
    self.alternatives = alternatives
    description = words.map { $0.hasPrefix("\"") ? $0 + "\"" : $0 }.joined(separator: " ")
  }

  /// The words of a condition. A quoted text is one word, and keeps its opening quote as a mark.
  private static func words(of text: String) throws(Term.Mistake) -> [String] {
    var words: [String] = []
    let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { throw Term.Mistake(description: "a quotation mark is missing in: \(text)") }
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 1 { words.append("\"" + piece) } else { words += piece.split(separator: " ").map(String.init) }
    }
    return words
  }

  public func holds(in observation: Observation) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.holds(in: observation) } }
  }

  /// The actual values of its terms: `lost = 0, in = 3`.
  public func findings(in observation: Observation) -> String {
    var found: [String] = []
    for finding in alternatives.joined().flatMap({ $0.findings(in: observation) }) where !found.contains(finding) {
      found.append(finding)
    }
    return found.joined(separator: ", ")
  }

  /// The terms that it looks up.
  public var terms: [Term] { alternatives.joined().flatMap(\.terms) }

  /// The workers that it names.
  public var workers: [WorkerID] { alternatives.joined().flatMap(\.workers) }
}
