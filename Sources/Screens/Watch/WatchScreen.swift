import Grid
import Model

/// The screen of a watched C program, and the user's choices on it.
public struct WatchScreen: Sendable {
  /// The request of a key.
  public enum Request: Sendable, Hashable {
    /// One operation of this task.
    case step(String)
    /// On to the task's next source line, or to its next synchronizing call.
    case stepLine(String)
    case stepCall(String)
    case back
    case restart
    case kill(String)
    /// Steps in a random order, until it is asked again.
    case run
    /// Without gates at accesses, until it is asked again.
    case runFree
    case copySchedule
    /// Write the run, or the screen if nothing was stepped, to a new file.
    case write
    /// Compile the source again, and make the same steps.
    case rebuild
    /// A line for the program's standard input, or its end.
    case type(String)
    case endInput
    case quit
  }

  /// A pane that covers the others.
  enum Cover: Sendable { case help, output, bytes, verdict }

  public private(set) var state: WatchedState
  public var size: Size
  public var isRunning = false
  /// Whether the program reads what is typed.
  let canType: Bool
  var glyphs: GlyphSet
  /// The user's own keys.
  public var remapping = KeyRemapping()
  var selected: String?
  var message: String?
  private(set) var cover: Cover?
  private(set) var typed = ""
  private(set) var memoryIndex = 0
  private(set) var firstByteRow = 0
  private(set) var firstHelpRow = 0
  private(set) var firstVerdictRow = 0
  /// How many of the last lines of the output are below the visible ones.
  private(set) var laterOutput = 0
  /// Whether keys are typed for the program.
  private(set) var isTyping = false
  /// The offsets of the bytes that the last step changed.
  private(set) var changedBytes: Set<Int> = []
  private(set) var pace: Pace = .tempo(perSecond: 15)

  public init(_ state: WatchedState, canType: Bool = false, glyphs: GlyphSet, size: Size) {
    (self.state, self.canType, self.glyphs, self.size) = (state, canType, glyphs, size)
  }

