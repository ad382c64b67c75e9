import Grid
import Lessons
import Model

/// The parts of a lesson's state of which a listener is told when they change.
public struct LinearPlace: Hashable, Sendable {
  fileprivate var lesson: String
  fileprivate var page: Int
  fileprivate var activity: Player.Activity
  fileprivate var showsSteps: Bool
  fileprivate var showsSolution: Bool
  fileprivate var isJudged: Bool
  fileprivate var isWon: Bool
  fileprivate var hints: Int
}

// A page of a lesson as lines of text, by the same writer as on the screen.

extension State {
  /// The present place in the lesson; nil without one.
  public var linearPlace: LinearPlace? {
    guard let player else { return nil }
    return LinearPlace(
      lesson: player.lesson.name, page: player.index, activity: player.activity,
      showsSteps: player.selectedStep != nil, showsSolution: player.isShowingSolution,
      isJudged: player.answers[player.index] != nil, isWon: player.won[player.index] != nil, hints: player.hints)
  }

  /// The part of the lesson's text that is new since an earlier place; the whole page if that is another page.
  ///
  /// - Parameter tellsState: whether something happened before the page that nobody described.
  public func linearText(since old: LinearPlace?, tellsState: Bool = false) -> [String] {
    guard let player, let now = linearPlace, now != old else { return [] }
    if now.activity == .freePlay || now.activity == .watching { return [] }
    guard var same = old else { return pageText(tellsState: tellsState) }
    (same.isJudged, same.isWon, same.hints) = (now.isJudged, now.isWon, now.hints)
    guard same == now, let old else { return pageText(tellsState: tellsState) }
    var writer = self.writer
    if now.isJudged != old.isJudged {
      player.answered(player.index).map { writer.writeJudgement($0) }
    } else if now.isWon != old.isWon {
      writer.write(outcomeOf: player)
    } else {
      writer.write(hintsOf: player, from: old.hints)
    }
    return writer.text
  }

  /// The whole page with its heading.
  ///
  /// - Parameter tellsState: whether the experiment is described too.
  public func pageText(tellsState: Bool = false) -> [String] {
    guard let player else { return [] }
    var writer = self.writer
    if player.selectedStep != nil {
      writer.write(spokenStepsOf: player)
      return writer.text
    }
    if player.activity == .over {
      writer.write(endOf: player)
      return [player.heading] + writer.text
    }
    writer.write(pageOf: player)
    let table = tableSentences
    let now = table.isEmpty && tellsState ? briefSentences : []
    return [player.heading] + (now.isEmpty ? [] : ["The experiment now: " + now[0]] + now.dropFirst()) + table
      + writer.text
  }

  private var writer: LessonWriter { LessonWriter(glyphs: glyphs, width: .max / 2, isLarge: false, air: .brief) }
}

extension LessonWriter {
  /// The lines without their styles and without blank lines.
  fileprivate var text: [String] {
    lines.map(\.text).filter { !$0.allSatisfy { $0 == " " } }
  }

  fileprivate mutating func write(spokenStepsOf player: Player) {
    for (index, step) in player.lesson.steps.enumerated() {
      put([Span("\(index + 1). \(step.title)\(index == player.stepIndex ? " (you are here)" : "")")])
    }
  }
}

extension Player {
  /// `Step 2 of 9, page 1 of 3: Two loads, two stores.`
  fileprivate var heading: String {
    if activity == .over { return "The end of \(lesson.title)." }
    let pages = pages.count { $0.step == stepIndex }
    let page = pages > 1 ? ", page \(pageInStep + 1) of \(pages)" : ""
    let place = "Step \(stepIndex + 1) of \(lesson.steps.count)\(page)"
    return pageInStep == 0 ? "\(place): \(step.title.asSentence)" : "\(place)."
  }

  /// The lesson's name for a listener: `lesson 11, Synchronization off`.
  public var announcement: String {
    lesson.number.map { "lesson \($0), \(lesson.title)" } ?? "the lesson \(lesson.title)"
  }

  /// `step 2 of 9, page 1 of 3`; nil at the end of the lesson.
  public var placeInWords: String? {
    guard activity != .over else { return nil }
    let heading = heading.prefix { $0 != ":" && $0 != "." }
    return heading.prefix(1).lowercased() + heading.dropFirst()
  }
}
