import Model

/// A user's answer to a prediction.
public enum Answer: Sendable, Hashable, CustomStringConvertible {
  /// Counted from 0.
  case choice(Int)
  case number(Int)
  case text(String)

  /// Reads an answer in its written form; nil if the prediction does not allow it. A choice is counted from 1.
  public init?(_ text: String, to prediction: Prediction) {
    switch prediction.form {
    case .choice(let choices, _):
      guard let number = Int(decimal: text), choices.indices.contains(number &- 1) else { return nil }
      self = .choice(number - 1)
    case .number:
      guard let number = Int(decimal: text) else { return nil }
      self = .number(number)
    case .text:
      guard !text.allSatisfy(\.isWhitespace) else { return nil }
      self = .text(text)
    }
  }

  public var description: String {
    switch self {
    case .choice(let index): "\(index + 1)"
    case .number(let number): "\(number)"
    case .text(let text): text
    }
  }
}

/// The comparison of an answer with the actual result.
public struct Judgement: Sendable, Hashable {
  public var isRight: Bool
  /// The actual result in the form of an answer; for a choice its number. Empty if there is none.
  public var found: String

  public init(isRight: Bool, found: String) {
    self.isRight = isRight
    self.found = found
  }
}

extension Prediction {
  /// The experiment's answer: the numbers of the choices that hold, or the term's value. Nil if there is none.
  public func truth(in evidence: Observation) -> String? {
    switch form {
    case .choice(let choices, _):
      let holding = choices.indices.filter { choices[$0].condition.value.holds(in: evidence) }
      return holding.isEmpty ? nil : holding.map { "\($0 + 1)" }.joined(separator: ", ")
    case .number(let term, _):
      guard case .number(let number)? = term.value(in: evidence), abs(number) < 1e15 else { return nil }
      return "\(Int(number.rounded()))"
    case .text(let term, _):
      // Nobody would type the listing's indentation.
      return term.value(in: evidence)?.description.drop { $0 == " " }.description
    }
  }

  /// The answer in the lesson's file.
  public var rightAnswer: String {
    switch form {
    case .choice(_, let right): "\(right + 1)"
    case .number(_, let right): "\(right)"
    case .text(_, let right): right.first ?? ""
    }
  }

  /// Whether an answer says the same as these words, which are a right answer or the actual result.
  public func agrees(_ answer: String, _ words: String) -> Bool {
    guard case .text = form else { return answer == words }
    return answer.plain == words.plain
  }

  /// Judges an answer by the actual result. If that differs from the file's answer, only the actual result is right.
  public func judge(_ answer: Answer, by evidence: Observation) -> Judgement {
    let found = truth(in: evidence)
    let isRight = found.map { agrees(answer.description, $0) } ?? accepts(answer)
    return Judgement(
      isRight: isRight || (found.map(isRightAnswer) ?? false) && accepts(answer), found: found ?? rightAnswer)
  }

  /// Whether this is a right answer by the file.
  public func accepts(_ answer: Answer) -> Bool { isRightAnswer(answer.description) }

  public func isRightAnswer(_ words: String) -> Bool {
    if case .text(_, let right) = form { return right.contains { agrees(words, $0) } }
    return agrees(words, rightAnswer)
  }
}

extension String {
  /// Without the parts that do not matter in an answer: case, spaces, and the semicolon of a line of C.
  fileprivate var plain: String { lowercased().filter { !$0.isWhitespace && $0 != ";" } }
}
