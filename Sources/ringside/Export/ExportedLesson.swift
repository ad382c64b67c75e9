import Laboratory
import Lessons
import Model
import Programs
import Reports
import Screens
import SharedMemory

/// Plays a lesson to its end on real processes, without a terminal: it turns every page, gives the right answers, and
/// solves each challenge. It records each page as a screen of 80x24.
final class ExportedLesson {
  private let runner: ScriptRunner
  private let isCancelled: () -> Bool
  private var state: State
  private var recorder = Recorder()

  private init(_ runner: ScriptRunner, _ look: LookOptions, isCancelled: @escaping () -> Bool) {
    (self.runner, self.isCancelled) = (runner, isCancelled)
    state = State(
      catalogue: Catalogue.disciplines, transports: Transports.compared, glyphs: look.glyphsForFiles)
  }

  /// Plays a lesson and writes it, unless a signal ends it before.
  ///
  /// - Parameters:
  ///   - name: the lesson's name or path, for the command line that plays it.
  /// - Throws: a sentence if something does not happen as the lesson says.
  static func write(
    _ player: Player, named name: String, to file: ExportFile, look: LookOptions, _ signals: Signals
  ) throws {
    let isCancelled = { signals.ending != nil }
    let recording = try ScriptRunner.with(player.lesson, isCancelled: isCancelled) { runner in
      try ExportedLesson(runner, look, isCancelled: isCancelled).record(player, named: name)
    }
    guard let recording, !isCancelled() else { return file.giveUp() }
    try file.write(recording, theme: look.choice)
  }

  private func record(_ player: Player, named name: String) throws -> Recording? {
    _ = update(&state, .resized(HeadlessRecording.size))
    try carryOut(state.play(player))
    var solved: Schedule?
    while !isCancelled() {
      let turn = state.nextLessonTurn
      if turn != .wait { addPage(after: solved) }
      if case .move = turn, solved != nil {
        throw Refusal("the lesson's solution does not win its challenge: \(state.lessonPlace ?? "")")
      }
      solved = nil
      switch turn {
      case .press(let keys): for key in keys { try carryOut(update(&state, .key(key))) }
      case .move(let schedule):
        for move in schedule.moves {
          try runner.experiment.make(move)
          try look()
        }
        solved = schedule
      case .wait: throw Refusal("the lesson does not go on: \(state.lessonPlace ?? "")")
      case .over:
        return recorder.recording(
          title: player.lesson.announcement, command: "ringside lesson \(name.quotedForShell)"
        ) { page() }
      }
    }
    return nil
  }

  private func addPage(after schedule: Schedule?) {
    recorder.add(moves: 1) {
      var step = page()
      if let schedule {
        step.move = "\(schedule)"
        step.words += " The challenge is won."
      }
      return step
    }
  }

  private func page() -> Recording.Step {
    Recording.Step(
      words: state.lessonPlace.map { $0 + "." } ?? "", grid: view(state, size: HeadlessRecording.size),
      seconds: Double(monotonicNanoseconds()) / 1e9)
  }

  private func look() throws { try take(.snapshot(runner.experiment.snapshot())) }

  private func take(_ action: Action) throws { try carryOut(update(&state, action)) }

  /// Carries out what a page asks of the experiment. Nothing is kept, shown or measured elsewhere.
  private func carryOut(_ effects: [Effect]) throws {
    for case .perform(let steps, let watched) in effects {
      runner.perform(steps + watched)
      var failure: (any Error)?
      try runner.finish(isCancelled: isCancelled) { news in
        do { try hear(news) } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }

  private func hear(_ news: ScriptRunner.News) throws {
    switch news {
    case .began: try take(.begun)
    case .comparing(let sizes): try take(.comparing(sizes))
    case .row(let row): try take(.comparison(row))
    case .exploring: try take(.exploring)
    case .explored(let result): try take(.exploration(.result(result)))
    case .failed(let reason): throw Refusal(reason)
    case .done:
      try look()
      try take(.performed(runner.evidence))
    }
  }
}
