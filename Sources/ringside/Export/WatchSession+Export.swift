import FoundationEssentials
import Glibc
import Model
import Reports
import Screens
import Watching

// Recording what is stepped in a watched program, and writing it.

extension WatchSession {
  /// Adds the newest move to the recording, once its state is on the screen.
  func recordMove() {
    guard let (move, lines) = unrecorded else { return }
    unrecorded = nil
    recorder.add(move, lines) { picture }
  }

  /// The command line that makes the present steps again; nil if there are none, or if steps alone do not lead here.
  private var command: String? {
    guard !stepper.moves.isEmpty, stepper.freeSince == nil, !stepper.hasTyped else { return nil }
    return commandLine(stepper.schedule)
  }

  private var recording: Recording? { recorder.recording(title: harmless(name), command: command, picture) }

  /// Writes the run so far, or the screen, into the working directory. Returns a sentence that says where it is.
  func writeRun() -> String {
    guard let recording else { return "nothing is running yet" }
    let base = name.prefix { $0 != "." && $0 != "," }
    return ExportFile.writeNew(recording, of: base.isEmpty ? "watch" : String(base), theme: look.choice)
  }

  /// Sends the schedule to the clipboard. Returns the message about it.
  func copySchedule() -> String {
    let schedule = stepper.schedule
    guard !schedule.moves.isEmpty else { return "there is no step yet" }
    terminal.screen.copy(Data("\(schedule)".utf8).base64EncodedString())
    return Clipboard.here.words("\(schedule)")
  }

  /// After the screen is gone: prints the command that makes the steps again, and writes the recording.
  func finish(writing file: ExportFile?) throws {
    if let command { sayAgain(command, moves: stepper.moves.count) }
    guard let file, let recording else { return }
    if signals.endingOnScreen != nil { return file.giveUp() }
    try file.write(recording, theme: look.choice)
  }
}
