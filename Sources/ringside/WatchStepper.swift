import Glibc
import Model
import Watching

/// A watched program that is stepped: the moves that were made, and the way back. Whatever shows it asks this.
final class WatchStepper {
  private(set) var program: WatchedProgram
  private(set) var run: WatchRun
  private(set) var moves: [WatchSchedule.Move] = []
  private(set) var counts: [TaskName: Int] = [:]
  let observer: WatchObserver
  /// The number of moves after which the program ran free: they are all that can be made again.
  var freeSince: Int?
  private var commands: [WatchedProgram.Command]
  private let rebuild: () throws -> [WatchedProgram.Command]
  private var options: WatchOptions
  private let types: ObjectTypes
  private let signals: Signals

  init(
    rebuild: @escaping () throws -> [WatchedProgram.Command], options: WatchOptions, types: ObjectTypes, name: String,
    signals: Signals
  ) throws {
    (self.rebuild, self.options, self.types, self.signals) = (rebuild, options, types, signals)
    commands = try rebuild()
    observer = WatchObserver(types, name: name)
    program = try Self.start(commands, options, signals)
    run = WatchRun(program, types: types)
  }

  private static func start(
    _ commands: [WatchedProgram.Command], _ options: WatchOptions, _ signals: Signals
  ) throws -> WatchedProgram {
    let program = try WatchedProgram(commands, options)
    program.isInterrupted = { signals.ending != nil }
    return program
  }

  /// Makes a move. Returns what was done, also by those that it woke.
  @discardableResult
  func make(_ move: WatchSchedule.Move) throws -> [WatchRun.Line] {
    let lines: [WatchRun.Line]
    switch move {
    case .step(let task):
      lines = try run.step(task)
      counts[task, default: 0] += 1
    case .kill(let task): lines = [try run.kill(task)]
    }
    observer.note(lines)
    moves.append(move)
    return lines
  }

  /// Notes the tasks that have ended.
  func noteEnds() {
    program.noteEnds()
    observer.note(run.ends())
  }

  /// Starts the program again, before its first step.
  func restart() throws {
    program.close()
    program = try Self.start(commands, options, signals)
    run = WatchRun(program, types: types)
    (moves, counts, freeSince) = ([], [:], nil)
    types.forgetObjects()
    observer.restart()
  }

  /// Takes the last move back: starts again, and makes the moves before it.
  func back() throws {
    guard !moves.isEmpty else { throw Refusal("there is no step to go back from") }
    if freeSince != nil { throw Refusal("what happened while it ran free cannot be made again; R starts again") }
    let wanted = moves.dropLast()
    try restart()
    try follow(wanted)
  }

  func follow(_ wanted: ArraySlice<WatchSchedule.Move>) throws {
    for move in wanted where signals.ending == nil { try make(move) }
  }

  /// Compiles again, and makes the present steps as far as they still apply. Returns what came of it, in words.
  /// - Parameters:
  ///   - begun: called when the program is before its first step.
  ///   - make: makes a move, by calling `make` of this object.
  func buildAgain(
    begun: () -> Void = {}, make: ((WatchSchedule.Move) throws -> Void)? = nil
  ) throws -> String {
    let wanted = Array(moves.prefix(freeSince ?? moves.count))
    let make = make ?? { try self.make($0) }
    commands = try rebuild()
    types.forgetEverything()
    try restart()
    begun()
    for (index, move) in wanted.enumerated() {
      do { try make(move) } catch { return "compiled again; step \(index + 1) no longer applies: \(error)" }
    }
    return "compiled again; all \(wanted.count) steps were made as before"
  }

  /// Gives the program a line. It gets the same lines when it is started again.
  func type(_ line: String) {
    if case .typed(let before) = options.input { options.input = .typed(before + line) }
    observer.note(output: line)
    program.type(line)
  }

  /// The program's output since the last call.
  func takeOutput() -> String {
    let text = program.takeOutput()
    observer.note(output: text)
    return text
  }

  /// The moves that can be made again.
  var schedule: WatchSchedule { WatchSchedule(moves: Array(moves.prefix(freeSince ?? moves.count))) }

  /// Whether the program reads what is typed here.
  var canType: Bool { if case .typed = options.input { true } else { false } }

  /// Whether the program was given input here, which no command line repeats.
  var hasTyped: Bool { if case .typed(let text) = options.input { !text.isEmpty } else { false } }

  var state: WatchedState {
    observer.state(of: program, run: run, counts: counts, verdicts: run.verdicts(on: program))
  }
}

extension WatchRun {
  /// The verdicts so far, in sentences.
  func verdicts(on program: WatchedProgram) -> [String] {
    var verdicts = crashes + program.limits + remarks
    if !program.isIntact { verdicts += WatchRun.Ending.overwritten.words }
    if program.isDeadlocked { verdicts += [WatchRun.Ending.deadlockSentence] + waitSentences }
    if program.isOver, let status = program.status {
      verdicts += status == 0 ? [] : WatchRun.Ending.ended(status).words
      verdicts += program.leftBehind.map { "the program left \($0) behind" }
    }
    return verdicts
  }
}
