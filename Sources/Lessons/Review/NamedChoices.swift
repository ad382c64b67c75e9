// Choices that a text names by a number or a position. Each run shuffles them.

extension Lesson {
  var choicesNamedByPlace: [Located<String>] {
    steps.filter { $0.predictions.contains(where: \.hasChoices) }.flatMap { step in
      // A number in the text may be the answer to a question for a number.
      let asksForChoicesAlone = step.predictions.allSatisfy(\.hasChoices)
      return step.parts.flatMap(\.texts).compactMap { text in
        nameByPlace(in: text.value, orByWhatPeopleSay: asksForChoicesAlone).map { name in
          Located(
            line: text.line,
            "\(quoted(name)) names a choice by its place, and each run shuffles the places; quote the choice")
        }
      }
    }
  }

  private func nameByPlace(in text: String, orByWhatPeopleSay: Bool) -> Substring? {
    var names = [
      #/\b(?:choices?|answers?|options?)\s+(?:numbers?\s+)?[1-9]\b/#,
      #/\b(?:first|second|third|fourth|fifth|last)\s+(?:choice|answer|option)\b/#,
      #/\b(?:of|all|both|any)\s+the\s+above\b/#,
    ]
    if orByWhatPeopleSay {
      names.append(
        #/\b(?:all|both|most|many|some|few|half|they|people|students|everybody|nobody)\s+(?:of\s+(?:them|you)\s+)?(?:will\s+|would\s+)?(?:say|says|vote|choose|pick)\s+(?:for\s+)?[1-9]\b/#
      )
    }
    return names.lazy.compactMap { text.firstMatch(of: $0.ignoresCase())?.0 }.first
  }
}

extension Prediction {
  var hasChoices: Bool { if case .choice = form { true } else { false } }
}

extension LessonPart {
  /// Its texts for the reader or for the speaker, without the code in them.
  fileprivate var texts: [Located<String>] {
    switch content {
    case .text(let paragraph): [Located(line: line, paragraph.runs.words)]
    case .hint(let paragraphs), .notes(let paragraphs):
      paragraphs.map { Located(line: line, $0.runs.words) }
    case .prediction(let prediction):
      [Located(line: line, prediction.question.words)] + prediction.choiceTexts
    case .challenge(let challenge): [Located(line: line, challenge.goal.words)]
    case .deeds, .expectations: []
    }
  }
}

extension Prediction {
  fileprivate var choiceTexts: [Located<String>] {
    guard case .choice(let choices, _) = form else { return [] }
    return choices.flatMap { choice in
      [choice.words, choice.reason ?? []].map { Located(line: choice.condition.line, $0.words) }
    }
  }
}

extension [Paragraph.TextRun] {
  fileprivate var words: String { map { $0.emphasis == .code ? "`" : $0.text }.joined() }
}
