import Glibc
import Model
import Programs
import Reports
import Screens

// Recording what is stepped on the screen, and writing it.

extension LiveSession {
  /// The longest schedule whose moves are recorded one by one although nobody asked for a recording, in moves: drawing
  /// each of them would delay the start.
  private static let longestFollowed = 200

  /// Follows a schedule from the start.
  /// - Parameter most: the longest schedule whose moves are recorded one by one; a longer one is one step.
  func follow(_ schedule: Schedule, recordingUpTo most: Int? = nil) {
    // The start, before the first move.
    if experiment.presentSetup.pace == .step { experiment.waitForStarts() }
    look()
    let isRecorded = schedule.moves.count <= most ?? Self.longestFollowed
    do {
      try experiment.apply(.follow(schedule), after: isRecorded ? { [self] _ in look() } : nil)
    } catch { take(.message(error.description)) }
  }

  /// Carries out a command of a key. All states between its moves are recorded.
  func carryOut(_ command: Command) {
    if case .step(let id) = command { lastMove = .step(id) }
    do {
      try experiment.apply(command) { [self] move in
        lastMove = move
        look()
      }
      // A free run ends here, and the next move must not be taken for part of it.
      if command == .pace(.step) { look() }
    } catch { take(.message(error.description)) }
    noticeEndings()
  }

  /// The present run; nil before the first snapshot.
  private var recording: Recording? {
    guard state.snapshot != nil else { return nil }
    let replay = state.player == nil ? experiment.replay : nil
    let title = state.player.map { "\($0.lesson.announcement)" } ?? experiment.presentSetup.title
    return recorder.recording(title: title, command: replay.flatMap(command), state, screen.size)
  }

  private func command(_ replay: (setup: Setup, schedule: Schedule)) -> String? {
    replay.setup.command(replay.schedule, on: experiment.locator.backend, among: Catalogue.disciplines)
  }

  /// Writes the run so far, or the screen, into the working directory.
  func writeRun() {
    guard let recording else { return take(.message("nothing is running yet")) }
    let subject = state.player.map { "lesson-\($0.lesson.name)" } ?? experiment.setup.program.name
    take(.message(ExportFile.writeNew(recording, of: subject, theme: appearance.choice)))
    nextFrame = 0
  }

  /// Writes the run to the file of `--export`. Before the processes are brought to rest.
  func writeExport(_ file: ExportFile?) throws {
    guard let file, let recording else { return }
    if signals.endingOnScreen != nil { return file.giveUp() }
    try file.write(recording, theme: appearance.choice)
  }

  /// Prints the command that makes the run again, if moves alone made it.
  func sayCommand() {
    guard let replay = experiment.replay, let command = command(replay) else { return }
    sayAgain(command, moves: replay.schedule.moves.count)
  }
}

/// Prints the command that makes these moves again, unless it is longer than a few screens.
func sayAgain(_ command: String, moves: Int) {
  let longest = 4000
  say(
    command.count <= longest
      ? "the same moves again: \(command)"
      : "the run has \(Quantity.counted(moves, "move")), too many to print here; --export FILE keeps them")
}
