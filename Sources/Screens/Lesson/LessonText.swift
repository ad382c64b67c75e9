import Grid
import Lessons
import Model

/// What a page of a lesson says, in lines of a certain width.
struct LessonText {
  /// On the rule above: what it is about, and what is to be done.
  let heading: String
  let tag: String
  let lines: [[Span]]

  init(_ player: Player, _ glyphs: GlyphSet, width: Int) {
    var writer = LessonWriter(glyphs: glyphs, width: width, isSpacious: player.options.presents)
    switch player.activity {
    case .over:
      (heading, tag) = (player.lesson.title, "the end")
      writer.write(endOf: player)
    case .contents(let selected):
      (heading, tag) = ("steps", "")
      writer.write(stepsOf: player, selected)
    case .watching where player.isUnfolding:
      (heading, tag) = (player.step.title, "watch")
      writer.write(waitingOn: player)
    case .reading, .watching, .freePlay:
      (heading, tag) = (player.step.title, player.tag)
      writer.write(pageOf: player)
    }
    lines = writer.lines
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
