import Glibc
import Grid
import Lessons
import Screens
import SharedMemory
import Terminal

/// `ringside lesson NAME --notes`: shows the speaker the notes, which the class must not see. It follows the lesson
/// that is played in another terminal by the place in the progress file.
final class NotesFollower {
  private var lesson: Lesson
  /// The lessons that may be played in the other terminal, one after the other.
  private let lessons: [Lesson]
  /// The progress at the last read of the file.
  private var seen = Progress()
  private let file: ProgressFile
  private let terminal: ScreenTerminal
  private var picture: NotesScreen
  private var stamp: ProgressFile.Stamp?
  /// A remark that the file was set aside.
  private var remark: String?
  private var isOver = false

  /// How often it checks whether the file has changed, in milliseconds.
  private static let patience: Int32 = 200

  /// Follows until the user quits or a signal ends it. Without a terminal, prints the notes of the lesson's present
  /// step once.
  /// - Parameter lessons: at least one. It begins with the first, and switches to any that is played meanwhile.
  static func run(_ lessons: [Lesson], ofClass schoolClass: String?, look: LookOptions) throws {
    guard let file = ProgressFile.usual(ofClass: schoolClass) else { throw NothingToFollow() }
    guard isatty(STDOUT_FILENO) == 1 else {
      let place = try file.load().progress[lessons[0].name].place
      return SpeakerNotes(lessons[0], at: place).lines().forEach { print($0) }
    }
    let signals = try Signals(answersStops: true)
    let follower = try NotesFollower(lessons, file, look, signals)
    let end = Result { try follower.loop() }
    follower.terminal.screen.leave()
    signals.endAsAsked()
    try end.get()
  }

  private init(_ lessons: [Lesson], _ file: ProgressFile, _ look: LookOptions, _ signals: Signals) throws {
    (lesson, self.lessons, self.file) = (lessons[0], lessons, file)
    terminal = try ScreenTerminal(look, signals)
    picture = NotesScreen(SpeakerNotes(lesson, at: nil), glyphs: look.glyphs, size: terminal.screen.size)
    // The next line reports errors of the file.
    if let contents = try? file.load() { (seen, remark) = (contents.progress, contents.remark) }
    follow()
    if let remark = terminal.screen.remark { picture.say(remark) }
  }

  private func loop() throws {
    while !isOver, !terminal.isEnding {
      terminal.screen.show(title: windowTitle("notes on \(lesson.title)"))
      terminal.screen.paint(picture.grid)
      try terminal.handleEvents(within: Self.patience) { event in
        switch event.remapped(terminal.keys) {
        case .interrupt, .key(.character("q")), .key(.escape): isOver = true
        case .key(let key): picture.press(key)
        case .mouse(let event):
          for key in keys(for: event, on: picture.grid) {
            if key == .character("q") { isOver = true } else { picture.press(key) }
          }
        case .paste: picture.say(State.ignoredPaste)
        case .returned: picture.resize(to: terminal.screen.size)
        }
      }
      if file.stamp != stamp { follow() }
    }
  }

  private func follow() {
    // The stamp first, so that a later change is seen next time.
    stamp = file.stamp
    do {
      let contents = try file.load()
      // The remark that a file was set aside stays until there is a new one.
      remark = contents.remark ?? (stamp == nil ? remark : nil)
      let now = contents.progress
      // A lesson that has ended no longer has a place, and the next one has.
      if let other = lessons.first(where: { now[$0.name].place != nil && now[$0.name] != seen[$0.name] }) {
        lesson = other
      }
      seen = now
      picture.show(SpeakerNotes(lesson, at: now[lesson.name].place), remark: remark)
    } catch { picture.say(error.description) }
  }
}

private struct NothingToFollow: Error, CustomStringConvertible {
  let description =
    "no progress is kept here, so there is nothing to follow; set XDG_STATE_HOME or HOME to an absolute path"
}
