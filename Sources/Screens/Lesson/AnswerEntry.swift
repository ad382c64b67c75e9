import Grid
import Lessons

/// The contents of an answer's field before the answer is committed.
struct AnswerEntry: Sendable, Hashable {
  /// The index of the selected choice on the screen, from 0.
  var selected: Int?
  /// A number or a text, as it was typed.
  var text = ""

  /// As many characters as fit into a line.
  static let longest = 60

  /// The answer, if it is complete.
  func answer(to prediction: Prediction, _ order: ChoiceOrder? = nil) -> Answer? {
    switch prediction.form {
    case .choice: selected.flatMap { order?.choice(at: $0) }.map(Answer.choice)
    case .number, .text: Answer(text, to: prediction)
    }
  }

  /// Handles a key that is typed into the field; returns false if the key does not belong there.
  mutating func type(_ key: Key, for prediction: Prediction) -> Bool {
    switch (prediction.form, key) {
    case (.choice, _): return false
    case (_, .backspace): _ = text.popLast()
    case (.number, .character(let character)):
      // No sign: nothing that is counted here is negative, and `-` slows down the moves on the screen.
      guard character.isASCII, character.isNumber else { return false }
      if text.count < 12 { text.append(character) }
    case (.text, .character(let character)): if text.count < Self.longest { text.append(character) }
    default: return false
    }
    return true
  }
}
