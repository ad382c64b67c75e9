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

  /// The meaning of every cell is looked up, and each meaning of a screen is tried once. Takes a few seconds.
  @Test(arguments: sizes)
  func everyCell(width: Int, height: Int) {
    for screen in Self.screens((width, height)) {
      let picture = screen.grid
      var (keys, targets) = (Set<Key>(), Set<ClickTarget>())
      var hasTriedNothing = false
      for row in -1...height {
        for column in -1...width {
          let event = MouseEvent(.press, column: column, row: row)
          let target = picture.target(column: column, row: row)
          if let key = target as? Key {
            if keys.insert(key).inserted { check(key, screen.state, event, picture) }
          } else if let target = target as? ClickTarget {
            if targets.insert(target).inserted { check(target, screen.state, event, picture) }
          } else if target != nil {
            Issue.record("\(target!) is no meaning")
          } else if !hasTriedNothing {
            hasTriedNothing = true
            checkNothing(screen.state, event, picture)
          }
        }
      }
    }
  }

  private func check(_ key: Key, _ before: State, _ event: MouseEvent, _ picture: Grid) {
    var (clicked, pressed) = (before, before)
    let effects = clicked.use(event, on: picture)
    #expect(effects == update(&pressed, .key(key)), "\(event): \(key)")
  }

  private func check(_ target: ClickTarget, _ before: State, _ event: MouseEvent, _ picture: Grid) {
    var state = before
    #expect(state.use(event, on: picture) == [], "\(event): \(target)")
    if case .process(let id) = target, before.player == nil { #expect(state.selected == id) }
    if case .choice(let place) = target, before.choices > 0 { #expect(state.player?.entry.selected == place) }
    if case .slots = target { #expect(state.message?.text.hasPrefix("slot") == true) }
  }

  /// Not even a message goes.
  private func checkNothing(_ before: State, _ event: MouseEvent, _ picture: Grid) {
    var state = before
    #expect(state.use(event, on: picture) == [], "\(event)")
    #expect(view(state, size: picture.size) == picture)
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
    for _ in 0..<3 { _ = update(&screen.state, .mouse(up)) }
    #expect(screen.state.help?.firstRow == 0)
    screen = TestScreen(.atBytes, size: (80, 12))
    screen.press("m")
    screen.show(.atBytes)
    let before = screen.state.bytes?.cursor
    _ = update(&screen.state, .mouse(down))
    #expect(screen.state.bytes?.cursor != before)
    screen = .lesson(size: (40, 9))
    _ = update(&screen.state, .mouse(MouseEvent(.wheelDown, column: 3, row: 5)))
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
        var (keys, tasks) = (Set<Key>(), Set<WatchTarget>())
        for row in -1...height {
          for column in -1...width {
            let event = MouseEvent(.press, column: column, row: row)
            let target = picture.target(column: column, row: row)
            var (clicked, pressed) = (screen, screen)
            if let key = target as? Key {
              guard keys.insert(key).inserted else { continue }
              let request = clicked.use(event, on: picture)
              #expect(request == pressed.press(key))
            } else if let target = target as? WatchTarget {
              guard tasks.insert(target).inserted else { continue }
              let request = clicked.use(event, on: picture)
              #expect(request == nil)
              if case .task(let name) = target, screen.selectedTaskView(name)?.isAlive == true {
                #expect(clicked.selectedTask?.name == name)
              }
            } else if clicked.use(event, on: picture) != nil || clicked.selected != screen.selected {
              Issue.record("\(event) did something")
            }
          }
        }
        _ = screen.use(MouseEvent(.wheelDown, column: 0, row: 0))
        _ = screen.use(MouseEvent(.wheelUp, column: 5000, row: -5000))
        #expect(screen.grid.size == picture.size)
      }
    }
  }
}

extension String {
  /// The text before the first occurrence of another one.
  fileprivate func components(before text: String) -> String {
    firstRange(of: text).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
