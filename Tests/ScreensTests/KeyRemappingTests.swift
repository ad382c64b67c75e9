import Grid
import Model
import Screens
import Testing

@Suite("Remapped keys")
struct KeyRemappingTests {
  @Test("every key that has a name is found by it")
  func names() {
    for key in keymap.flatMap(\.keys) { #expect(Key(named: key.name) == key, "\(key.name)") }
    #expect(Key(named: "ctrl-l") == .control("l") && Key(named: "DOWN") == .down && Key(named: "f12") == .function(12))
    for name in ["", "dwn", "Ctrl-", "Ctrl-LL", "F0", "F13", "resize", "ab", " "] {
      #expect(Key(named: name) == nil, "\(name)")
    }
  }

  @Test("a key acts as another one, in one step, and help names the keys to press")
  func meanings() {
    let remapping = KeyRemapping([.character("j"): .down, .down: .up, .character("q"): nil])
    #expect(remapping[.character("j")] == .down && remapping[.down] == .up && remapping[.character("q")] == nil)
    #expect(remapping[.character("x")] == .character("x"))
    #expect(remapping.pressed(for: [.tab, .down]) == [.tab, .character("j")])
    #expect(remapping.pressed(for: [.up]) == [.up, .down])
    #expect(remapping.pressed(for: [.character("q")]) == [])
  }

  @Test("a screen obeys the new keys, and says so where a key has no meaning")
  func screen() {
    var screen = TestScreen(.stepping, size: (80, 60))
    screen.state.remapping = KeyRemapping([.character("j"): .character("?"), .character("?"): nil])
    #expect(update(&screen.state, .key(.character("?"))) == [])
    #expect(screen.text.contains("?: without a meaning in your config"))
    _ = update(&screen.state, .key(.character("j")))
    #expect(screen.text.contains("run or pause") && screen.text.contains("h F1 j"))
  }

  @Test("typed text keeps its letters")
  func watched() {
    var screen = WatchScreen(
      WatchedState(title: "a.c"), canType: true, glyphs: .unicode, size: Size(width: 80, height: 24))
    screen.remapping = KeyRemapping([.character("x"): .character("q")])
    #expect(screen.press(.character("x")) == .quit)
    for key in ["o", "i", "x"] { #expect(screen.press(.character(Character(key))) == nil) }
    #expect(screen.press(.enter) == .type("x\n"))
  }
}
