import Model
import Screens
import Watching

// The commands for a watched program.

extension LinearWatch {
  /// The most steps of one line: each is described.
  private static let most = 200
  /// The most operations on the way to another line: a spinning task never comes to one.
  private static let longest = 2000

  func carryOut(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return output.say("Type a step such as P1, or help.") }
    let rest = words.dropFirst().joined(separator: " ")
    switch (first.count == 1 ? first : first.lowercased(), rest.isEmpty) {
    case ("quit", true), ("q", true), ("exit", true): isOver = true
    case ("help", true), ("?", true): output.say(Self.help)
    case ("state", true): output.say(stepper.state.sentences)
    case ("output", true):
      let lines = stepper.state.output.filter { !$0.isEmpty }
      output.say(lines.isEmpty ? ["The program has printed nothing yet."] : lines)
    case ("undo", true), ("b", true), ("back", true):
      try stepper.back()
      output.say(["One step back."] + [last.flatMap { stepper.state.sentence(about: "\($0)") }].compactMap { $0 })
    case ("again", true), ("R", true):
      try stepper.restart()
      output.say("Everything starts again.")
    case ("build", true), ("l", true): output.say(linearSentence(try stepper.buildAgain()))
    case ("schedule", true), ("e", true):
      output.say(stepper.moves.isEmpty ? "There is no step yet." : "The steps so far: \(stepper.schedule)")
    case ("s", true): try make(lastOrFirst().map { [.step($0)] } ?? [])
    case ("line", _), ("n", _): try stepOn(try task(rest)) { $0.line != $1.line || $0.file != $1.file }
    case ("call", _), ("S", _): try stepOn(try task(rest)) { _, now in now.isCall }
    case ("kill", false): try make([.kill(try named(rest))])
    case ("run", _): try runOn(rest)
    case ("type", _):
      try refuseInputFromFile()
      stepper.type(line.drop(while: \.isWhitespace).dropFirst(first.count + 1) + "\n")
    case ("end", true):
      try refuseInputFromFile()
      stepper.program.endInput()
      output.say("The program's input has ended.")
    default: try makeSchedule(line)
    }
  }

  private func refuseInputFromFile() throws {
    if !stepper.canType { throw Refusal("the program reads a file; leave out --stdin to type its input here") }
  }

  private func makeSchedule(_ line: String) throws {
    // A process's letter may be a small one.
    guard let schedule = WatchSchedule(reading: line.replacing("p", with: "P")) else {
      throw Refusal("\(Suggestion.quoted(line)) is not understood; write steps such as P1*4, or help")
    }
    guard schedule.moves.count <= Self.most else {
      throw Refusal("that is \(schedule.moves.count) steps; a line can have \(Self.most) at most")
    }
    try make(schedule.moves)
  }

  /// Makes moves, each described in a sentence, and says what the last process does next.
  func make(_ moves: [WatchSchedule.Move]) throws {
    for move in moves where signals.ending == nil {
      let lines = try stepper.make(move)
      output.say(lines.map { linearSentence($0.words) })
      last = move.task
    }
    output.say(last.flatMap { stepper.state.sentence(about: "\($0)") })
  }

  /// Steps a task until something holds between its place before and now, or until it cannot move.
  private func stepOn(
    _ name: TaskName, until isThere: (WatchedState.Task, WatchedState.Task) -> Bool
  ) throws {
    guard let start = view(of: name) else { throw Refusal("there is no \(name)") }
    var steps = 0
    while steps < Self.longest, signals.ending == nil {
      let lines = try stepper.make(.step(name))
      (steps, last) = (steps + 1, name)
      if steps <= Self.most { output.say(lines.map { linearSentence($0.words) }) }
      if steps == Self.most { output.say("Further steps follow, which are not described.") }
      guard let now = view(of: name), now.canMove, !isThere(start, now) else { break }
      if steps == Self.longest { output.say("\(name) has made \(steps) steps without getting there.") }
    }
    output.say(stepper.state.sentence(about: "\(name)"))
  }

  /// So many steps, in an order that the seed decides.
  private func runOn(_ word: String) throws {
    guard let count = Int(decimal: word), 1...10_000 ~= count else {
      throw Refusal("`run` takes a number of steps, 1 to 10000, such as run 10")
    }
    for index in 0..<count where signals.ending == nil {
      guard let next = order.next(of: stepper.run.candidates.names) else {
        // Only time, or the program itself, can go on.
        if stepper.program.passTime() || stepper.program.retryEveryone() { continue }
        return output.say("Nobody can move.")
      }
      let lines = try stepper.make(.step(next))
      last = next
      if index < Self.most { output.say(lines.map { linearSentence($0.words) }) }
      if index == Self.most { output.say("Further steps follow, which are not described.") }
    }
  }

  private func view(of name: TaskName) -> WatchedState.Task? {
    stepper.state.tasks.first { $0.name == "\(name)" }
  }

  private func named(_ word: String) throws -> TaskName {
    guard let name = TaskName(word.uppercased()) else {
      throw Refusal("\(Suggestion.quoted(word)) is not a process; write P1, or P1.2 for its second thread")
    }
    return name
  }

  /// The named task, or the one of the last step.
  private func task(_ word: String) throws -> TaskName {
    if !word.isEmpty { return try named(word) }
    guard let name = lastOrFirst() else { throw Refusal("there is no process") }
    return name
  }

  private func lastOrFirst() -> TaskName? { last ?? stepper.run.candidates.names.min() }

  private static let help = [
    "P1 steps the process P1 once, P1*4 four times; P1*2 P2 makes these steps in a row. s steps the last one again.",
    "line P1 goes on to its next source line; call P1 to its next synchronizing call; kill P1 kills it.",
    "run 10 makes ten steps, in an order that --seed decides.",
    "undo takes a step back; again starts anew; build compiles again and makes the same steps; schedule says them.",
    "state describes the memory and the processes; output reads what the program has printed.",
    "type and a line gives the program that line; end ends its input.",
    "quit leaves; so does the end of input.",
  ]
}
