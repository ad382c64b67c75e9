import Grid
import Lessons

/// The keys of lessons: part of the one table.
let lessonKeymap: [Binding] = [
  Binding(
    [.right, .character(" "), .character("n")], "in a lesson: next page", in: .lesson, rank: 2,
    hint: { $0.nextPageHint }, unless: { $0.whyNotNextPage() }
  ) { $0.nextPage() },
  Binding(
    [.left], "in a lesson: page before", in: .lesson, rank: 6, hint: { $0.whyNotPreviousPage() == nil ? "back" : nil },
    unless: { $0.whyNotPreviousPage() }
  ) { $0.previousPage() },
  Binding(
    (1...9).map { .character(Character("\($0)")) }, "in a lesson: choose an answer", label: "1-9", in: .lesson, rank: 1,
    hint: { $0.choices > 0 ? "choose" : nil }, unless: { $0.choices == 0 ? "there is nothing to choose here" : nil }
  ) { _ in [] },
  Binding(
    [.enter], "in a lesson: commit the answer", in: .lesson, rank: 1, hint: { $0.commitHint },
    unless: { $0.whyNotCommit() }
  ) { $0.commit() },
  Binding([.down], "in a lesson: next answer, or scroll", in: .lesson) { $0.moveDown(1) },
  Binding([.up], "in a lesson: answer before, or scroll", in: .lesson) { $0.moveDown(-1) },
  Binding([.pageDown], "in a lesson: text down", in: .lesson) { $0.scrolled(screens: 1) },
  Binding([.pageUp], "in a lesson: text up", in: .lesson) { $0.scrolled(screens: -1) },
  Binding(
    [.character("h"), .function(2)], "in a lesson: a hint", in: .lesson, rank: 3,
    hint: { $0.whyNotHint() == nil ? "hint" : nil }, unless: { $0.whyNotHint() }
  ) { $0.giveHint() },
  Binding(
    [.character("f"), .function(4)], "in a lesson: free play", in: .lesson, rank: 8,
    hint: { _ in "free play" }
  ) { $0.playFreely() },
  Binding(
    [.character("g"), .function(3)], "in a lesson: go to a step", in: .lesson, rank: 9, hint: { _ in "go to" }
  ) { $0.openStepList() },
  Binding([.character("+")], "in a lesson: show moves faster", in: .lesson, unless: { $0.whyNotChangeShowSpeed(by: 2) })
  {
    $0.changeShowSpeed(by: 2)
  },
  Binding(
    [.character("-")], "in a lesson: show moves slower", in: .lesson, unless: { $0.whyNotChangeShowSpeed(by: 0.5) }
  ) { $0.changeShowSpeed(by: 0.5) },
  Binding([.character("R")], "in a lesson: this step again", in: .lesson, rank: 10, hint: { _ in "again" }) {
    $0.restartStep()
  },

  Binding(
    [.enter], "in a challenge: step the selected one", in: .challenge, unless: { $0.whyNotStep($0.selected) }
  ) { $0.step($0.selected) },
  Binding(
    [.character("b")], "in a challenge: take a move back", in: .challenge, rank: -2,
    hint: { $0.whyNotStepBackInChallenge() == nil ? "back" : nil }, unless: { $0.whyNotStepBackInChallenge() }
  ) { $0.stepBack() },
  Binding([.character("R")], "in a challenge: begin it anew", in: .challenge, rank: 5, hint: { _ in "anew" }) {
    $0.restartChallenge()
  },

  Binding([.escape], "in free play: back to the lesson", in: .freePlay, rank: 1, hint: { _ in "back to the lesson" }) {
    $0.endFreePlay()
  },

  Binding([.down], "the next step", in: .stepList, rank: 3, hint: { _ in "choose" }) { $0.selectStep(1) },
  Binding([.up], "the step before", in: .stepList) { $0.selectStep(-1) },
  Binding([.enter, .right], "go there", in: .stepList, rank: 1, hint: { _ in "go there" }) { $0.goToSelectedStep() },
  Binding([.escape, .left, .character("g")], "stay", in: .stepList, rank: 2, hint: { _ in "stay" }) {
    $0.closeStepList()
  },
]

extension State {
  /// The present question, if keys may answer it.
  var openQuestion: Prediction? {
    guard help == nil, bytes == nil, let player, player.selectedStep == nil, player.activity == .reading,
      player.isAsking
    else { return nil }
    return player.page.prediction
  }

  /// The present number of choices.
  var choices: Int {
    guard player?.vote == nil, case .choice(let choices, _)? = openQuestion?.form else { return 0 }
    return choices.count
  }

  /// Whether letters are typed into a field.
  var isTypingText: Bool {
    guard case .text? = openQuestion?.form else { return false }
    return player?.vote?.isTypingAnswer ?? true
  }

  /// Handles a key that is typed into a field or chooses an answer by its number; returns false if it is for neither.
  mutating func type(_ key: Key) -> Bool {
    if help == nil, typeStep(key) { return true }
    guard let question = openQuestion else { return false }
    if player?.vote != nil { return player!.vote!.type(key, for: question) }
    if choices > 0 {
      guard case .character(let character) = key, let number = character.wholeNumberValue, character.isASCII,
        1...choices ~= number
      else { return false }
      _ = selectChoice(number - 1)
      return true
    }
    return player!.entry.type(key, for: question)
  }

  var nextPageHint: String? {
    guard let player else { return nil }
    switch player.activity {
    case .watching: return "hurry"
    case .over: return player.next == nil ? nil : "next lesson"
    case .reading, .freePlay:
      if hasMoreLessonBelow { return "more" }
      if player.isAsking { return nil }
      return player.isInChallenge ? "give up" : "next"
    }
  }

  var commitHint: String? {
    guard let player, player.activity == .reading, player.isAsking else { return nil }
    guard let vote = player.vote else { return "commit" }
    switch vote.phase {
    case .first where vote.isOpen, .second where vote.isOpen: return "take it"
    case .first: return "votes are in"
    case .talk: return "vote again"
    case .second, .tie: return "show"
    }
  }

  mutating func moveDown(_ offset: Int) -> [Effect] {
    if choices > 0 || player?.vote != nil { return moveChoice(offset) }
    return scrolled(lines: offset)
  }

  mutating func scrolled(screens: Int) -> [Effect] {
    _ = scrollLesson(screens: screens)
    return []
  }

  private mutating func scrolled(lines: Int) -> [Effect] {
    scrollLesson(lines: lines)
    return []
  }
}
