import Grid
import Model
import Testing

@testable import Screens

@Suite("The screen of a watched program")
struct WatchSizesTests {
  static var state: WatchedState {
    var state = WatchedState(title: "prodcons.c · /prodcons · SharedBuffer", steps: 31)
    state.tasks = (1...6).map { number in
      WatchedState.Task(
        name: "P\(number)", pid: 7000 + Int32(number), state: ["parked", "BLOCKED", "input", "ended"][number % 4],
        canMove: number % 4 == 0, place: "prodcons.c:\(40 + number) in producer", file: "/p/prodcons.c",
        line: 40 + number, next: "store buffer[3]", steps: number)
    }
    state.ring = .init(
      name: "buffer", values: ["1", "22", "333"],
      indices: [.init(name: "out", element: 0), .init(name: "in", element: 2)])
    state.variables = (0..<9).map {
      .init(name: "stats.count\($0)", value: "\($0)", isChanged: $0 == 7, writer: "P1 :4")
    }
    state.synchronizers = [
      .init(name: "mutex", kind: "pthread_mutex_t", value: "locked", owners: ["P1"], waiters: ["P2", "P3"])
    ]
    state.lastSteps = ["P1 stored `in` = 3 (was 2) at line 41."]
    state.events = [.init(task: "P1", letter: "s", isBlocked: false), .init(task: "P2", letter: "W", isBlocked: true)]
    state.verdicts = ["deadlock: each process waits for ever"]
    state.circle = [.init(task: "P1", field: "left"), .init(task: "P2", field: "right")]
    state.sources = ["/p/prodcons.c": (1...80).map { "line \($0)\tof it" }]
    state.output = (1...40).map { "printed \($0)" }
    state.memories = [.init(title: "/prodcons, 88 bytes", bytes: Array(0..<88), names: [0: "buffer", 80: "in"])]
    return state
  }

  @Test("fills every size down to one cell, with each cover, in both glyph sets")
  func sizes() {
    let covers: [[Key]] = [
      [], [.character("o")], [.character("o"), .character("i"), .character("x")], [.character("m"), .down],
      [.character("v"), .down], [.character("?"), .down],
    ]
    for glyphs in [GlyphSet.unicode, .ascii] {
      for keys in covers {
        for width in [1, 2, 5, 13, 20, 40, 80, 120, 200] {
          for height in [1, 2, 3, 4, 5, 8, 12, 24, 36, 60] {
            var screen = WatchScreen(
              WatchedState(title: ""), canType: true, glyphs: glyphs, size: Size(width: width, height: height))
            screen.show(Self.state)
            for key in keys { _ = screen.press(key) }
            #expect(screen.grid.size == Size(width: width, height: height))
          }
        }
      }
    }
  }

  @Test("at 80x24 the struct, who is inside, who waits, the circle and the verdict are all there")
  func projector() {
    var screen = WatchScreen(WatchedState(title: ""), glyphs: .unicode, size: Size(width: 80, height: 24))
    screen.show(Self.state)
    let text = screen.grid.plainText
    for words in [
      "prodcons.c · /prodcons", "step 31", "P1 inside  P2, P3 wait", "P1 ─left─→ P2 ─right─", "deadlock: each process",
    ] {
      #expect(text.contains(words), "\(words) is not in\n\(text)")
    }
  }

  @Test("what is typed is a line for the program, and nothing else")
  func typing() {
    var screen = WatchScreen(
      WatchedState(title: ""), canType: true, glyphs: .unicode, size: Size(width: 80, height: 24))
    screen.show(Self.state)
    // P2 waits for input.
    var requests = [screen.press(.character("o"))] + "q 5".map { screen.press(.character($0)) }
    let isPasted = screen.paste("7\n8")
    requests.append(screen.press(.backspace))
    #expect(isPasted && requests.allSatisfy { $0 == nil })
    let line = screen.press(.enter)
    let end = screen.press(.control("d"))
    #expect(line == .type("q 57\n") && end == .endInput)
    _ = screen.press(.escape)
    let isPastedLater = screen.paste("7")
    let quit = screen.press(.character("q"))
    #expect(!isPastedLater && quit == .quit)
  }
}
