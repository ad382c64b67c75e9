import Grid
import Model

/// All keys, in the order of the help. A new key is a new row.
public let keymap: [Binding] = screenKeymap + lessonKeymap

private let screenKeymap: [Binding] = [
  Binding([.character(" ")], "run or pause", rank: 2, hint: { $0.isPaused ? "run" : "pause" }) { $0.runOrPause() },
  Binding(
    [.character("s"), .enter], "step the selected process", lessons: .challenges, rank: 3,
    hint: { $0.whyNotRestart() == nil ? nil : $0.selected.map { "step \($0)" } ?? "step" },
    unless: { $0.whyNotStep($0.selected) }
  ) { $0.step($0.selected) },
  Binding(
    [.character("p")], "step the next {first}", lessons: .challenges, rank: 10, hint: { $0.noun(at: .first) },
    unless: { $0.whyNotStep(.first) }
  ) { $0.stepNext(.first) },
  Binding(
    [.character("c")], "step the next {second}", lessons: .challenges, rank: 11, hint: { $0.noun(at: .second) },
    unless: { $0.whyNotStep(.second) }
  ) { $0.stepNext(.second) },
  Binding(
    [.character("b")], "step back", lessons: .challenges, rank: 6, hint: { $0.whyNotStepBack() == nil ? "back" : nil },
    unless: { $0.whyNotStepBack() }
  ) { $0.stepBack() },
  Binding(
    [.character("B")], "step forward again", lessons: .challenges, rank: 2,
    hint: { state in state.whyNotStepForward() == nil ? "next move" : nil }, unless: { $0.whyNotStepForward() }
  ) { $0.stepForward() },
  Binding([.character("e")], "copy the schedule", lessons: .always, unless: { $0.whyNotExport() }) {
    $0.exportSchedule()
  },
  Binding([.character("t")], "step all processes", lessons: .challenges, unless: { $0.whyNotStepAll() }) {
    $0.stepAll()
  },
  Binding(
    [.character("+")], "faster", rank: 5, hint: { _ in "faster" }, unless: { $0.whyNotFaster() }
  ) { $0.faster() },
  Binding(
    [.character("-")], "slower", rank: 6, hint: { _ in "slower" }, unless: { $0.whyNotSlower() }
  ) { $0.slower() },
  Binding([.character("f")], "full speed", rank: 8, hint: { _ in "full" }, unless: { $0.whyNotFullSpeed() }) {
    $0.fullSpeed()
  },
  Binding(
    [.character("r")], "synchronization off or on", rank: 4, hint: { $0.isSynchronized ? "race" : "synchronize" },
    unless: { $0.whyNotToggleSynchronization() }
  ) { $0.toggleSynchronization() },
  Binding(
    [.character("d")], "next discipline", rank: 7, hint: { _ in "discipline" }, unless: { $0.whyNotNextDiscipline() }
  ) { $0.nextDiscipline() },
  Binding([.character("R")], "reset ring and ledger", rank: 12, hint: { _ in "reset" }) { $0.reset() },
  Binding(
    [.character("v")], "next lower pane", lessons: .always, rank: 12,
    hint: { $0.hasPanesToView ? "view" : nil },
    unless: { $0.whyNotNextPane() }
  ) { $0.nextPane() },
  Binding(
    [.character("m")], "the memory, byte by byte", lessons: .always, rank: 9,
    hint: { $0.bytes == nil ? "bytes" : nil }, unless: { $0.whyNotBytes() }
  ) { $0.toggleBytes() },
  Binding(
    [.character("M")], "compare message passing", rank: 13, hint: { _ in "compare" },
    unless: { $0.whyNotCompare() }
  ) { $0.openComparison() },

  Binding(
    [.character("E")], "explore every schedule", rank: 9, hint: { _ in "explore" }, unless: { $0.whyNotExplore() }
  ) { $0.openExplorer() },

  Binding([.tab, .down, .right], "select the next process", lessons: .challenges, unless: { $0.whyNotSelect() }) {
    $0.select(1)
  },
  Binding([.backTab, .up, .left], "select the one before", lessons: .challenges, unless: { $0.whyNotSelect() }) {
    $0.select(-1)
  },
  Binding([.character("a")], "add a {first}", lessons: .challenges, unless: { $0.whyNotAdd(.first) }) {
    $0.add(.first)
  },
  Binding([.character("A")], "add a {second}", lessons: .challenges, unless: { $0.whyNotAdd(.second) }) {
    $0.add(.second)
  },
  Binding([.character("x")], "remove the selected one", lessons: .challenges, unless: { $0.whyNotRemove() }) {
    $0.removeSelected()
  },
  Binding([.character("K")], "kill it with SIGKILL", lessons: .challenges, unless: { $0.whyNotKill() }) {
    $0.killSelected()
  },
  Binding(
    [.character("u")], "start it again", lessons: .challenges, rank: 3,
    hint: { state in state.whyNotRestart() == nil ? state.selected.map { "start \($0) again" } : nil },
    unless: { $0.whyNotRestart() }
  ) { $0.restartSelected() },
  Binding(
    [.left], "smaller messages", in: .comparison, rank: 4, hint: { _ in "smaller" },
    unless: { $0.whyNotChangeSize(by: -1) }
  ) { $0.changeSize(by: -1) },
  Binding(
    [.right], "larger messages", in: .comparison, rank: 3, hint: { _ in "larger" },
    unless: { $0.whyNotChangeSize(by: 1) }
  ) { $0.changeSize(by: 1) },
  Binding([.up], "the previous transport", in: .comparison) { $0.selectTransport(-1) },
  Binding([.down], "the next transport", in: .comparison, rank: 6, hint: { _ in "next" }) { $0.selectTransport(1) },
  Binding(
    [.character(" "), .character("r")], "measure again", in: .comparison, rank: 5, hint: { _ in "again" }
  ) { $0.measureAgain() },
  Binding([.character("M")], "back to the ring", in: .comparison, rank: 2, hint: { _ in "back" }) {
    $0.closeComparison()
  },

  Binding(
    [.enter], "step through it", in: .explorer, rank: 2, hint: { $0.whyNotFinding() == nil ? "step through it" : nil },
    unless: { $0.whyNotFinding() }
  ) { $0.playFinding() },
  Binding(
    [.tab], "the other run", in: .explorer, rank: 4,
    hint: { state in
      state.whyNotSwapRuns() == nil ? state.explorer.showsPassing ? "the failing run" : "the passing run" : nil
    }, unless: { $0.whyNotSwapRuns() }
  ) { $0.swapRuns() },
  Binding(
    [.character("n")], "the next kind of bug", in: .explorer, rank: 3,
    hint: { $0.whyNotNextFinding() == nil ? "next bug" : nil }, unless: { $0.whyNotNextFinding() }
  ) { $0.nextFinding() },
  Binding(
    [.character("e")], "copy the schedule", in: .explorer, rank: 5,
    hint: { $0.whyNotFinding() == nil ? "schedule" : nil }, unless: { $0.whyNotFinding() }
  ) { $0.copyFinding() },
  Binding(
    [.character("+")], "more items", in: .explorer, rank: 6, hint: { _ in "more items" },
    unless: { $0.whyNotChangeItems(by: 1) }
  ) { $0.changeItems(by: 1) },
  Binding(
    [.character("-")], "fewer items", in: .explorer, rank: 7, hint: { $0.explorer.items > 1 ? "fewer" : nil },
    unless: { $0.whyNotChangeItems(by: -1) }
  ) { $0.changeItems(by: -1) },
  Binding([.down], "scroll down", in: .explorer) { $0.scrollRuns(by: -1) },
  Binding([.up], "scroll up", in: .explorer) { $0.scrollRuns(by: 1) },
  Binding([.pageDown, .character(" ")], "scroll on", in: .explorer) { $0.scrollRuns(by: -8) },
  Binding([.pageUp], "scroll back", in: .explorer) { $0.scrollRuns(by: 8) },
  Binding([.character("E")], "back to the program", in: .explorer) { $0.closeExplorer() },

  Binding([.character("W")], "write this run to a file", in: .anywhere) { _ in [.write] },
  Binding([.control("l")], "redraw the screen", in: .anywhere) { _ in [.redraw] },
  Binding([.control("z")], "suspend; fg resumes", in: .anywhere) { _ in [.suspend] },
  Binding(
    [.character("?"), .character("h"), .function(1)], "help", in: .anywhere, rank: 1, hint: { _ in "help" }
  ) { $0.toggleHelp() },
  Binding(
    [.character("q"), .function(10), .control("c")], "quit", in: .anywhere, rank: 0,
    hint: { $0.player == nil ? "quit" : "leave" }
  ) { _ in [.quit] },
  Binding(
    [.escape], "close what is open", in: .anywhere, rank: 1,
    hint: { $0.help == nil ? $0.explorer.isOpen ? "back" : $0.bytes != nil ? "close" : nil : nil },
    unless: { $0.whyNotClose() }
  ) { $0.close() },

  Binding(
    [.character("n")], "in memory: next change", in: .bytes, rank: 2, hint: { _ in "next change" },
    unless: { $0.whyNotJumpToChange() }
  ) { $0.jumpToChange() },
  Binding([.right], "in memory: next part", in: .bytes, rank: 3, hint: { _ in "next part" }) { $0.jumpPart(1) },
  Binding([.left], "in memory: part before", in: .bytes) { $0.jumpPart(-1) },
  Binding([.down], "in memory: row down", in: .bytes, rank: 6, hint: { $0.hasMoreBytes ? "scroll" : nil }) {
    $0.scrollBytes(rows: 1)
  },
  Binding([.up], "in memory: row up", in: .bytes) { $0.scrollBytes(rows: -1) },
  Binding([.pageDown], "in memory: screen down", in: .bytes) { $0.scrollBytes(pages: 1) },
  Binding([.pageUp], "in memory: screen up", in: .bytes) { $0.scrollBytes(pages: -1) },
  Binding([.home], "in memory: first byte", in: .bytes) { $0.scrollBytes(toEnd: false) },
  Binding([.end], "in memory: last byte", in: .bytes) { $0.scrollBytes(toEnd: true) },

  Binding(
    [.down], "scroll down", in: .help, rank: 3, hint: { $0.whyNotScroll() == nil ? "scroll" : nil },
    unless: { $0.whyNotScroll() }
  ) { $0.scrollHelp(by: 1) },
  Binding([.up], "scroll up", in: .help, unless: { $0.whyNotScroll() }) { $0.scrollHelp(by: -1) },
  Binding(
    [.pageDown, .character(" ")], "next screen", in: .help, rank: 2,
    hint: { $0.whyNotScroll() == nil ? "next screen" : nil }, unless: { $0.whyNotScroll() }
  ) { $0.scrollHelp(screens: 1) },
  Binding([.pageUp], "screen before", in: .help, unless: { $0.whyNotScroll() }) { $0.scrollHelp(screens: -1) },
]

extension Key {
  /// The key's label on keyboards.
  public var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    case .function(let number): "F\(number)"
    case .resize: "resize"
    }
  }
}
