// Checks whether the positions of the right answers in a file follow a pattern, so that they could be guessed.

extension Lesson {
  var answerPatterns: [Located<String>] {
    let questions = steps.flatMap(\.parts).compactMap { part in
      if case .prediction(let prediction) = part.content { ChoiceQuestion(prediction, line: part.line) } else { nil }
    }
    guard let line = questions.first?.line, let pattern = pattern(of: questions) else { return [] }
    return [Located(line: line, "\(pattern); put the right answers at other places")]
  }

  private func pattern(of questions: [ChoiceQuestion]) -> String? {
    let places = questions.map(\.right)
    let counts = Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let most, most.value >= 3, most.value * 3 > places.count * 2 {
      return "the right answer is number \(most.key) in \(most.value) of \(places.count) questions"
    }
    guard places.count >= 4 else { return nil }
    let row = places.map(String.init).joined(separator: ", ")
    let pairs = zip(questions, questions.dropFirst())
    if pairs.allSatisfy({ $1.right == $0.next || $1.right == 1 && $0.right >= $1.count })
      || pairs.allSatisfy({ $0.right == $1.next || $0.right == 1 && $1.right >= $0.count })
    {
      return "the right answers move by one place each time (\(row))"
    }
    let repeats = (2...places.count / 2).contains { length in
      zip(places, places.dropFirst(length)).allSatisfy(==)
    }
    return repeats ? "the places of the right answers repeat (\(row))" : nil
  }
}

/// A question with choices, and the number of the right one, from 1.
private struct ChoiceQuestion {
  let line, count, right: Int

  init?(_ prediction: Prediction, line: Int) {
    guard case .choice(let choices, let right) = prediction.form else { return nil }
    (self.line, count, self.right) = (line, choices.count, right + 1)
  }

  /// The number after the right one, or the first after the last.
  var next: Int { right % count + 1 }
}
