import Grid
import Lessons
import Model

/// What a page of a lesson says, in lines of a certain width.
struct LessonText {
  /// On the rule above: what it is about, and what is to be done.
  let heading: String
  let tag: String
  let lines: [[Span]]
  /// Which of the lines are what is selected: a choice, or a step in the list of them.
  let selection: Range<Int>?

  /// How much room the lines take.
  enum Air {
    /// A blank line between lines, for reading from far away.
    case spaced
    case dense
    /// As dense as can be read: choices that were answered take one line each, and fewer lines are blank.
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
    (lines, selection) = (writer.lines, writer.selection)
  }
}

extension Player {
  /// Whether what happens now is what one is to see before one reads on.
  fileprivate var isUnfolding: Bool { isShowingSolution || (pageInStep > 0 && !page.deeds.isEmpty) }

  fileprivate var tag: String {
    if isAsking { return vote.map { $0.phase == .talk ? "talk" : "vote" } ?? "predict" }
    return page.challenge == nil ? "" : "challenge"
  }
}