  /// Shows this moment from now on.
  public mutating func show(_ new: WatchedState) {
    if new.steps != state.steps || new.isFree {
      changedBytes = []
      if let old = memory(of: state), let now = memory(of: new), old.title == now.title {
        changedBytes = Set(zip(old.bytes, now.bytes).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset))
      }
    }
    state = new
  }

  private func memory(of state: WatchedState) -> WatchedState.Memory? {
    state.memories.isEmpty ? nil : state.memories[memoryIndex % state.memories.count]
  }

  /// Shows this in place of the keys, until the next key.
  public mutating func say(_ words: String) { message = words }

  /// The task with this name, as it is now.
  public func selectedTaskView(_ name: String) -> WatchedState.Task? { state.tasks.first { $0.name == name } }

  var selectedTask: WatchedState.Task? {
    state.tasks.first { $0.name == selected && $0.isAlive } ?? state.tasks.first(where: \.isAlive) ?? state.tasks.first
  }

  var tempoWords: String {
    switch pace {
    case .tempo(let perSecond):
      perSecond < 1 ? "1 step in \(decimal(1 / perSecond)) s" : "\(decimal(perSecond)) steps/s"
    default: "full speed"
    }
  }

  /// The pause between two steps while it runs, in milliseconds.
  public var pause: Int32 {
    if case .tempo(let perSecond) = pace { Int32(max(1, 1000 / perSecond)) } else { 1 }
  }

  static let keys: [(key: String, words: String)] = [
    ("s Enter", "step the selected process: one access or call"), ("n", "on to its next source line"),
    ("S", "on to its next synchronizing call"), ("space", "run in a random order, or pause"),
    ("+ -", "faster, slower"), ("f", "run free, without stops at accesses; again: pause"),
    ("b", "step back"), ("R", "start again"), ("Tab Down", "select the next process"), ("Up", "select the one before"),
    ("e", "copy the schedule"), ("W", "write this run to a file"), ("l", "compile again, and make the same steps"),
    ("K", "kill the selected process"),
    ("m", "the bytes of what is shared"), ("o", "what the program printed; i types there what it reads"),
    ("v", "the verdict and the last steps, in full"),
    ("?", "these keys; Up and Down scroll"), ("Ctrl-L", "redraw the screen"), ("Ctrl-Z", "suspend; fg resumes"),
    ("q", "quit"),
    ("mouse", "click: select a process, press a hint; wheel: scroll; with Shift: select text"),
    ("timeline", "l load s store u update i init W wait P post L lock U unlock"),
  ]

  // MARK: - Keys

  /// The request of a key; nil if it only changes the screen.
  public mutating func press(_ pressed: Key) -> Request? {
    message = nil
    if isTyping { return typeKey(pressed) }
    guard let key = remapping[pressed] else {
      say("\(pressed.name): without a meaning in your config")
      return nil
    }
    if cover == .bytes, moveInBytes(key) { return nil }
    if cover == .help || cover == .verdict, scroll(key) { return nil }
    switch key {
    case .character("q"), .control("c"), .function(10): return .quit
    case .character("?"), .character("h"), .function(1): cover = cover == .help ? nil : .help
    case .character("o"):
      (cover, laterOutput) = (cover == .output ? nil : .output, 0)
      isTyping = cover == .output && canType && state.tasks.contains { $0.state == "input" }
    case .character("i") where cover == .output && canType: isTyping = true
    case .character("v"): (cover, firstVerdictRow) = (cover == .verdict ? nil : .verdict, 0)
    case .character("m"): cover = cover == .bytes ? nil : .bytes
    case .escape: cover = nil
    case .tab, .down: select(1)
    case .backTab, .up: select(-1)
    case .character("+"), .character("="): changePace(Tempo.faster(than: pace))
    case .character("-"): changePace(Tempo.slower(than: pace))
    case .character(" "): return .run
    case .character("f"): return .runFree
    case .character("s"), .enter: return movable().map { .step($0) }
    case .character("n"): return movable().map { .stepLine($0) }
    case .character("S"): return movable().map { .stepCall($0) }
    case .character("b"): return .back
    case .character("R"): return .restart
    case .character("e"): return .copySchedule
    case .character("W"): return .write
    case .character("l"): return .rebuild
    case .character("K"): return selectedTask.map { .kill($0.name) }
    default: break
    }
    return nil
  }

  /// A key in the output pane is typed for the program.
  private mutating func typeKey(_ key: Key) -> Request? {
    switch key {
    case .escape: (cover, isTyping) = (nil, false)
    case .control("c"), .function(10): return .quit
    case .control("u"): typed = ""
    case .control("d"): return .endInput
    case .backspace: typed = String(typed.dropLast())
    case .enter:
      defer { typed = "" }
      return .type(typed + "\n")
    case .character(let character) where typed.count < 4000: typed.append(character)
    default: break
    }
    return nil
  }

  /// Scrolls the help, the verdict or the output by a row.
  mutating func scroll(_ key: Key) -> Bool {
    let step = key == .down ? 1 : key == .up ? -1 : 0
    guard step != 0 else { return false }
    // Without the title, the rule and the foot.
    let room = max(0, size.height - 3)
    let moved = { (row: Int, lines: Int) in min(max(0, row + step), max(0, lines - room)) }
    switch cover {
    case .help: firstHelpRow = moved(firstHelpRow, Self.keys.count)
    case .output: laterOutput = min(max(0, laterOutput - step), max(0, state.output.count - room))
    default: firstVerdictRow = moved(firstVerdictRow, stepLines(within: size.width - 4).count)
    }
    return true
  }

  /// Types a text that was pasted; false if nothing is typed now.
  public mutating func paste(_ text: String) -> Bool {
    guard isTyping else { return false }
    typed += text.filter { !$0.isNewline }.prefix(max(0, 4000 - typed.count))
    return true
  }

  /// Selects the task that has moved, so that the source stays with what happens.
  public mutating func follow(_ name: String) { selected = name }

  mutating func moveInBytes(_ key: Key) -> Bool {
    switch key {
    case .down: firstByteRow += 1
    case .up: firstByteRow = max(0, firstByteRow - 1)
    case .tab: (memoryIndex, firstByteRow) = (memoryIndex + 1, 0)
    default: return false
    }
    let bytes = memory(of: state)?.bytes.count ?? 0
    let rows = (bytes + bytesPerRow - 1) / bytesPerRow
    firstByteRow = min(firstByteRow, max(0, rows - max(0, size.height - 3)))
    return true
  }

  private mutating func changePace(_ new: Pace?) {
    guard let new else { return say(pace == .full ? "this is the fastest" : "this is the slowest") }
    pace = new
    say(tempoWords)
  }

  private mutating func select(_ step: Int) {
    let names = state.tasks.filter(\.isAlive).map(\.name)
    guard !names.isEmpty else { return say("every process has ended; R starts again, b steps back") }
    let index = selectedTask.flatMap { names.firstIndex(of: $0.name) } ?? 0
    selected = names[(index + step + names.count) % names.count]
  }

  /// The selected task, if it can move.
  private mutating func movable() -> String? {
    guard let task = selectedTask, task.isAlive else {
      say("every process has ended; R starts again, b steps back")
      return nil
    }
    if state.isFree {
      say("the program runs free; f stops it at the next gates")
      return nil
    }
    if task.canMove { return task.name }
    switch task.state {
    case "BLOCKED": say("\(task.name) is blocked; Tab selects another process")
    case "input" where canType: say("\(task.name) waits for input; o opens the pane to type it in")
    default:
      say("\(task.name) has not reached its next step yet: it \(task.isElsewhere ? task.next : "is \(task.state)")")
    }
    return nil
  }
}
