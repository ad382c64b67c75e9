import Exploration
import Glibc
import Grid
import Model
import Screens
import SharedMemory
import Terminal
import Watching

/// The screen of a watched program: keys become steps, steps become pictures.
final class WatchSession {
  let stepper: WatchStepper
  /// When each source file was last changed.
  private var changes: [String: Int]
  private let sources: [String]
  let signals: Signals
  let terminal: ScreenTerminal
  let look: LookOptions
  /// The name of the program.
  let name: String
  let commandLine: (WatchSchedule) -> String
  private(set) var picture: WatchScreen
  var recorder = WatchRecorder()
  /// The newest move, until the state after it was seen.
  var unrecorded: (WatchSchedule.Move, [WatchRun.Line])?
  private var order: StepOrder<TaskName>
  private var isOver = false

  /// How often it looks at a program that runs free, in milliseconds.
  private static let freePace: Int32 = 50
  /// How often it looks for output of the program otherwise.
  private static let patience: Int32 = 250
  /// The most operations of one key: a spinning task never comes to another line.
  private static let longest = 2000

  init(
    sources: [String], rebuild: @escaping () throws -> [WatchedProgram.Command], options: WatchOptions,
    types: ObjectTypes,
    name: String, seed: UInt64,
    look: LookOptions,
    signals: Signals, commandLine: @escaping (WatchSchedule) -> String
  ) throws {
    (self.sources, self.signals, self.look, self.name) = (sources, signals, look, name)
    self.commandLine = commandLine
    changes = Self.changes(of: sources)
    order = StepOrder(seed: seed)
    signals.waitForForeground()
    stepper = try WatchStepper(rebuild: rebuild, options: options, types: types, name: name, signals: signals)
    terminal = try ScreenTerminal(look, signals)
    picture = WatchScreen(
      WatchedState(title: name), canType: Self.isTyped(options.input), glyphs: look.glyphs, size: terminal.screen.size)
    picture.remapping = look.keys
    observe()
    recorder.begin(picture)
    terminal.screen.show(title: windowTitle("watch \(name)"))
    if let remark = terminal.screen.remark { picture.say(remark) }
  }

  private var program: WatchedProgram { stepper.program }

  /// Shows it until the user quits or a signal ends it.
  /// - Returns: what the program left behind, in words.
  func show(_ schedule: WatchSchedule?) throws -> [String] {
    let end = Result {
      if let schedule { try follow(schedule) }
      try loop()
    }
    terminal.screen.leave()
    if program.isFree { endFreeRun() }
    let left = program.close()
    try end.get()
    return left
  }

  private func loop() throws {
    while !isOver, !terminal.isEnding {
      terminal.screen.paint(picture.grid)
      try terminal.handleEvents(
        within: picture.isRunning ? picture.pause : program.isFree ? Self.freePace : Self.patience
      ) { event in
        switch event {
        case .interrupt: isOver = true
        case .key(let key): carryOut(picture.press(key))
        case .mouse(let event): carryOut(picture.use(event))
        case .paste(let text): if !picture.paste(text) { picture.say(State.ignoredPaste) }
        case .returned: picture.size = terminal.screen.size
        }
      }
      noteChanges()
      if program.isFree {
        program.tendWhileFree()
        if program.isOver { endFreeRun() }
      }
      stepper.noteEnds()
      if picture.isRunning { runOn() } else { observe() }
    }
  }

  // MARK: - Keys

