import Grid
import Model
import Programs

@testable import Screens

/// A screen that tests can look at and type on.
struct TestScreen {
  var state: State
  var size: Size
  /// What the last keys asked for.
  var effects: [Effect] = []

  init(
    _ snapshots: Snapshot..., size: (Int, Int) = (80, 24), glyphs: GlyphSet = .unicode,
    catalogue disciplines: [Discipline] = catalogue
  ) {
    state = State(catalogue: disciplines, glyphs: glyphs)
    self.size = Size(width: size.0, height: size.1)
    _ = update(&state, .resized(self.size))
    for snapshot in snapshots { show(snapshot) }
  }

  mutating func show(_ snapshot: Snapshot) { _ = update(&state, .snapshot(snapshot)) }

  /// Shows the newest snapshot with changes.
  mutating func show(_ change: (inout Snapshot) -> Void) {
    var snapshot = state.snapshot!
    change(&snapshot)
    show(snapshot)
  }

  /// Keys by their names, with blanks between them: `"s Tab space"`.
  mutating func press(_ keys: String) {
    effects = []
    for name in keys.split(separator: " ") { effects += update(&state, .key(Key.named(String(name)))) }
  }

  var grid: Grid { view(state, size: size) }
  var text: String { grid.plainText }
  var lines: [String] { grid.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  var foot: String { lines.last!.drop { $0 == " " }.description }
  var title: String { lines.first! }

  func line(with text: String) -> String { lines.first { $0.contains(text) } ?? "" }

  var commands: [Command] {
    effects.compactMap { if case .command(let command) = $0 { command } else { nil } }
  }
}

extension Key {
  static func named(_ name: String) -> Key {
    let named: [Key] = [
      .character(" "), .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .function(1), .function(10),
      .control("c"), .control("l"), .control("z"), .resize, .home, .end, .pageUp, .pageDown, .backspace,
    ]
    return named.first { $0.name == name } ?? .character(Character(name))
  }
}
