import Grid
import Lessons

/// What stands in the field for an answer before it is committed.
struct AnswerEntry: Sendable, Hashable {
  /// The place of the selected choice on the screen, from 0.
  var selected: Int?
  /// Of a number or a text, as it was typed.
  var text = ""

  /// As many characters as there is room for in a line.
  static let longest = 60

  /// The answer, if there is one already.
  func answer(to prediction: Prediction, _ order: ChoiceOrder? = nil) -> Answer? {
    switch prediction.form {
    case .choice: selected.flatMap { order?.choice(at: $0) }.map(Answer.choice)
    case .number, .text: Answer(text, to: prediction)
    }
  }

  /// Takes what is typed into the field; false if the key does not belong there.
  mutating func type(_ key: Key, for prediction: Prediction) -> Bool {
    switch (prediction.form, key) {
    case (.choice, _): return false
    case (_, .backspace): _ = text.popLast()
    case (.number, .character(let character)):
      // No sign: nothing that is counted here is below zero, and `-` makes what is shown slower.
      guard character.isASCII, character.isNumber else { return false }
      if text.count < 12 { text.append(character) }
    case (.text, .character(let character)): if text.count < Self.longest { text.append(character) }
    default: return false
    }
    return true
  }
}