  private func carryOut(_ request: WatchScreen.Request?) {
    guard let request else { return }
    do {
      switch request {
      case .step(let name): try step(name)
      case .stepLine(let name): try stepOn(name) { $0.line != $1.line || $0.file != $1.file }
      case .stepCall(let name): try stepOn(name) { _, now in now.isCall }
      case .back: try back()
      case .restart:
        try restart()
        picture.say("everything starts again")
      case .kill(let name): if let task = TaskName(name) { try make(.kill(task)) }
      case .run: if !pauseFreeRun() { picture.isRunning.toggle() }
      case .runFree:
        if !pauseFreeRun() {
          picture.isRunning = false
          stepper.freeSince = stepper.freeSince ?? stepper.moves.count
          stepper.observer.noteFreeRun()
          program.isFree = true
        }
      case .type(let line): stepper.type(line)
      case .endInput:
        program.endInput()
        picture.say("the program's input has ended")
      case .rebuild:
        changes = Self.changes(of: sources)
        picture.say(try stepper.buildAgain(begun: begin, make: make))
      case .copySchedule: picture.say(copySchedule())
      case .write: picture.say(writeRun())
      case .quit: isOver = true
      }
    } catch {
      // The compiler's words have many lines; one with the word "error" says most.
      let lines = "\(error)".split(separator: "\n").map { harmless(String($0)) }
      picture.say(lines.first { $0.contains("error") } ?? lines.first ?? "")
    }
    observe()
  }

  private static func isTyped(_ input: WatchOptions.Input) -> Bool { if case .typed = input { true } else { false } }

  /// Stops a program that runs free; false if it does not.
  private func pauseFreeRun() -> Bool {
    guard program.isFree else { return false }
    endFreeRun()
    picture.say("stopped: each process is before its next access or call. b cannot go back behind this")
    return true
  }

  private func endFreeRun() {
    program.isFree = false
    stepper.noteEnds()
    observe()
    recorder.addFreeRun(picture)
  }

  private func step(_ name: String) throws {
    if let task = TaskName(name) { try make(.step(task)) }
  }

  private func make(_ move: WatchSchedule.Move) throws {
    // The state after the move before was not looked at yet.
    if unrecorded != nil, !recorder.isFull { observe() }
    let lines = try stepper.make(move)
    recordMove()
    unrecorded = (move, lines)
  }

  /// Steps a task until something holds between its place before and now, or until it cannot move.
  private func stepOn(_ name: String, until isThere: (WatchedState.Task, WatchedState.Task) -> Bool) throws {
    guard let start = picture.selectedTaskView(name) else { return }
    for _ in 0..<Self.longest {
      try step(name)
      observe()
      guard let now = picture.selectedTaskView(name), now.canMove, signals.ending == nil else { return }
      if isThere(start, now) { return }
    }
    picture.say("\(name) has made \(Self.longest) steps without getting there")
  }

  private func runOn() {
    guard let next = order.next(of: stepper.run.candidates.names) else {
      // Only time, or the program itself, can go on.
      if !program.passTime(), !program.retryEveryone() {
        picture.isRunning = program.livingTasks.contains { if case .outside = $0.state { true } else { false } }
      }
      return observe()
    }
    do { try make(.step(next)) } catch { picture.say("\(error)") }
    picture.follow("\(next)")
    observe()
  }

  // MARK: - Going back

  /// The recording has the moves that are made again already.
  private func back() throws {
    recordMove()
    defer { recorder.goBack(to: stepper.moves.count) }
    try stepper.back()
  }

  private func restart() throws {
    try stepper.restart()
    begin()
  }

  /// Begins the recording anew, with the program before its first step.
  private func begin() {
    unrecorded = nil
    observe()
    recorder.begin(picture)
  }

  // MARK: - The source

  private static func changes(of files: [String]) -> [String: Int] {
    files.reduce(into: [:]) { times, file in
      var status = stat()
      if stat(file, &status) == 0 { times[file] = status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec }
    }
  }

  private func noteChanges() {
    let now = Self.changes(of: sources)
    guard now != changes, let file = sources.first(where: { now[$0] != changes[$0] }) else { return }
    changes = now
    picture.say("\(file.split(separator: "/").last ?? "") has changed; l compiles it and makes the same steps again")
  }

  private func follow(_ schedule: WatchSchedule) throws {
    for move in schedule.moves where signals.ending == nil { try make(move) }
    observe()
  }

  // MARK: - Looking

  private func observe() {
    _ = stepper.takeOutput()
    picture.show(stepper.state)
    picture.size = terminal.screen.size
    recordMove()
  }
}
