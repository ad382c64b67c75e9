import Grid
import Testing

@testable import Screens

@Suite struct KeymapTests {
  @Test func noKeyMeansTwoThingsAtTheSamePlace() {
    for place in [Binding.Scope.screen, .help, .bytes, .comparison] {
      let keys = keymap.filter { $0.scope == place || $0.scope == .anywhere }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
    // What these say goes before what applies anywhere.
    for place in [Binding.Scope.lesson, .challenge, .freePlay, .stepList] {
      let keys = keymap.filter { $0.scope == place }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func everyKeyIsBound() {
    let keys: [Key] =
      [
        .character(" "), .character("s"), .enter, .character("p"), .character("c"), .tab, .backTab, .up, .down, .left,
        .right, .character("+"), .character("-"), .character("f"), .character("r"), .character("d"), .character("a"),
        .character("A"), .character("x"), .character("K"), .character("R"), .character("?"), .character("h"),
        .function(1), .control("l"), .control("z"), .character("q"), .function(10), .control("c"), .escape,
        .character("v"), .character("u"), .character("t"), .character("m"), .character("M"), .character("E"),
        .character("n"), .character("W"),
        .pageUp, .pageDown, .home, .end, .character("b"), .character("B"), .character("e"), .character("g"),
        .function(2),
        .function(3), .function(4),
      ]
      + (1...9).map { .character(Character("\($0)")) }
    #expect(Set(keymap.filter(\.isListed).flatMap(\.keys)) == Set(keys))
  }

  @Test func anUnboundKeyDoesNothing() {
    var screen = TestScreen(.stepping)
    let before = screen.text
    for key in [Key.character("j"), .function(7), .resize, .backspace] {
      #expect(update(&screen.state, .key(key)) == [])
    }
    #expect(screen.text == before)
  }

  /// In this state nearly everything is impossible. Each such key says why, and asks for nothing.
  @Test func everyReasonIsSaid() {
    for binding in keymap where binding.isListed && binding.scope != .bytes && !binding.isOfLessons {
      var state = State(catalogue: [])
      let reason = binding.unavailable(state)
      let effects = update(&state, .key(binding.keys[0]))
      if let reason {
        #expect(effects == [])
        #expect(state.message?.text == "\(binding.keys[0].name): \(reason)")
      }
    }
    let state = State(catalogue: [])
    let always: Set<String> = ["run or pause", "faster", "slower", "full speed", "reset ring and ledger"]
    let impossible = keymap.filter { $0.scope == .screen && $0.unavailable(state) != nil }.map { $0.words(in: .ring) }
    let possible = Set(keymap.filter { $0.scope == .screen }.map { $0.words(in: .ring) }).subtracting(impossible)
    #expect(possible == always.union(["next lower pane"]))
  }

  @Test func theHelpNamesEveryKey() {
    var screen = TestScreen(.stepping, size: (80, 60))
    for scopes in [[Binding.Scope.screen, .anywhere], [.screen, .anywhere, .bytes]] {
      screen.press("?")
      for binding in keymap where scopes.contains(binding.scope) {
        #expect(screen.text.contains(binding.words(in: .ring)))
        for key in binding.keys { #expect(screen.text.contains(key.name)) }
      }
      screen.press("? m")
    }
  }

  @Test func aKeyThatCannotActIsMuted() {
    let screen = TestScreen(.racing)
    let state = screen.state
    #expect(state.hints.first { $0.key == "f" }?.isAvailable == false)
    #expect(state.hints.first { $0.key == "-" }?.isAvailable == true)
  }
}
