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
  private var commands: [WatchedProgram.Command]
  private let rebuild: () throws -> [WatchedProgram.Command]
  /// When each source file was last changed.
  private var changes: [String: Int]
  private let sources: [String]
  private var options: WatchOptions
  private let types: ObjectTypes
  private let observer: WatchObserver
  let signals: Signals
  let terminal: ScreenTerminal
  let look: LookOptions
  /// The name of the program.
  let name: String
  let commandLine: (WatchSchedule) -> String
  private var program: WatchedProgram
  private var run: WatchRun
  private(set) var moves: [WatchSchedule.Move] = []
  private var counts: [TaskName: Int] = [:]
  private(set) var picture: WatchScreen
  var recorder = WatchRecorder()
  /// The newest move, until the state after it was seen.
  var unrecorded: (WatchSchedule.Move, [WatchRun.Line])?
  /// Whether moves are new: going back makes the old ones again.
  private(set) var recordsMoves = true
  private var order: StepOrder<TaskName>
  private var isOver = false
  /// The number of moves after which the program ran free: they are all that can be made again.
  private(set) var freeSince: Int?

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
    (self.sources, self.rebuild, self.options) = (sources, rebuild, options)
    (self.types, self.signals, self.look, self.name, self.commandLine) = (types, signals, look, name, commandLine)
    commands = try rebuild()
    changes = Self.changes(of: sources)
    observer = WatchObserver(types, name: name)
    order = StepOrder(seed: seed)
    signals.waitForForeground()
    program = try Self.start(commands, options, signals)
    run = WatchRun(program, types: types)
    terminal = try ScreenTerminal(look, signals)
    picture = WatchScreen(
      WatchedState(title: name), canType: Self.isTyped(options.input), glyphs: look.glyphs, size: terminal.screen.size)
    observe()
    recorder.begin(picture)
  }

  /// Whether the program was given input here, which no command line repeats.
  var hasTyped: Bool { if case .typed(let text) = options.input { !text.isEmpty } else { false } }

  /// Shows it until the user quits or a signal ends it.
  /// - Returns: what the program left behind, in words.
  func show(_ schedule: WatchSchedule?) throws -> [String] {
    let end = Result {
      if let schedule { try follow(schedule.moves[...]) }
      try loop()
    }
    terminal.screen.leave()
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
        case .key(let key): press(key)
        case .paste(let text): if !picture.paste(text) { picture.say(State.ignoredPaste) }
        case .returned: picture.size = terminal.screen.size
        }
      }
      noteChanges()
      if program.isFree {
        program.tendWhileFree()
        if program.isOver { program.isFree = false }
      }
      program.noteEnds()
      observer.note(run.ends())
      if picture.isRunning { runOn() } else { observe() }
    }
  }

  // MARK: - Keys

  private func press(_ key: Key) {
    guard let request = picture.press(key) else { return }
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
          (picture.isRunning, freeSince) = (false, freeSince ?? moves.count)
          observer.noteFreeRun()
          program.isFree = true
        }
      case .type(let line): type(line)
      case .endInput:
        program.endInput()
        picture.say("the program's input has ended")
      case .rebuild: try buildAgain()
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
    program.isFree = false
    observe()
    recorder.addFreeRun(picture)
    picture.say("stopped: each process is before its next access or call. b cannot go back behind this")
    return true
  }

  /// Gives the program a line. It gets the same lines when it is started again.
  private func type(_ line: String) {
    if case .typed(let before) = options.input { options.input = .typed(before + line) }
    observer.note(output: line)
    program.type(line)
  }

  private func step(_ name: String) throws {
    if let task = TaskName(name) { try make(.step(task)) }
  }

  private func make(_ move: WatchSchedule.Move) throws {
    // The state after the move before was not looked at yet.
    if unrecorded != nil, recordsMoves, !recorder.isFull { observe() }
    let lines: [WatchRun.Line]
    switch move {
    case .step(let task):
      lines = try run.step(task)
      counts[task, default: 0] += 1
    case .kill(let task): lines = [try run.kill(task)]
    }
    observer.note(lines)
    moves.append(move)
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
    guard let next = order.next(of: run.candidates.names) else {
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

  private func back() throws {
    guard !moves.isEmpty else { throw Refusal("there is no step to go back from") }
    if freeSince != nil { throw Refusal("what happened while it ran free cannot be made again; R starts again") }
    let wanted = moves.dropLast()
    // The recording has these moves already.
    let recorded = recorder
    recordsMoves = false
    defer {
      recordsMoves = true
      recorder = recorded
      recorder.goBack(to: moves.count)
    }
    try restart()
    try follow(wanted)
  }

  private static func start(
    _ commands: [WatchedProgram.Command], _ options: WatchOptions, _ signals: Signals
  ) throws -> WatchedProgram {
    let program = try WatchedProgram(commands, options)
    program.isInterrupted = { signals.ending != nil }
    return program
  }

  private func restart() throws {
    program.close()
    program = try Self.start(commands, options, signals)
    run = WatchRun(program, types: types)
    (moves, counts, freeSince) = ([], [:], nil)
    types.forgetObjects()
    observer.restart()
    unrecorded = nil
    observe()
    recorder.begin(picture)
  }

  /// Compiles again, and makes the present steps as far as they still apply.
  private func buildAgain() throws {
    let wanted = Array(moves.prefix(freeSince ?? moves.count))
    changes = Self.changes(of: sources)
    commands = try rebuild()
    types.forgetEverything()
    try restart()
    for (index, move) in wanted.enumerated() {
      do { try make(move) } catch {
        return picture.say("compiled again; step \(index + 1) no longer applies: \(error)")
      }
    }
    picture.say("compiled again; all \(wanted.count) steps were made as before")
  }

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

  private func follow(_ wanted: ArraySlice<WatchSchedule.Move>) throws {
    for move in wanted where signals.ending == nil { try make(move) }
    observe()
  }

  // MARK: - Looking

  private func observe() {
    observer.note(output: program.takeOutput())
    picture.show(
      observer.state(of: program, run: run, counts: counts, verdicts: run.verdicts(on: program)))
    picture.size = terminal.screen.size
    recordMove()
  }
}
