import Grid
import Model
import Programs
import Testing

@testable import Screens

/// A screen with room for two columns of panes.
@Suite struct VastLayoutTests {
  private func layout(_ program: Program, _ size: (Int, Int)) -> Layout {
    let screen = TestScreen(
      ClickTests.moment(program), size: size, catalogue: Catalogue.disciplines(of: program))
    return Layout(Scene(screen.state)!, screen.size)
  }

  @Test(arguments: Catalogue.programs, [(200, 60), (240, 70), (180, 50)])
  func everyPaneIsVisibleAtOnce(program: Program, size: (Int, Int)) {
    var panes: Set<Pane> = [
      .title, .memory, .ring, .accounts, .processes, .listing, .registers, .timeline, .narration, .bytes, .hints,
    ]
    if program.hasSlots { panes.insert(.charts) }
    let shown = Set(layout(program, size).panes.map(\.pane))
    // The facts on the memory are not in the fixture, and the least size has no room for everything.
    #expect(shown.isSuperset(of: panes.subtracting([.memory, .registers, .charts])), "\(panes.subtracting(shown))")
    if size.1 >= 60 { #expect(shown.isSuperset(of: panes.subtracting([.memory])), "\(panes.subtracting(shown))") }
  }

  @Test(arguments: Catalogue.programs)
  func noPaneCoversAnother(program: Program) {
    for size in [(200, 60), (240, 70), (180, 50), (181, 51), (300, 50), (180, 90)] {
      let panes = layout(program, size).panes
      for (index, one) in panes.enumerated() {
        #expect(one.left >= 0 && one.left + one.width <= size.0 && one.width > 0)
        #expect(one.top >= 0 && one.top + one.height <= size.1 && one.height > 0)
        for other in panes[(index + 1)...] {
          let isBeside = one.left + one.width <= other.left || other.left + other.width <= one.left
          let isAbove = one.top + one.height <= other.top || other.top + other.height <= one.top
          #expect(isBeside || isAbove, "\(one.pane) and \(other.pane) at \(size)")
        }
      }
    }
  }

  @Test func smallerScreensStayAsTheyWere() {
    for size in [(80, 24), (120, 36), (179, 60), (200, 49)] {
      let panes = layout(.ring, size).panes
      #expect(panes.allSatisfy { $0.left == 0 && $0.width == size.0 } && !panes.map(\.pane).contains(.bytes))
    }
  }

  @Test func theMemoryIsRequestedWhileItIsVisible() {
    var screen = TestScreen(.atBytes, .afterStep, size: (200, 60))
    #expect(wantedBytes(of: screen.state)?.isEmpty == false)
    #expect(screen.text.contains("in = 5") && screen.text.contains("[05]"))
    screen.press("?")
    #expect(wantedBytes(of: screen.state) == nil)
    screen.press("Esc")
    #expect(wantedBytes(of: screen.state) != nil)
    #expect(wantedBytes(of: TestScreen(.atBytes, size: (120, 36)).state) == nil)
    let lesson = TestScreen.lesson(size: (200, 60))
    #expect(wantedBytes(of: lesson.state) != nil)
    #expect(wantedBytes(of: TestScreen.lesson(Player.Options(presents: true), size: (200, 60)).state) == nil)
  }

  @Test func theWheelOverTheMemoryScrollsIt() {
    var screen = TestScreen(.atBytes, .afterStep, size: (200, 60))
    let row = screen.lines.firstIndex { $0.contains("in = 5") }!
    let before = screen.state.besideBytes.cursor
    _ = update(&screen.state, .mouse(MouseEvent(.wheelUp, column: 150, row: row)))
    #expect(screen.state.besideBytes.cursor != before)
    let moved = screen.state.besideBytes.cursor
    _ = update(&screen.state, .mouse(MouseEvent(.wheelUp, column: 20, row: row)))
    #expect(screen.state.besideBytes.cursor == moved)
  }
}
