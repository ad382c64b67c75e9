import Model

/// What somebody answered to a prediction.
public enum Answer: Sendable, Hashable, CustomStringConvertible {
  /// Counted from 0.
  case choice(Int)
  case number(Int)
  case text(String)

  /// Reads an answer as it is written down; nil if the prediction cannot be answered so. A choice is counted from 1.
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

/// How an answer compares with what truly happened.
public struct Judgement: Sendable, Hashable {
  public var isRight: Bool
  /// What was found, in the words of an answer; of a choice its number. Empty if nothing was.
  public var found: String

  public init(isRight: Bool, found: String) {
    self.isRight = isRight
    self.found = found
  }
}

extension Prediction {
  /// What the experiment answers: the numbers of the choices that hold, or the term's value. Nil if there is no such thing.
  public func truth(in evidence: Observation) -> String? {
    switch form {
    case .choice(let choices, _):
      let holding = choices.indices.filter { choices[$0].condition.value.holds(in: evidence) }
      return holding.isEmpty ? nil : holding.map { "\($0 + 1)" }.joined(separator: ", ")
    case .number(let term, _):
      guard case .number(let number)? = term.value(in: evidence), abs(number) < 1e15 else { return nil }
      return "\(Int(number.rounded()))"
    case .text(let term, _):
      // The listing's indentation is no part of what somebody would answer.
      return term.value(in: evidence)?.description.drop { $0 == " " }.description
    }
  }

  /// The answer that the lesson's file gives.
  public var rightAnswer: String {
    switch form {
    case .choice(_, let right): "\(right + 1)"
    case .number(_, let right): "\(right)"
    case .text(_, let right): right.first ?? ""
    }
  }

  /// Whether an answer says the same as these words, which are a right answer or a truth.
  public func agrees(_ answer: String, _ words: String) -> Bool {
    guard case .text = form else { return answer == words }
    return answer.plain == words.plain
  }

  /// Judges an answer by what was found. Where that is not what the file says, the file's answer counts no more than
  /// what truly happened.
  public func judge(_ answer: Answer, by evidence: Observation) -> Judgement {
    let found = truth(in: evidence)
    let isRight = found.map { agrees(answer.description, $0) } ?? accepts(answer)
    return Judgement(
      isRight: isRight || (found.map(isRightAnswer) ?? false) && accepts(answer), found: found ?? rightAnswer)
  }

  /// Whether the file gives this as a right answer.
  public func accepts(_ answer: Answer) -> Bool { isRightAnswer(answer.description) }

  public func isRightAnswer(_ words: String) -> Bool {
    if case .text(_, let right) = form { return right.contains { agrees(words, $0) } }
    return agrees(words, rightAnswer)
  }
}

extension String {
  /// Without what does not matter in an answer: case, spaces, and the semicolon of a line of C.
  fileprivate var plain: String { lowercased().filter { !$0.isWhitespace && $0 != ";" } }
}
