import Glibc
import Laboratory
import Model
import Screens
import SharedMemory

// The loop: a prompt, a line, and what comes of it.

extension LinearSession {
  /// How often the memory is checked while nothing moves, in nanoseconds.
  private static let check: UInt64 = 1_000_000_000

  /// Asks and obeys until the user leaves, the input ends, or a signal asks for the end.
  func loop() throws {
    while !isOver, !isEnding {
      output.ask(state.prompt)
      switch try nextInput() {
      case .line(let line):
        output.answer(line)
        obey(line)
      case .refused(let sentence):
        output.answer("")
        output.say(sentence)
      case .end:
        output.breakLine()
        output.say("The input has ended.")
        isOver = true
      case nil: output.breakLine()
      }
    }
  }

  /// The next line; nil if a signal asks for the end.
  private func nextInput() throws -> LineReader.Input? {
    while !isEnding {
      let now = monotonicNanoseconds()
      if now >= nextCheck {
        try experiment.verify()
        noticeEndings()
        nextCheck = now + Self.check
      }
      if !notices.isEmpty {
        output.breakLine()
        sayNotices()
        output.ask(state.prompt)
      }
      if let input = reader.take() { return input }
      if wait(until: nextCheck, forInput: true) { reader.fill() }
    }
    return nil
  }

  private func sayNotices() {
    output.say(notices.map { "\($0)." })
    notices = []
    look()
  }

  private func obey(_ line: String) {
    let place = state.linearPlace
    let lesson = state.player?.lesson.name
    let reply = state.respond(to: line)
    output.say(reply.lines)
    carryOut(reply.effects, tellingSince: place)
    if reply.tellsMemory {
      take(.snapshot(experiment.snapshot(bytes: 0..<64)))
      output.say(state.memorySentences)
    }
    if let seconds = reply.runsFor { run(for: seconds) }
    if state.player?.lesson.name != lesson { announce() }
    performScript()
    output.say(state.takeMessage())
    output.say(state.linearText(since: place, tellsState: isUntold))
    if state.linearPlace != place { isUntold = false }
  }

  /// Carries out the effects one by one, and describes the result of each command.
  private func carryOut(_ effects: [Effect], tellingSince place: LinearPlace?) {
    var mover: WorkerID?
    for effect in effects {
      if isEnding || state.linearPlace != place, case .command = effect { break }
      if case .perform(let prelude, _) = effect, !prelude.isEmpty { isUntold = true }
      if effect == .nextLesson { isUntold = true }
      let before = state.snapshot
      carryOut([effect])
      guard case .command(let command) = effect else { continue }
      if let refusal = state.takeMessage() {
        output.say(refusal)
        look()
        break
      }
      look()
      // The description of the command tells of it.
      notices = []
      mover = before.flatMap { describe(command, since: $0) } ?? mover
    }
    if let mover {
      output.say(state.sentenceAboutNext(of: mover))
      output.say(state.challengeSentence)
    }
  }

  /// Says what a command has changed. Returns the process that it moved.
  private func describe(_ command: Command, since before: Snapshot) -> WorkerID? {
    let message = state.takeMessage()
    defer { output.say(message) }
    switch command {
    case .pace: return nil
    case .back: return before.schedule?.moves.last?.worker
    case .step(let id):
      output.say(state.sentences(since: before))
      return id
    case .discipline, .reset:
      if message == nil { output.say(state.sentences(since: before)) }
      return nil
    default:
      output.say(state.sentences(since: before))
      return nil
    }
  }

  /// Lets all processes run, and stops them again.
  private func run(for seconds: Double) {
    take(.snapshot(experiment.snapshot()))
    do {
      try experiment.apply(.pace(pace))
      let end = monotonicNanoseconds() + UInt64(seconds * 1e9)
      while !isEnding, monotonicNanoseconds() < end { _ = wait(until: end, forInput: false) }
      try experiment.apply(.pace(.step))
    } catch { output.say(error.description) }
    look()
    output.say(state.sentencesAfterFreeRun)
  }

  /// Says which lesson begins.
  func announce() {
    guard let player = state.player else { return }
    let steps = Quantity.counted(player.lesson.steps.count, "step")
    output.say("This is \(player.announcement). It has \(steps) and takes about \(player.lesson.minutes) minutes.")
  }
}
