import Grid
import Lessons
import Model

/// The text of a page of a lesson, in lines of a certain width.
struct LessonText {
  /// For the rule above the text: the subject, and the reader's task.
  let heading: String
  let tag: String
  let lines: [[Span]]
  /// The lines of the selection: a choice, or a step in the list of steps.
  let selection: Range<Int>?
  /// The lines on which a click means something.
  let targets: [(lines: Range<Int>, target: ClickTarget)]

  /// The spacing of the lines.
  enum Air {
    /// A blank line between lines, for reading from far away.
    case spaced
    case dense
    /// As dense as is readable: answered choices take one line each, and there are fewer blank lines.
    case brief
  }

  init(_ player: Player, _ glyphs: GlyphSet, width: Int, _ air: Air) {
    var writer = LessonWriter(glyphs: glyphs, width: width, isLarge: player.options.presents, air: air)
    if let selected = player.selectedStep {
      (heading, tag) = ("steps", player.typedStep.isEmpty ? "type a number" : "step \(player.typedStep)")
      writer.write(stepsOf: player, selected)
    } else if player.activity == .over {
      (heading, tag) = (player.lesson.title, "the end")
      writer.write(endOf: player)
    } else if player.activity == .watching, player.isUnfolding {
      (heading, tag) = (player.step.title, "watch")
      writer.write(waitingOn: player)
    } else {
      (heading, tag) = (player.step.title, player.tag)
      writer.write(pageOf: player)
    }
    (lines, selection, targets) = (writer.lines, writer.selection, writer.targets)
  }
}

extension Player {
  /// Whether the user is to watch the present moves before reading on.
  fileprivate var isUnfolding: Bool { isShowingSolution || (pageInStep > 0 && !page.deeds.isEmpty) }

  fileprivate var tag: String {
    if isAsking { return vote.map { $0.phase == .talk ? "talk" : "vote" } ?? "predict" }
    return page.challenge == nil ? "" : "challenge"
  }
}
