import Exploration
import Glibc
import Model
import Screens
import SharedMemory
import Watching

/// A watched C program in lines of text: a prompt, a command, and what it did in sentences.
final class LinearWatch {
  let stepper: WatchStepper
  let signals: Signals
  let output = LineOutput()
  var order: StepOrder<TaskName>
  var isOver = false
  private var reader = LineReader()
  /// The verdicts that were told.
  private var told: [String] = []
  /// The process of the last step.
  var last: TaskName?

  private static let prompt = "Step such as P1 or P1*4, run 10, state, output, undo, help or quit: "
  /// How often it looks for output and ends of the program while it waits for a line, in milliseconds.
  private static let patience: Int32 = 250

  init(_ stepper: WatchStepper, seed: UInt64, signals: Signals) {
    (self.stepper, self.signals) = (stepper, signals)
    order = StepOrder(seed: seed)
  }

  /// Obeys commands until the user quits, the input ends, or a signal ends it.
  /// - Returns: what the program left behind, in words.
  func show(_ schedule: WatchSchedule?) throws -> [String] {
    let end = Result {
      output.say("At each prompt, help says what can be typed.")
      if let schedule { try make(schedule.moves) }
      output.say(stepper.state.sentences)
      loop()
    }
    let left = stepper.program.close()
    try end.get()
    return left
  }

  private func loop() {
    while !isOver, signals.ending == nil {
      output.ask(Self.prompt)
      switch nextInput() {
      case .line(let line):
        output.answer(line)
        obey(line)
      case .refused(let sentence):
        output.answer("")
        output.say(sentence)
      case .end:
        output.breakLine()
        output.say("The input has ended, after \(Quantity.counted(stepper.moves.count, "step")).")
        isOver = true
      case nil: output.breakLine()
      }
    }
  }

  /// The next line; nil if a signal asks for the end.
  private func nextInput() -> LineReader.Input? {
    while signals.ending == nil {
      if let input = reader.take() { return input }
      var sources = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      // Interrupted by a signal or out of time: either way the loop continues.
      poll(&sources, nfds_t(sources.count), Self.patience)
      signals.drain()
      stepper.noteEnds()
      if sources[0].revents != 0 { reader.fill() }
    }
    return nil
  }

  private func obey(_ line: String) {
    do {
      try carryOut(line)
    } catch {
      // The compiler's words have many lines; one with the word "error" says most.
      let lines = "\(error)".split(separator: "\n").map(String.init)
      output.say(linearSentence(lines.first { $0.contains("error") } ?? lines.first ?? ""))
    }
    sayNews()
  }

  /// Says what the program has printed, and the verdicts that are new.
  func sayNews() {
    stepper.noteEnds()
    let printed = stepper.takeOutput().split(separator: "\n")
    output.say(printed.map { "The program printed: \($0)" })
    let verdicts = stepper.state.verdictSentences
    output.say(verdicts.filter { !told.contains($0) })
    told = verdicts
  }
}
