import Exploration
import Glibc
import Model
import Reports
import SharedMemory
import Watching

// Watching without a screen, and the command line that makes the same steps again.

extension WatchCommand {
  /// Steps a program to its end without a screen.
  func follow(
    _ run: inout WatchRun, _ program: WatchedProgram, _ signals: Signals, _ recording: WatchRecording?
  ) throws -> WatchRun.Ending {
    recording?.begin(program, run)
    let start = monotonicNanoseconds()
    var order = StepOrder<TaskName>(seed: seed)
    var wanted = schedule.flatMap { WatchSchedule(reading: $0) }?.moves[...]
    let all = wanted?.count ?? 0
    var refusal: Refusal?
    let ending = try run.run { ready in
      guard wanted != nil else { return order.next(of: ready).map { .step($0) } }
      guard let move = wanted?.popFirst() else { return nil }
      if case .step(let task) = move, program.livingTask(task)?.canMove != true {
        let number = all - (wanted?.count ?? 0)
        refusal = Refusal("the schedule cannot be followed: at step \(number), \(move.task) cannot move")
        return nil
      }
      return move
    } isOver: {
      if signals.ending != nil { return .signal }
      if wanted?.isEmpty == true { return .schedule }
      return Double(monotonicNanoseconds() - start) / 1e9 >= seconds ? .seconds : nil
    } onLine: { line in
      let text = relay(program)
      recording?.note(output: text)
      if trace { print(json ? (try? JSONOutput.object(line, kind: "move")) ?? "" : line.text) }
    } onMove: { run, move, lines in
      recording?.note(move, lines, program, run)
    }
    if let refusal { throw refusal }
    return ending
  }

  /// Passes on what the program has printed, and returns it.
  @discardableResult
  func relay(_ program: WatchedProgram) -> String {
    var text = program.takeOutput()
    if !text.isEmpty { text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) } }
    return text
  }

  /// Whether the program reads what is piped into Ringside, which no command line repeats.
  var readsPipe: Bool {
    var status = stat()
    // A device such as /dev/null has nothing to read.
    return stdin == nil && fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT != S_IFCHR
  }

  /// The command line that makes these steps of the same program, quoted for the shell.
  func commandLine(_ schedule: WatchSchedule) -> String {
    var words = ["ringside", "watch"]
    for (option, value) in [
      ("build", build), ("stdin", stdin), ("cc", chosenCompiler ?? (cc == Self.standardCompiler ? nil : cc)),
      ("type", type),
    ] {
      if let value { words += ["--\(option)", value.quotedForShell] }
    }
    if everyAccess { words.append("--every-access") }
    if realNames { words.append("--real-names") }
    // Behind a program's name, options are the program's own.
    return (words + ["--schedule", "'\(schedule)'"] + files.map(\.quotedForShell)).joined(separator: " ")
  }
}
