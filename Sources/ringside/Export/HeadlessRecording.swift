import Grid
import Laboratory
import Model
import Programs
import Reports
import Screens

/// Records a run without a screen, as a terminal of 80x24 would show it.
final class HeadlessRecording {
  static let size = Size(width: 80, height: 24)

  private let file: ExportFile
  private let theme: ThemeChoice
  private var state: State
  private var recorder = RunRecorder()
  private var moves: [Move] = []
  /// The newest move, where it is beyond those that are recorded.
  private var newest: Snapshot?

  init(_ file: ExportFile, glyphs: GlyphSet = .unicode, theme: ThemeChoice = .standard) {
    (self.file, self.theme) = (file, theme)
    state = State(catalogue: Catalogue.disciplines, transports: Transports.compared, glyphs: glyphs)
    _ = update(&state, .resized(Self.size))
  }

  /// Notes the start of a run.
  func begin(_ snapshot: Snapshot) {
    see(snapshot)
    recorder.begin(with: state, Self.size)
  }

  /// Notes a move, and the state after it.
  func note(_ traced: TracedMove) {
    moves.append(traced.move)
    if recorder.isFull {
      newest = traced.after
      return recorder.add([traced.move], traced.before, state, Self.size)
    }
    var after = traced.after
    // As on a screen, the moves up to here can be taken back.
    after.schedule = Schedule(moves: moves)
    see(after)
    recorder.add([traced.move], traced.before, state, Self.size)
  }

  /// Notes a state of a run at full speed: the first one is the start.
  func note(_ snapshot: Snapshot) {
    guard state.snapshot != nil else { return begin(snapshot) }
    see(snapshot)
    recorder.add(state, Self.size, words: "")
  }

  private func see(_ snapshot: Snapshot) { _ = update(&state, .snapshot(snapshot)) }

  /// Shows the result of a search in place of a run.
  func show(_ report: ExplorationReport) {
    state.show(report.result, items: Int(clamping: report.items))
    recorder = RunRecorder()
    recorder.add(state, Self.size, words: "")
  }

  /// Says why the last move did what it did, in place of the narration.
  func explain(_ why: String) { recorder.close(with: why, replacing: true) }

  /// Writes the recording, unless a signal has ended the run: then there is no time for it.
  ///
  /// - Parameters:
  ///   - words: the last words, after those of the last step.
  ///   - command: the command line that makes the same again.
  func write(title: String, command: String?, words: String? = nil, isInterrupted: Bool) throws {
    if isInterrupted { return file.giveUp() }
    if let newest { see(newest) }
    if let words { recorder.close(with: words) }
    guard let recording = recorder.recording(title: title, command: command, state, Self.size) else { return }
    try file.write(recording, theme: theme)
  }
}

extension LookOptions {
  /// Files are UTF-8, whatever the locale is.
  var glyphsForFiles: GlyphSet { ascii ? .ascii : .unicode }
}
