import Grid
import Lessons
import Model

/// A lesson on the whole screen: the live experiment, and the text beside it, or below it on a narrow screen.
func lessonView(_ state: State, _ player: Player, _ size: Size) -> Grid {
  var grid = Grid(size)
  grid.put(lessonTitle(state, player, size), at: (0, 0))
  let layout = LessonLayout(state, player, size)
  if let scene = Scene(state) {
    let stage = layout.isWide ? scene.wideStage(layout.stage) : scene.stage(layout.stage)
    grid.put(stage, at: (layout.isWide ? size.width - layout.stage.width : 0, layout.isWide ? 0 : 1))
    // The panes of a wide stage have their own title and foot.
    if layout.isWide { grid.put(lessonTitle(state, player, size), at: (0, 0)) }
  }
  drawText(layout, player, on: &grid, state.glyphs)
  let foot = min(layout.foot, size.height - 1)
  if foot > 0 {
    grid.fill(0..<size.width, row: size.height - foot, with: " ")
    grid.put(Screens.foot(state, Size(width: size.width, height: foot)), at: (0, size.height - foot))
  }
  return grid
}

private func lessonTitle(_ state: State, _ player: Player, _ size: Size) -> Grid {
  let place = "step \(player.stepIndex + 1) of \(player.lesson.steps.count)"
  let pages = player.pages.count { $0.step == player.stepIndex }
  let page = pages > 1 ? ", page \(player.pageInStep + 1) of \(pages)" : ""
  let right =
    player.activity == .over
    ? "the end" : fitting([place + page, place], within: size.width - 2, ellipsis: state.glyphs.ellipsis)
  let number = player.lesson.number.map { "lesson \($0) \(state.glyphs.separator) " } ?? "lesson "
  let names = ["ringside  \(number)\(player.lesson.title)", "\(number)\(player.lesson.title)", player.lesson.title]
  let left = fitting(names, within: size.width - width(of: right) - 5, ellipsis: state.glyphs.ellipsis)
  return titleBar(left, right, .title, size, state.glyphs)
}

private func drawText(_ layout: LessonLayout, _ player: Player, on grid: inout Grid, _ glyphs: GlyphSet) {
  guard layout.rule < grid.size.height - layout.foot else { return }
  let text = layout.text
  var rule = Grid(Size(width: layout.textWidth, height: 1))
  // The reader's task is more important than the end of a long title.
  let tag = text.tag.isEmpty ? [] : [Span(" "), Span(text.tag, .warning), Span(" ")]
  let heading = fitting([text.heading], within: layout.textWidth - 6 - tag.cells, ellipsis: glyphs.ellipsis)
  rule.rule(0, headings: [(1, heading)], glyphs)
  if tag.cells + 4 <= layout.textWidth { rule.put(tag, endingAt: layout.textWidth - 2, row: 0) }
  grid.put(rule, at: (0, layout.rule))
  let first = layout.first(player)
  // Cut off at the column's edge, so that nothing runs into the stage.
  var column = Grid(Size(width: max(0, layout.textWidth - 2), height: layout.room))
  for (row, line) in text.lines.dropFirst(first).prefix(layout.room).enumerated() { column.put(line, at: (0, row)) }
  for (lines, target) in text.targets {
    column.mark(0..<layout.textWidth, rows: lines.lowerBound - first..<lines.upperBound - first, as: target)
  }
  grid.put(column, at: (2, layout.rule + 1))
  guard layout.hidden > first else { return }
  let more = " \(glyphs.ellipsis) \(layout.hidden - first) more below "
  grid.put(more, at: (max(0, layout.textWidth - width(of: more) - 1), layout.rule + layout.room), .muted)
}

/// The places of the parts of a lesson.
struct LessonLayout {
  /// Whether text and stage are beside each other.
  let isWide: Bool
  let stage: Size
  let textWidth: Int
  /// The row of the rule above the text.
  let rule: Int
  /// How many lines of text fit, and how many do not.
  let room: Int
  let foot: Int
  let text: LessonText

  /// A presentation uses the whole width for its letters, without distracting panes.
  static func isWide(_ size: Size, _ player: Player) -> Bool {
    size.width >= 110 && size.height >= 20 && !player.options.presents
  }

  var hidden: Int { max(0, text.lines.count - room) }

  /// The first visible line.
  func first(_ player: Player) -> Int {
    if player.selectedStep != nil, let selection = text.selection { return max(0, selection.upperBound - room) }
    return min(player.scroll, hidden)
  }

  init(_ state: State, _ player: Player, _ size: Size) {
    isWide = Self.isWide(size, player)
    foot = player.options.presents && state.message == nil ? 0 : footLines(state, size.width)
    textWidth = isWide ? min(size.isVast ? 76 : 64, size.width * 2 / 5) : size.width
    let (width, room) = (textWidth - 4, size.height - 2 - foot)
    // On a small screen, half of the space is for the experiment.
    let leastStage = isWide ? 0 : min(room / 2, 8)
    let airs: [LessonText.Air] = player.options.presents ? [.spaced, .dense, .brief] : [.dense, .brief]
    let texts = airs.lazy.map {
      LessonText(player, state.glyphs, width: width, $0)
    }
    text = texts.first { $0.lines.count <= room - leastStage } ?? texts.last!
    if isWide {
      stage = Size(width: size.width - textWidth - 1, height: size.height)
      rule = 1
    } else {
      let wanted = max(room - text.lines.count, leastStage)
      let height = Scene(state)?.stageHeight(within: wanted, size.width, isBare: player.options.presents) ?? 0
      stage = Size(width: size.width, height: max(0, height))
      rule = 1 + stage.height
    }
    self.room = max(0, size.height - rule - 1 - foot)
  }
}

extension State {
  private var lessonLayout: LessonLayout? {
    guard let player, let size else { return nil }
    return LessonLayout(self, player, size)
  }

  var hasMoreLessonBelow: Bool {
    guard let player, let layout = lessonLayout else { return false }
    return layout.first(player) < layout.hidden
  }

  /// Scrolls the text so that the selected choice is visible.
  mutating func bringChoiceIntoSight() {
    guard let player, let layout = lessonLayout, let choice = layout.text.selection else { return }
    let now = min(player.scroll, layout.hidden)
    // The last visible line may be the remark how many more lines there are.
    let least = choice.upperBound == layout.text.lines.count ? layout.hidden : choice.upperBound - layout.room + 1
    self.player?.scroll = min(max(now, least), max(0, choice.lowerBound), layout.hidden)
  }

  /// Scrolls the text; returns false if it is at its end already.
  mutating func scrollLesson(screens: Int) -> Bool {
    guard let layout = lessonLayout else { return false }
    return scrollLesson(lines: screens * max(1, layout.room - 1))
  }

  @discardableResult
  mutating func scrollLesson(lines: Int) -> Bool {
    guard let player, let layout = lessonLayout else { return false }
    let now = min(player.scroll, layout.hidden)
    self.player?.scroll = min(max(0, now + lines), layout.hidden)
    return self.player?.scroll != now
  }
}
