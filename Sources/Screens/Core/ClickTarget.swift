import Grid
import Model

/// The meaning of a click on a part of the screen, marked by the code that draws the part. A hint means its `Key`.
enum ClickTarget: Sendable, Hashable {
  /// Select this process.
  case process(WorkerID)
  /// Tell what is in these slots of the ring.
  case slots(Range<Int>)
  /// Choose an answer of a lesson's question, by its place on the screen.
  case choice(Int)
  /// Select a step in the list of a lesson's steps.
  case step(Int)
  /// Select a transport of the comparison.
  case transport(Int)
  /// Select a run of the explorer.
  case run(isPassing: Bool)
  /// Move to the row of the memory view with this offset.
  case byte(Int)
  /// Remove the message in the foot, so that the hints are there again.
  case message
}

extension State {
  /// Handles the mouse. The picture itself knows the meaning of its cells, so nothing else has to know where they are.
  mutating func use(_ event: MouseEvent) -> [Effect] {
    guard let size else { return [] }
    return use(event, on: view(self, size: size))
  }

  /// - Parameter picture: the present view.
  mutating func use(_ event: MouseEvent, on picture: Grid) -> [Effect] {
    guard picture.size.contains(event) else { return [] }
    let target = picture.target(column: event.column, row: event.row)
    switch event.action {
    case .press: return click(target)
    case .wheelUp: return turnWheel(by: -1, over: target)
    case .wheelDown: return turnWheel(by: 1, over: target)
    }
  }

  private mutating func click(_ target: (any Sendable)?) -> [Effect] {
    if let key = target as? Key { return press(key) }
    guard let target = target as? ClickTarget else { return [] }
    message = nil
    switch target {
    case .process(let id): select(id)
    case .slots(let slots): tell(of: slots)
    case .choice(let place): choose(place)
    case .step(let step): select(step: step)
    case .transport(let index): if transports.indices.contains(index) { comparison.selected = index }
    case .run(let isPassing): if whyNotSwapRuns() == nil, explorer.showsPassing != isPassing { return swapRuns() }
    case .byte(let offset): return point(at: offset)
    case .message: break
    }
    return []
  }

  // MARK: - Processes and slots

  /// Whether keys could select a process now: not on a page of a lesson, except in a challenge.
  private var canSelect: Bool {
    keymap.contains { $0.keys.contains(.tab) && $0.scope == .screen && $0.applies(to: self) }
  }

  private mutating func select(_ id: WorkerID) {
    guard snapshot?.worker(id) != nil else { return }
    guard canSelect else { return say("\(id): processes can be selected in free play and in challenges") }
    selected = id
  }

  /// Says what is in the slots, and selects the process that has the item of a single one.
  private mutating func tell(of slots: Range<Int>) {
    guard let scene = Scene(self), slots.upperBound <= scene.snapshot.slots.count else { return }
    if slots.count == 1, canSelect, let owner = scene.owner(ofSlot: slots.lowerBound) { selected = owner }
    say(scene.slotSentence(slots))
  }

  // MARK: - Lessons

  private mutating func choose(_ place: Int) {
    if player?.vote != nil {
      player?.vote?.select(place)
    } else if (0..<choices).contains(place) {
      _ = selectChoice(place)
    }
  }

  private mutating func select(step: Int) {
    guard let selected = player?.selectedStep else { return }
    _ = selectStep(step - selected)
  }

  // MARK: - The wheel

  /// Scrolls the present view, as its keys do; or the memory beside it.
  private mutating func turnWheel(by direction: Int, over target: (any Sendable)?) -> [Effect] {
    let rows = direction * MouseEvent.notch
    if help != nil { return scrollHelp(by: rows) }
    if comparison.isOpen { return [] }
    if explorer.isOpen { return scrollRuns(by: -rows) }
    if bytes != nil { return scrollBytes(rows: rows) }
    if showsBytesBeside, case .byte? = target as? ClickTarget { return scrollBytes(rows: rows) }
    guard let player, player.activity != .freePlay else { return [] }
    if player.selectedStep != nil { return selectStep(direction) }
    scrollLesson(lines: rows)
    return []
  }
}

extension Size {
  /// Whether an action was on this screen: the report may be older than the size.
  fileprivate func contains(_ event: MouseEvent) -> Bool {
    (0..<width).contains(event.column) && (0..<height).contains(event.row)
  }
}
