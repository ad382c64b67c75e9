extension Progress {
  /// The text for a progress file. ``init(reading:key:)`` reads it.
  public var text: String { text(sealedWith: .zero) }

  func text(sealedWith key: SealKey) -> String {
    let lessons = lessons.sorted(by: { $0.key < $1.key }).map { name, lesson in
      let lines = lesson.lines(name)
      return "\n" + lines.map { $0 + "\n" }.joined() + "  seal \(key.seal(lines))\n"
    }
    return ProgressText.head + lessons.joined() + "\nend\n"
  }
}

extension LessonProgress {
  /// The lines for a progress file, without the seal.
  func lines(_ name: String) -> [String] {
    var writer = ProgressWriter()
    writer.write(self, name)
    return writer.lines
  }
}

private struct ProgressWriter {
  var lines: [String] = []

  mutating func write(_ lesson: LessonProgress, _ name: String) {
    line("lesson", name)
    if let date = lesson.played { line("  played", date) }
    if let date = lesson.finished { line("  finished", date) }
    if let seed = lesson.seed { line("  shuffled", "\(seed)") }
    if lesson.trust != .sealed { line("  trust", lesson.trust.rawValue) }
    if let place = lesson.place {
      line("  at", place.title)
      line("    step", min(place.step, .max - 1) + 1, from: 1)
      line("    page", min(place.page, .max - 1) + 1, from: 1)
    }
    for title in lesson.done { line("  done", title) }
    for prediction in lesson.predictions { write(prediction) }
    for challenge in lesson.challenges { write(challenge) }
  }

  private mutating func write(_ prediction: PredictionRecord) {
    line("  prediction", prediction.step)
    line("    number", prediction.number, from: 1)
    line("    asked", prediction.question)
    if !prediction.shown.isEmpty { line("    shown", numbers(prediction.shown)) }
    write("    answered", prediction.answer)
    write("    found", prediction.found)
    line("    first", prediction.isRight ? "right" : "wrong")
    line("    tries", prediction.tries, from: 1)
    line("    latest", prediction.isLatestRight ? "right" : "wrong")
    for answer in prediction.voted { line("    option", answer) }
    for round in prediction.votes { line("    voted", numbers(round)) }
  }

  private func numbers(_ numbers: [Int]) -> String { numbers.map { String(bounded($0)) }.joined(separator: " ") }

  private mutating func write(_ word: String, _ response: PredictionRecord.Response) {
    line(word, response.text)
    if let says = response.says { line("      says", says) }
  }

  private mutating func write(_ challenge: ChallengeRecord) {
    line("  challenge", challenge.step)
    line("    number", challenge.number, from: 1)
    line("    goal", challenge.goal)
    line("    schedule", challenge.schedule)
    line("    moves", challenge.moves)
    if challenge.solution != .never { line("    solution", challenge.solution.rawValue) }
  }

  private mutating func line(_ word: String, _ text: String) {
    lines.append(text.isEmpty ? word : word + " " + ProgressText.escaped(text))
  }

  private mutating func line(_ word: String, _ number: Int, from least: Int = 0) {
    lines.append("\(word) \(bounded(number, from: least))")
  }

  private func bounded(_ number: Int, from least: Int = 0) -> Int {
    min(max(number, least), ProgressText.numbers.upperBound)
  }
}
