import Model
import PlainYAML

extension LessonReader {
  /// The numbers of choices that one digit can select.
  private static let choices = 2...9

  /// Reads a `predict` block.
  mutating func predictionPart(_ fence: Fence) -> LessonPart? {
    guard let yaml = yaml(fence.body, openedAt: fence.line),
      let fields = fields(
        of: yaml, "a prediction", line: fence.line, known: ["ask", "choices", "number", "text", "answer"],
        required: ["ask", "answer"])
    else { return nil }
    let question = markdown(fields, "ask")
    guard let form = form(fields), let question else { return nil }
    return LessonPart(line: fence.line, .prediction(Prediction(question, form)))
  }

  private mutating func form(_ fields: Fields) -> Prediction.Form? {
    let forms = ["choices", "number", "text"].filter { fields[$0] != nil }
    guard forms.count == 1 else {
      let found = forms.isEmpty ? "none" : forms.listed()
      mistake(fields.line, "a prediction needs exactly one of choices, number and text, and has \(found)")
      return nil
    }
    switch forms[0] {
    case "choices":
      let choices = list(fields, "choices")?.map { choice($0) }
      guard let choices else { return nil }
      guard Self.choices.contains(choices.count) else {
        mistake(
          fields.line(of: "choices"), "a prediction has 2 to \(Self.choices.upperBound) choices, not \(choices.count)")
        return nil
      }
      let answer = number(fields, "answer", in: 1...choices.count)
      let whole = choices.compactMap { $0 }
      guard whole.count == choices.count, let answer else { return nil }
      return .choice(whole, right: answer - 1)
    case "number":
      let term = text(fields, "number").flatMap { numericTerm($0) }
      let answer = number(fields, "answer", in: Int.min...Int.max)
      guard let term, let answer else { return nil }
      return .number(of: term, right: answer)
    default:
      let term = text(fields, "text").flatMap { self.term($0) }
      let answers = wordings(fields)
      guard let term, let answers else { return nil }
      return .text(of: term, right: answers)
    }
  }

  private mutating func numericTerm(_ text: Located<String>) -> Term? {
    guard let term = term(text) else { return nil }
    guard term.kind != .words else {
      mistake(text.line, "\(quoted(text.value)) is not a number; write `text: \(text.value)`")
      return nil
    }
    return term
  }

  private mutating func choice(_ yaml: YAML) -> Prediction.Choice? {
    guard
      let fields = fields(
        of: yaml, "a choice", line: yaml.line, known: ["says", "if", "because"], required: ["says", "if"])
    else { return nil }
    let words = markdown(fields, "says")
    let condition = text(fields, "if").flatMap { self.condition($0) }
    let reason = markdown(fields, "because")
    guard let words, let condition, reason != nil || fields["because"] == nil else { return nil }
    return Prediction.Choice(words, condition, because: reason)
  }

  /// One answer, or a list of alternative wordings.
  private mutating func wordings(_ fields: Fields) -> [String]? {
    guard let answer = fields["answer"] else { return nil }
    if case .list(let items) = answer.content, !items.isEmpty {
      let wordings = items.compactMap { text($0, "an answer")?.value }
      return wordings.count == items.count ? wordings : nil
    }
    return text(answer, "answer").map { [$0.value] }
  }
}
