import Lessons
import Model

// Pasted text is text, and never keys.

extension State {
  /// Puts pasted text into the field for an answer, without committing it. Anywhere else it is ignored.
  mutating func paste(_ text: String) {
    message = nil
    guard let question = fieldQuestion, player!.entry.paste(text, for: question) else {
      return say(State.ignoredPaste)
    }
  }

  /// What is said about text that nobody has a use for.
  public static let ignoredPaste = "Pasted text is ignored here."

  /// What is asked now, if the answer is typed into a field.
  private var fieldQuestion: Prediction? {
    guard player?.vote == nil, let question = openQuestion else { return nil }
    switch question.form {
    case .choice: return nil
    case .number, .text: return question
    }
  }
}

extension AnswerEntry {
  /// Appends what belongs into the field, as far as there is room; false if nothing does.
  mutating func paste(_ pasted: String, for prediction: Prediction) -> Bool {
    // A paste may be long; no field is.
    let line = pasted.prefix(4096).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let typed = String(String.UnicodeScalarView(line.unicodeScalars.filter { !$0.isForbidden }))
    var isAccepted = false
    for character in typed where type(.character(character), for: prediction) { isAccepted = true }
    return isAccepted
  }
}
