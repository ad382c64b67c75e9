import Laboratory
import Lessons
import Model
import Reports
import Screens

// A session in lines from start to end: an experiment that the user drives, or a lesson.

extension LinearSession {
  /// Lets the user step an experiment until the input ends, the user quits, or a signal ends it.
  /// - Parameters:
  ///   - pace: the pace of the command `run`.
  ///   - schedule: the schedule to follow at the start, if any.
  static func run(_ setup: Setup, _ memory: MemoryChoice, pace: Pace, schedule: Schedule?) throws {
    let signals = try Signals(answersStops: true)
    let clearing = LeftoverTable.notice(cleared: Leftovers.clear())
    let session = try LinearSession(setup, memory, pace: pace, signals: signals)
    try session.play(remarks: [clearing, session.experiment.limitation]) {
      if let schedule { session.follow(schedule) }
      // Waits until every process is at its first operation.
      session.stage.perform([])
      session.performScript()
      session.output.say(session.state.sentences)
    } atEnd: {
      // Signs of arithmetic are for the eye.
      session.output.say(
        session.experiment.closingSentences().map {
          linearSentence($0).replacing(" = ", with: " is ").replacing(" + ", with: " plus ")
        })
    }
  }

  /// Plays a lesson until the user leaves it, the input ends, or a signal ends it.
  /// - Parameters:
  ///   - remark: a message to say first, if any.
  ///   - keep: keeps news for later runs. Returns a remark on that, if there is one.
  ///   - nextPlayer: returns the next lesson, if there is one.
  ///   - command: the command that continues a lesson.
  static func play(
    _ player: Player, remark: String?, keep: @escaping (LessonNews) -> String?,
    nextPlayer: @escaping () -> Player?, command: @escaping (Lesson) -> String
  ) throws {
    let lesson = player.lesson
    let signals = try Signals(answersStops: true)
    let clearing = LeftoverTable.notice(cleared: Leftovers.clear())
    let session = try LinearSession(
      lesson.setup, MemoryChoice(lesson.backend), signals: signals, keep: keep, nextPlayer: nextPlayer)
    try session.play(remarks: [clearing, session.experiment.limitation, remark]) {
      session.carryOut(session.state.play(player))
      session.announce()
      session.performScript()
      session.output.say(session.state.takeMessage())
      session.output.say(session.state.pageText(tellsState: true))
      session.isUntold = false
    } atEnd: {
      session.stage.stop()
      session.sayWhereItWasLeft(command)
    }
  }

  private func play(remarks: [String?], atStart: () -> Void, atEnd: () -> Void) throws {
    let said = remarks.compactMap { $0 }
    if !said.isEmpty { ringside.say(said.joined(separator: "; ")) }
    output.say("At each prompt, help says what can be typed.")
    atStart()
    let end = Result { try loop() }
    if case .success = end, !isEnding { atEnd() }
    stage.close()
    signals.endAsAsked()
    try end.get()
  }

  private func sayWhereItWasLeft(_ command: (Lesson) -> String) {
    guard let player = state.player else { return }
    guard let place = player.placeInWords else {
      return output.say("The lesson is complete. ringside lesson --report tells what you did.")
    }
    output.say("You left \(player.announcement), at \(place). \(command(player.lesson)) continues there.")
  }
}
