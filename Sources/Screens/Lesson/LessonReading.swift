import Grid
import Lessons
import Model

/// The next thing that a reader of a lesson does who turns every page, answers everything correctly, and solves each
/// challenge as the lesson does.
public enum LessonTurn: Sendable, Hashable {
  case press([Key])
  /// Makes these moves.
  case move(Schedule)
  /// Waits for the script.
  case wait
  /// The lesson is over.
  case over
}

extension State {
  /// This reader's next turn.
  public var nextLessonTurn: LessonTurn {
    guard let player else { return .over }
    // The rest of the page comes first.
    if hasMoreLessonBelow, player.activity != .watching { return .press([.right]) }
    switch player.activity {
    case .over: return .over
    case .watching: return .wait
    case .freePlay: return .press([.escape])
    case .reading: break
    }
    if player.isAsking, let prediction = player.page.prediction {
      return .press(keys(toAnswer: prediction, player.order(of: player.index)) + [.enter])
    }
    if player.isInChallenge, let challenge = player.page.challenge { return .move(challenge.solution.value) }
    return .press([.right])
  }

  private func keys(toAnswer prediction: Prediction, _ order: ChoiceOrder) -> [Key] {
    switch prediction.form {
    case .choice(_, let right): [.character(Character("\((order.place(ofChoice: right) ?? right) + 1)"))]
    case .number, .text: prediction.rightAnswer.map(Key.character)
    }
  }

  /// The place in the lesson, in words: `Step 2 of 7, Two adders, page 1 of 3`. Nil without a lesson.
  public var lessonPlace: String? {
    guard let player else { return nil }
    let pages = player.pages.count { $0.step == player.stepIndex }
    let page = pages > 1 ? ", page \(player.pageInStep + 1) of \(pages)" : ""
    return "Step \(player.stepIndex + 1) of \(player.lesson.steps.count), \(player.step.title)\(page)"
  }
}
