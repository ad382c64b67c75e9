import Glibc
import Grid
import Lessons
import SharedMemory
import Terminal

/// `ringside lesson NAME --notes`: shows the speaker what the class is not to see, and follows the lesson that is played
/// in another terminal by the place that is kept in the progress file.
final class NotesFollower {
  private let lesson: Lesson
  private let file: ProgressFile
  private let signals: Signals
  private let screen: Screen
  private let glyphs: GlyphSet
  private var notes: SpeakerNotes
  private var stamp: ProgressFile.Stamp?
  /// How many lines are above the screen.
  private var scroll = 0
  /// What went wrong with the file.
  private var remark: String?
  private var isOver = false

  /// How often it looks whether the file is another, in milliseconds.
  private static let patience: Int32 = 200

  /// Follows until the user quits or a signal ends it. Where there is no terminal, prints the notes of the step where the
  /// lesson is, once.
  static func run(_ lesson: Lesson, look: LookOptions) throws {
    guard let file = ProgressFile.usual() else { throw NothingToFollow() }
    guard isatty(STDOUT_FILENO) == 1 else {
      let place = try file.load().progress[lesson.name].place
      return SpeakerNotes(lesson, at: place).lines(measure: width(of:)).forEach { print($0) }
    }
    let signals = try Signals(answersStops: true)
    let follower = try NotesFollower(lesson, file, look, signals)
    let end = Result { try follower.loop() }
    follower.screen.leave()
    signals.endAsAsked()
    try end.get()
  }

  private init(_ lesson: Lesson, _ file: ProgressFile, _ look: LookOptions, _ signals: Signals) throws {
    (self.lesson, self.file, self.signals) = (lesson, file, signals)
    notes = SpeakerNotes(lesson, at: nil)
    glyphs = look.glyphs
    screen = try Screen(theme: look.chosenTheme)
    if !screen.hasColors { screen.theme = .mono }
    follow()
  }

  private func loop() throws {
    while !isOver, signals.endingOnScreen == nil {
      screen.paint(picture)
      var sources = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&sources, nfds_t(sources.count), Self.patience)
      signals.drain()
      if signals.takeTyped(SIGINT) { isOver = true }
      if signals.take(SIGTSTP) { suspend() }
      while !isOver, let key = try screen.nextKey() { press(key) }
      if file.stamp != stamp { follow() }
    }
  }

  private func follow() {
    // First the stamp: what comes after it is seen the next time.
    stamp = file.stamp
    do {
      let contents = try file.load()
      // That a file was set aside is said until there is another one.
      remark = contents.remark ?? (stamp == nil ? remark : nil)
      let notes = SpeakerNotes(lesson, at: contents.progress[lesson.name].place)
      // One reads on where one was, as long as the class is there as well.
      if (notes.step, notes.page) != (self.notes.step, self.notes.page) { scroll = 0 }
      self.notes = notes
      keepInside()
    } catch { remark = error.description }
  }

  private func press(_ key: Key) {
    switch key {
    case .character("q"), .control("c"), .escape: isOver = true
    case .control("z"): suspend()
    case .control("l"), .resize: screen.redrawEverything()
    case .down: scroll += 1
    case .up: scroll -= 1
    case .pageDown, .character(" "): scroll += bodyHeight(screen.size)
    case .pageUp: scroll -= bodyHeight(screen.size)
    case .home: scroll = 0
    case .end: scroll = .max
    default: break
    }
    keepInside()
  }

  private func suspend() {
    screen.leave()
    signals.stop()
    screen.reenter()
  }

  // MARK: - The picture

  private func bodyHeight(_ size: Size) -> Int { max(1, size.height - 2) }

  private func lines(_ size: Size) -> [String] {
    notes.lines(width: max(20, size.width - 2), measure: width(of:), titled: false)
  }

  /// Neither above the first line nor below the last one.
  private func keepInside() {
    scroll = min(max(0, scroll), max(0, lines(screen.size).count - bodyHeight(screen.size)))
  }

  private var picture: Grid {
    let size = screen.size
    var grid = Grid(size)
    grid.fill(0..<size.width, row: 0, with: " ", .title)
    grid.put("notes \(glyphs.separator) \(lesson.title)", at: (1, 0), .title)
    for (row, line) in lines(size).dropFirst(scroll).prefix(bodyHeight(size)).enumerated() {
      grid.put(line, at: (1, row + 1))
    }
    let keys = "up, down: scroll   q: quit"
    if size.height > 1 {
      grid.fill(0..<size.width, row: size.height - 1, with: " ", .text)
      grid.put(remark ?? keys, at: (1, size.height - 1), remark == nil ? .hint : .warning)
    }
    return grid
  }
}

private struct NothingToFollow: Error, CustomStringConvertible {
  let description =
    "no progress is kept here, so there is nothing to follow; set XDG_STATE_HOME or HOME to an absolute path"
}
