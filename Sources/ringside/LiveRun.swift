import Laboratory
import Lessons
import Model
import Reports
import Screens

// A session from start to end: an experiment that the user drives, or a lesson.

extension LiveSession {
  /// Shows an experiment until the user quits or a signal ends it.
  ///
  /// - Parameters:
  ///   - schedule: the schedule to follow at the start, if any.
  ///   - export: the file to which the run is written at the end, if any.
  static func run(
    _ setup: Setup, _ memory: MemoryChoice, look: LookOptions, schedule: Schedule? = nil, export: ExportFile? = nil
  ) throws {
    try run(setup, memory, look) { session in
      if let schedule { session.follow(schedule, recordingUpTo: export == nil ? nil : Recorder.most) }
    } atEnd: { session in
      // A file that cannot be written must not hide the ledger.
      let written = Result { try session.writeExport(export) }
      session.sayCommand()
      session.sayLedger()
      try written.get()
    }
  }

  /// Plays a lesson until the user leaves it or a signal ends it.
  /// - Parameters:
  ///   - remark: a message to show first, if any.
  ///   - keep: keeps news for later runs. Returns a remark on that, if there is one.
  ///   - nextPlayer: returns the next lesson, if there is one.
  static func play(
    _ player: Player, look: LookOptions, remark: String?, keep: @escaping (LessonNews) -> String?,
    nextPlayer: @escaping () -> Player?
  ) throws {
    let lesson = player.lesson
    try run(lesson.setup, MemoryChoice(lesson.backend), look, keep: keep, nextPlayer: nextPlayer) { session in
      session.carryOut(session.state.play(player))
      if let remark { session.take(.message(remark)) }
    } atEnd: { session in
      session.stage.stop()
    }
  }

  private static func run(
    _ setup: Setup, _ memory: MemoryChoice, _ look: LookOptions, keep: @escaping (LessonNews) -> String? = { _ in nil },
    nextPlayer: @escaping () -> Player? = { nil }, atStart: (LiveSession) -> Void, atEnd: (LiveSession) throws -> Void
  ) throws {
    let signals = try Signals(answersStops: true)
    let clearing = LeftoverTable.notice(cleared: Leftovers.clear())
    let session = try LiveSession(setup, memory, look: look, signals: signals, keep: keep, nextPlayer: nextPlayer)
    let remarks =
      [session.screen.remark, look.reasonForASCII, Settings.own.sentences.first, clearing]
      + [session.experiment.limitation]
    let said = remarks.compactMap { $0 }
    if !said.isEmpty { session.take(.message(said.joined(separator: "; "))) }
    atStart(session)
    let end = Result { try session.loop() }
    session.screen.leave()
    session.comparison?.end()
    session.exploration?.end()
    // The closing sentences need the processes, while they are still there.
    let last = end.flatMap { _ in Result { try atEnd(session) } }
    session.stage.close()
    signals.endAsAsked()
    try last.get()
  }

  /// Prints the ledger at the end of every run, when all workers stand still.
  private func sayLedger() { experiment.closingSentences().forEach(ringside.say) }
}

extension Experiment {
  /// The ledger and the findings at the end of a run that a user has driven. Stops the workers first.
  func closingSentences() -> [String] {
    // A worker that does not stop in time is killed next.
    try? apply(.pace(.step))
    let snapshot = snapshot()
    let ledger = snapshot.ledger
    var totals = LedgerRules.Totals(setup: setup, counts: ledger, measures: snapshot.measures)
    totals.setup.discipline = snapshot.discipline.name
    let law = snapshot.discipline.name + ": " + setup.program.ledger.law(totals)
    // The law is about the ledger; the other findings follow here.
    let outcome = outcome
    let conclusion = setup.keepsLedger ? ledger.conclusion(of: setup.program) : "nothing was accounted for"
    let deadlock = outcome.verdict == .deadlock ? [outcome.deadlockWords] : []
    return [removalNotice].compactMap { $0 } + [law, conclusion] + outcome.troubles.map(\.sentence) + outcome.findings
      + deadlock
  }
}
