import Grid
import Model
import Reports
import Screens
import SharedMemory
import Watching

/// Records a watched program, as its screen shows it.
struct WatchRecorder {
  private var recorder = Recorder()

  var isFull: Bool { recorder.isFull }

  /// Adds the start.
  mutating func begin(_ picture: WatchScreen) {
    recorder = Recorder()
    recorder.add(moves: 0) { Self.step(picture, words: "The program begins.") }
  }

  /// Adds a move.
  ///
  /// - Parameters:
  ///   - lines: its lines of the trace.
  ///   - picture: the screen after it. It is not asked for if the recorder is full.
  mutating func add(_ move: WatchSchedule.Move, _ lines: [WatchRun.Line], _ picture: () -> WatchScreen) {
    recorder.add(moves: 1) {
      let picture = picture()
      var step = Self.step(picture, words: lines.map(\.words).joined(separator: " "))
      (step.move, step.process) = ("\(move)", "\(move.task)")
      if let own = lines.first {
        step.event = own.event
        step.operation = picture.state.sourceLine(own)
      }
      step.changes = lines.compactMap { line in
        guard let new = line.new, line.old != new else { return nil }
        return Recording.Change(line.field, line.old ?? "", new)
      }
      return step
    }
  }

  /// Adds the time in which the program ran free.
  mutating func addFreeRun(_ picture: WatchScreen) {
    recorder.add(moves: 0) { Self.step(picture, words: "The program ran free.") }
  }

  mutating func goBack(to moves: Int) { recorder.goBack(to: moves) }

  mutating func close(with words: String) { recorder.close(with: words) }

  /// - Parameter picture: the present screen. It is all there is, if nothing was stepped.
  func recording(title: String, command: String?, _ picture: WatchScreen) -> Recording? {
    var recorder = recorder
    if recorder.steps == 0 {
      recorder = Recorder()
      recorder.add(moves: 0) { Self.step(picture, words: picture.state.lastSteps.last ?? "") }
    }
    return recorder.recording(title: title, command: command) {
      Self.step(picture, words: picture.state.lastSteps.last ?? "")
    }
  }

  private static func step(_ picture: WatchScreen, words: String = "") -> Recording.Step {
    Recording.Step(words: words, grid: picture.grid, seconds: Double(monotonicNanoseconds()) / 1e9)
  }
}

extension WatchedState {
  /// The line of C to which a line of the trace belongs, without its indentation; empty if it is not known.
  fileprivate func sourceLine(_ line: WatchRun.Line) -> String {
    guard let file = line.file, let number = line.line else { return "" }
    let path = sources.keys.first { $0 == file || $0.hasSuffix("/" + file) }
    guard let path, let lines = sources[path], lines.indices.contains(number - 1) else { return "" }
    return String(lines[number - 1].drop(while: \.isWhitespace))
  }
}

/// Records a watched program without a screen, as a terminal of 80x24 would show it.
final class WatchRecording {
  private let file: ExportFile
  private let theme: ThemeChoice
  private let observer: WatchObserver
  private var recorder = WatchRecorder()
  private var picture: WatchScreen
  private var counts: [TaskName: Int] = [:]
  private var moves: [WatchSchedule.Move] = []

  init(_ file: ExportFile, _ observer: WatchObserver, glyphs: GlyphSet, theme: ThemeChoice) {
    (self.file, self.observer, self.theme) = (file, observer, theme)
    picture = WatchScreen(WatchedState(title: ""), glyphs: glyphs, size: HeadlessRecording.size)
  }

  func begin(_ program: WatchedProgram, _ run: WatchRun) {
    look(program, run)
    recorder.begin(picture)
  }

  func note(output: String) { observer.note(output: output) }

  func note(_ move: WatchSchedule.Move, _ lines: [WatchRun.Line], _ program: WatchedProgram, _ run: WatchRun) {
    moves.append(move)
    if case .step(let task) = move { counts[task, default: 0] += 1 }
    observer.note(lines)
    recorder.add(move, lines) {
      picture.follow("\(move.task)")
      look(program, run)
      return picture
    }
  }

  /// Takes over the present state of the program.
  func look(_ program: WatchedProgram, _ run: WatchRun) {
    picture.show(observer.state(of: program, run: run, counts: counts, verdicts: run.verdicts(on: program)))
  }

  /// Writes the recording, unless a signal has ended the run: then there is no time for it.
  /// - Parameter commandLine: the command line that makes these steps again; nil if none does.
  func write(
    name: String, sentences: [String], commandLine: ((WatchSchedule) -> String)?, isInterrupted: Bool
  ) throws {
    if isInterrupted { return file.giveUp() }
    recorder.close(with: sentences.isEmpty ? "" : "The report: \(sentences.joined(separator: "; ")).")
    let command = moves.isEmpty ? nil : commandLine?(WatchSchedule(moves: moves))
    guard let recording = recorder.recording(title: harmless(name), command: command, picture) else { return }
    try file.write(recording, theme: theme)
  }
}
