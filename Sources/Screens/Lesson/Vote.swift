import Grid
import Lessons

/// The votes of a class on a question: once before the discussion, and once after.
struct Vote: Sendable, Hashable {
  enum Phase: Sendable, Hashable {
    case first, talk, second
    /// Several answers have the most votes, and one must be chosen.
    case tie
  }

  var phase = Phase.first
  /// The answers to vote on, in the order of the screen.
  private(set) var answers: [Answer]
  /// Whether answers can be added: the question has no choices.
  let isOpen: Bool
  /// For each round the votes for each answer, as typed.
  private(set) var rounds: [[String]]
  /// The selected row: an answer, or after the last one the field for another.
  private(set) var selected = 0
  private(set) var newAnswer = AnswerEntry()

  init(on prediction: Prediction, _ order: ChoiceOrder) {
    answers = order.inFile.map(Answer.choice)
    isOpen = if case .choice = prediction.form { false } else { true }
    rounds = Array(repeating: Array(repeating: "", count: answers.count), count: 2)
  }

  var round: Int { phase == .first || phase == .talk ? 0 : 1 }

  /// Whether keys are typed into the field for another answer.
  var isTypingAnswer: Bool { isOpen && selected == answers.count && (phase == .first || phase == .second) }

  private var isCounting: Bool { (phase == .first || phase == .second) && !isTypingAnswer }

  /// Handles a key that is typed into a field; returns false if the key does not belong there.
  mutating func type(_ key: Key, for prediction: Prediction) -> Bool {
    if isTypingAnswer { return newAnswer.type(key, for: prediction) }
    guard isCounting else { return false }
    switch key {
    case .backspace: _ = rounds[round][selected].popLast()
    case .character(let character) where character.isASCII && character.isNumber:
      if rounds[round][selected].count < 4 { rounds[round][selected].append(character) }
    default: return false
    }
    return true
  }

  /// The rows that can be selected now.
  private var rows: [Int] {
    switch phase {
    case .first, .second: Array(0..<answers.count + (isOpen ? 1 : 0))
    case .talk: []
    case .tie: leaders
    }
  }

  /// Selects this row, if that is possible now.
  mutating func select(_ row: Int) {
    if rows.contains(row) { selected = row }
  }

  mutating func select(by offset: Int) {
    guard let place = rows.firstIndex(of: selected) else { return }
    selected = rows[min(max(0, place + offset), rows.count - 1)]
  }

  /// The result of Enter.
  enum Outcome: Sendable, Hashable {
    /// The vote continues.
    case goesOn
    case answered(Answer)
    /// Nobody has voted in any round.
    case isEmpty
  }

  /// Takes the typed answer, or ends the round.
  mutating func enter(for prediction: Prediction) -> Outcome {
    switch phase {
    case .first, .second:
      if isTypingAnswer, let answer = newAnswer.answer(to: prediction) {
        add(answer, to: prediction)
      } else if isOpen, isCounting {
        selected += 1
      } else if phase == .first {
        phase = .talk
      } else {
        return count()
      }
    case .talk:
      phase = .second
      selected = 0
    case .tie: return .answered(answers[selected])
    }
    return .goesOn
  }

  /// Adds a new answer, or selects an existing one that says the same.
  private mutating func add(_ answer: Answer, to prediction: Prediction) {
    newAnswer = AnswerEntry()
    if let known = answers.firstIndex(where: { prediction.agrees($0.description, answer.description) }) {
      selected = known
    } else {
      selected = answers.count
      answers.append(answer)
      for round in rounds.indices { rounds[round].append("") }
    }
  }

  private mutating func count() -> Outcome {
    let leaders = leaders
    guard let first = leaders.first else { return .isEmpty }
    guard leaders.count > 1 else { return .answered(answers[first]) }
    phase = .tie
    selected = first
    return .goesOn
  }

  func counts(_ round: Int) -> [Int] { rounds[round].map { Int($0) ?? 0 } }

  /// The rows with the most votes in the second round, or in the first if the second has no votes.
  var leaders: [Int] {
    let counts = counts(1).contains { $0 > 0 } ? counts(1) : counts(0)
    guard let most = counts.max(), most > 0 else { return [] }
    return counts.indices.filter { counts[$0] == most }
  }

  var ballot: Ballot {
    guard !isOpen else { return Ballot(rounds: [counts(0), counts(1)], answers: answers.map(\.description)) }
    let inFileOrder = answers.indices.sorted { answers[$0].choice ?? 0 < answers[$1].choice ?? 0 }
    return Ballot(rounds: [0, 1].map { round in inFileOrder.map { counts(round)[$0] } })
  }
}

extension Answer {
  /// For a choice, its index in the file, from 0.
  var choice: Int? { if case .choice(let index) = self { index } else { nil } }
}
