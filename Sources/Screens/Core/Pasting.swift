import Lessons
import Model

// Pasted text is text, and never acts as keys.

extension State {
  /// Puts pasted text into the field for an answer, without committing it. Anywhere else it is ignored.
  mutating func paste(_ text: String) {
    message = nil
    guard let question = fieldQuestion, player!.entry.paste(text, for: question) else {
      return say(State.ignoredPaste)
    }
  }

  /// The message after pasting where no text is expected.
  public static let ignoredPaste = "Pasted text is ignored here."

  /// The present question, if the answer is typed into a field.
  private var fieldQuestion: Prediction? {
    guard player?.vote == nil, let question = openQuestion else { return nil }
    switch question.form {
    case .choice: return nil
    case .number, .text: return question
    }
  }
}

extension AnswerEntry {
  /// Appends the part that fits into the field; returns false if no part does.
  mutating func paste(_ pasted: String, for prediction: Prediction) -> Bool {
    // A paste may be long, but a field never is.
    let line = pasted.prefix(4096).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let typed = String(String.UnicodeScalarView(line.unicodeScalars.filter { !$0.isForbidden }))
    var isAccepted = false
    for character in typed where type(.character(character), for: prediction) { isAccepted = true }
    return isAccepted
  }
}
