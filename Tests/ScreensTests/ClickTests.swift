import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// A click on every cell of every screen: it does what the drawn thing says, and elsewhere nothing.
@Suite struct ClickTests {
  /// A moment of each program, with processes of all roles.
  static func moment(_ program: Program) -> Snapshot {
    if program == .ring { return .stepping }
    let discipline = Catalogue.disciplines(of: program).first(where: \.isCorrect)!
    var snapshot = Snapshot.stepping
    snapshot.discipline = discipline
    snapshot.slots = []
    snapshot.values = [:]
    snapshot.events = []
    snapshot.synchronizers = discipline.synchronizers.map { SynchronizerView($0, value: 1) }
    snapshot.workers = program.roles.flatMap { role in
      (1...2).map { number in
        WorkerView(id: WorkerID(role, number), pid: 4312 + Int32(number), state: .parked, operation: 0)
      }
    }
    if program == .message {
      let heard = [WorkerID(program.roles[1], 1): MessageView.Copy(text: "hello", isWhole: true)]
      snapshot.message = MessageView(text: "hello", isWhole: true, version: 2, heard: heard)
    }
    return snapshot
  }

  static let sizes = [(80, 24), (120, 36), (200, 60), (7, 3)]

  private static func screens(_ size: (Int, Int)) -> [TestScreen] {
    var screens = Catalogue.programs.map { program in
      TestScreen(moment(program), size: size, catalogue: Catalogue.disciplines(of: program))
    }
    for keys in ["?", "m", "v", "v v", "v v v", "E", "M"] {
      var screen = TestScreen(.atBytes, .afterStep, size: size)
      screen.press(keys)
      screen.show(.afterStep)
      screens.append(screen)
    }
    screens += [TestScreen(.crowded, size: size), TestScreen(.deadlocked, size: size), TestScreen(size: size)]
    for (step, page) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)] {
      screens.append(.lesson(size: size, step: step, page: page))
    }
    screens.append(.lesson(Player.Options(votes: true), size: size))
    var list = TestScreen.lesson(size: size)
    list.press("g")
    return screens + [list]
  }

  @Test(arguments: sizes)
  func everyCell(width: Int, height: Int) {
    for screen in Self.screens((width, height)) {
      let picture = screen.grid
      for row in -1...height {
        for column in -1...width {
          // On a vast screen, only every eighth column is worth the time.
          if width < 180 || column % 8 == 7 { check(screen.state, picture, column, row) }
        }
      }
    }
  }

  private func check(_ before: State, _ picture: Grid, _ column: Int, _ row: Int) {
    var state = before
    let effects = state.use(MouseEvent(.press, column: column, row: row), on: picture)
    let target = picture.target(column: column, row: row)
    if let key = target as? Key {
      var pressed = before
      #expect(effects == update(&pressed, .key(key)), "\(column), \(row): \(key)")
      return
    }
    #expect(effects == [], "\(column), \(row)")
    guard let target = target as? ClickTarget else {
      // Nothing at all: not even the message has gone.
      #expect(
        state.selected == before.selected && state.message == before.message
          && state.bytes == before.bytes && state.player?.entry.selected == before.player?.entry.selected)
      return
    }
    if case .process(let id) = target, before.player == nil { #expect(state.selected == id) }
    if case .choice(let place) = target, before.choices > 0 { #expect(state.player?.entry.selected == place) }
    if case .slots = target { #expect(state.message?.text.hasPrefix("slot") == true) }
  }

  /// Clicks on the first cell of this text.
  private func click(_ text: String, _ screen: inout TestScreen) {
    let lines = screen.lines
    guard let row = lines.firstIndex(where: { $0.contains(text) }) else {
      Issue.record("no \(text)")
      return
    }
    let column = width(of: lines[row].components(before: text))
    screen.effects = update(&screen.state, .mouse(MouseEvent(.press, column: column, row: row)))
  }

  @Test func aProcessIsSelectedByItsRow() {
    var screen = TestScreen(.stepping)
    click("C2  ", &screen)
    #expect(screen.state.selected == C2 && screen.line(with: "▸").contains("C2"))
    click("4314", &screen)
    #expect(screen.state.selected == P2)
  }

  @Test func aSlotTellsWhatIsInItAndWhoHasIt() {
    var screen = TestScreen(.stepping)
    click("P2·04", &screen)
    #expect(screen.foot == "slot 3: P2·04, produced by P2 as its item 4, not taken yet")
    #expect(screen.state.selected == P2)
    click("┌", &screen)
    let slots = screen.state.snapshot!.slots
    let sentences = slots.indices.map { Scene(screen.state)!.slotSentence($0..<$0 + 1) }
    #expect(sentences[5] == "slot 5: empty, nothing was written there yet")
    #expect(sentences[0].hasPrefix("slot 0: P1·06, produced by P1 as its item 6, already taken"))
    screen.show { $0.slots[7] = Slot(.torn(item(1, 3), nil)) }
    screen.show { $0.slots[8] = whole(1, 9, overwrote: item(2, 1)) }
    screen.show { $0.slots[9] = Slot(.writing(item(2, 8), words: 0)) }
    let scene = Scene(screen.state)!
    #expect(scene.slotSentence(7..<8) == "slot 7: torn, with words of P1·03 and words that no producer wrote")
    #expect(scene.slotSentence(8..<9).hasSuffix("not taken yet; it overwrote P2·01, which nobody had taken"))
    #expect(scene.slotSentence(9..<10) == "slot 9: P2 is writing P2·08, its item 8; 0 of 1 word are written")
    #expect(scene.slotSentence(3..<6) == "slots 3 to 5: 2 of them occupied")
  }

  @Test func aHintIsItsKeyAndAMessageGivesWay() {
    var screen = TestScreen(.stepping)
    click("? help", &screen)
    #expect(screen.state.help != nil)
    screen.press("Esc s")
    _ = update(&screen.state, .message("something happened"))
    click("something", &screen)
    #expect(screen.foot.hasPrefix("space run"))
    click("q quit", &screen)
    #expect(screen.effects == [.quit])
  }

  @Test func aChoiceIsChosenAndNotCommitted() {
    var screen = TestScreen.lesson()
    click("one item is lost", &screen)
    #expect(screen.state.player?.entry.selected == 1 && screen.line(with: "▸ 2").contains("one item"))
    #expect(screen.state.player?.isAsking == true && screen.effects == [])
    // A process cannot be selected on a page of a lesson.
    let selected = screen.state.selected
    click("C2  ", &screen)
    #expect(screen.state.selected == selected && screen.foot.contains("free play"))
    screen.press("g")
    click("Your turn", &screen)
    #expect(screen.state.player?.selectedStep == 2)
  }

  @Test func theWheelScrollsWhatIsOpen() {
    let down = MouseEvent(.wheelDown, column: 40, row: 10)
    let up = MouseEvent(.wheelUp, column: 40, row: 10)
    var screen = TestScreen(.stepping)
    #expect(update(&screen.state, .mouse(down)) == [] && screen.state.selected == P1)
    screen.press("?")
    _ = update(&screen.state, .mouse(down))
    #expect(screen.state.help?.firstRow == 3)
    for _ in 0..<500 { _ = update(&screen.state, .mouse(up)) }
    #expect(screen.state.help?.firstRow == 0)
    screen = TestScreen(.atBytes, size: (80, 12))
    screen.press("m")
    screen.show(.atBytes)
    let before = screen.state.bytes?.cursor
    _ = update(&screen.state, .mouse(down))
    #expect(screen.state.bytes?.cursor != before)
    screen = .lesson(size: (40, 9))
    _ = update(&screen.state, .mouse(down))
    #expect(screen.state.player?.scroll ?? 0 > 0 && screen.state.player?.entry.selected == nil)
  }

  @Test func aWatchedProgramIsClickedToo() {
    for (width, height) in Self.sizes {
      for keys in ["", "o", "m", "v", "?"] {
        var screen = WatchScreen(
          WatchedState(title: ""), canType: true, glyphs: .unicode, size: Size(width: width, height: height))
        screen.show(WatchSizesTests.state)
        for key in keys { _ = screen.press(.character(key)) }
        let picture = screen.grid
        for row in -1...height {
          for column in -1...width {
            var clicked = screen
            var pressed = screen
            let request = clicked.use(MouseEvent(.press, column: column, row: row), on: picture)
            let target = picture.target(column: column, row: row)
            if let key = target as? Key {
              #expect(request == pressed.press(key))
            } else {
              #expect(request == nil)
              let isTask = if case .task? = target as? WatchTarget { true } else { false }
              #expect(isTask || clicked.selected == screen.selected)
            }
            _ = clicked.use(MouseEvent(.wheelDown, column: column, row: row), on: picture)
          }
        }
      }
    }
  }
}

extension String {
  /// The text before the first occurrence of another one.
  fileprivate func components(before text: String) -> String {
    range(of: text).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
