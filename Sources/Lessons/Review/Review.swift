import Model

extension Lesson {
  /// Mistakes in a lesson that is playable all the same: it gives an answer away, it names a choice by a position
  /// that shuffling changes, or it asks beside an unrelated picture. In the order of the file.
  /// - Parameter file: its path, for the mistakes.
  public func review(file: String) -> [LessonMistake] {
    let remarks = answerPatterns + choicesNamedByPlace + questionsBesideOldPictures
    return remarks.sorted { $0.line < $1.line }.map { LessonMistake(file: file, line: $0.line, $0.value) }
  }

  /// Questions that are answered after a `do` has removed the picture beside which they were asked.
  private var questionsBesideOldPictures: [Located<String>] {
    let pages = pages
    return pages.indices.compactMap { index in
      let deeds = pages[index].deeds
      guard let first = deeds.first, first.value.beginsSituation,
        // A question before a mere reset asks about the effect of a reset.
        !deeds.allSatisfy(\.value.beginsSituation)
      else { return nil }
      let before = pages[..<index].reversed().prefix { $0.step == pages[index].step }
      let asked = before.prefix(before.prefix { $0.deeds.isEmpty }.count + 1)
      guard asked.contains(where: { $0.prediction != nil }) else { return nil }
      return Located(
        line: first.line,
        """
        this begins anew after the question about it, which then stands beside an old picture; put this line into a \
        block of its own, above the question's text
        """)
    }
  }
}
