import Grid
import Lessons

/// What stands in the field for an answer before it is committed.
struct AnswerEntry: Sendable, Hashable {
  /// Of a choice, from 0.
  var selected: Int?
  /// Of a number or a text, as it was typed.
  var text = ""

  /// As many characters as there is room for in a line.
  static let longest = 60

  /// The answer, if there is one already.
  func answer(to prediction: Prediction) -> Answer? {
    switch prediction.form {
    case .choice: selected.map(Answer.choice)
    case .number, .text: Answer(text, to: prediction)
    }
  }

  /// Takes what is typed into the field; false if the key does not belong there.
  mutating func type(_ key: Key, for prediction: Prediction) -> Bool {
    switch (prediction.form, key) {
    case (.choice, _): return false
    case (_, .backspace): _ = text.popLast()
    case (.number, .character(let character)):
      guard character.isASCII, character.isNumber || (character == "-" && text.isEmpty) else { return false }
      if text.count < 12 { text.append(character) }
    case (.text, .character(let character)): if text.count < Self.longest { text.append(character) }
    default: return false
    }
    return true
  }
}

/// The votes of a class on the choices of a prediction: once before they talk about it, and once after.
struct Vote: Sendable, Hashable {
  enum Phase: Sendable, Hashable { case first, talk, second }

  var phase = Phase.first
  /// For each round the votes for each choice, as typed.
  var rounds: [[String]]
  var selected = 0

  init(choices: Int) { rounds = Array(repeating: Array(repeating: "", count: choices), count: 2) }

  var round: Int { phase == .second ? 1 : 0 }

  /// Takes a digit, or takes one back; false if the key does not belong there.
  mutating func type(_ key: Key) -> Bool {
    guard phase != .talk else { return false }
    switch key {
    case .backspace: _ = rounds[round][selected].popLast()
    case .character(let character) where character.isASCII && character.isNumber:
      if rounds[round][selected].count < 4 { rounds[round][selected].append(character) }
    default: return false
    }
    return true
  }

  func counts(_ round: Int) -> [Int] { rounds[round].map { Int($0) ?? 0 } }

  /// What most were for in the end; nil if nobody voted, or not for one more than for all others.
  var winner: Int? {
    let counts = counts(1)
    guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1 else { return nil }
    return counts.firstIndex(of: most)
  }
}

/// How far one has come in a challenge.
struct ChallengeProgress: Sendable, Hashable {
  /// How many moves had been made when it began.
  var base: Int
  /// How many were made since; nil if more has happened than moves.
  var used: Int? = 0
  /// Whether one was told that the moves are used up.
  var wasWarned = false
  /// Whether one wanted to go on without having won.
  var isGivenUp = false
}
