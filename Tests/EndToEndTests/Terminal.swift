import Foundation
import Support
import Testing

/// A terminal window with Ringside in it: keys go in, the screen comes out.
///
/// A shell stands behind the program, waits for it and tells its exit status on the screen, as `status=0`. When the
/// terminal goes, so does all that runs in it, and whatever is left behind fails the test.
final class Terminal {
  /// The name of the segment, by which the program's processes are known too.
  let segment: String
  private let tmux: Tmux
  private var modesBefore = ""
  private var isOpen = false

  /// Runs the program as it is.
  static let plainly = #""$@""#
  /// Nothing but a shell that a person types into, with `ringside` on its path.
  static let shell = "PS1='$ ' ENV= sh -i"

  /// Opens the window and starts Ringside in it.
  ///
  /// - Parameters:
  ///   - options: What is added to `ringside --segment NAME`.
  ///   - kind: What kind of terminal the program is told that this is.
  ///   - background: The terminal's own, which it tells when it is asked; else it tells nothing.
  ///   - script: How the shell runs it, where `"$@"` is the program with its options, and `$0` a folder for files.
  ///   - memory: Another `/dev/shm`, for everything in this terminal.
  init(
    _ options: [String] = [], columns: Int = 80, rows: Int = 24, kind: String = "screen-256color",
    environment: [String: String] = [:], background: String? = nil, script: String = Terminal.plainly,
    memory: PrivateMemory? = nil,
    test: String = #function, line: Int = #line
  ) throws {
    segment = uniqueSegmentName(test, line: line)
    tmux = try Tmux()
    // The shell waits for Enter, so that the terminal can be seen as it was before; and it outlives Ctrl-C.
    let steps = ["trap : INT QUIT", "printf .", "read -r _", script, "echo \"status=$?\"", "exec cat"]
    let shell = ["sh", "-c", steps.joined(separator: "\n"), tmux.folder, ringside, "--segment", segment] + options
    let path = ringside.dropLast("/ringside".count) + ":" + String(cString: getenv("PATH"))
    try tmux.open(
      (memory?.prefix ?? []) + shell, columns: columns, rows: rows, kind: kind,
      environment: ["LC_ALL": "C.UTF-8", "PATH": String(path), "XDG_CONFIG_HOME": "/nonexistent"]
        .merging(environment) { $1 },
      background: background)
    isOpen = true
    // The kernel and tmux set the terminal up first.
    try #require(eventually { screen.hasPrefix(".") })
    modesBefore = try tmux.modes()
    press("Enter")
  }

  deinit {
    close()
    if !eventually({ isClean }) {
      Issue.record("left behind: \(processes(of: segment).map(\.arguments)), or the segment \(segment)")
    }
  }

  // MARK: - The window

  /// Types keys, by the names that tmux has for them.
  func press(_ keys: String...) {
    #expect(throws: Never.self) { try tmux(["send-keys", "--"] + keys) }
  }

  /// Types a line and Enter.
  func type(_ line: String) {
    #expect(throws: Never.self) { try tmux(["send-keys", "-l", "--", line]) }
    press("Enter")
  }

  func resize(_ columns: Int, _ rows: Int) throws {
    try tmux(["resize-window", "-x", String(columns), "-y", String(rows)])
  }

  /// Closes the window while things run in it.
  func close() {
    guard isOpen else { return }
    isOpen = false
    #expect(throws: Never.self) { try tmux(["kill-server"]) }
  }

  /// What stands on the screen now, without the spaces at the ends of its lines.
  var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// The title of its window.
  var title: String { (try? tmux(["display-message", "-p", "#{pane_title}"]).filter { $0 != "\n" }) ?? "" }

  /// Uses the mouse: button 0 is the left one, 64 and 65 are the wheel up and down.
  func mouse(_ button: Int = 0, column: Int, row: Int) {
    // The bytes that a terminal sends, as numbers.
    let report = "\u{1B}[<\(button);\(column + 1);\(row + 1)M".utf8.map { String($0, radix: 16) }
    #expect(throws: Never.self) { try tmux(["send-keys", "-H"] + report) }
  }

  /// Clicks on this text, wherever it stands.
  func click(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains(text) }, "\(text)", sourceLocation: location)
    let before = lines[row].components(separatedBy: text)[0]
    mouse(column: before.count, row: row)
  }

  /// The same with the sequences for colours and other attributes.
  var screenWithAttributes: String { (try? tmux(["capture-pane", "-p", "-e"])) ?? "" }

  /// The number that stands behind a word on the screen.
  func number(_ word: String) -> Int? {
    let screen = screen
    guard let found = screen.range(of: word + " ") else { return nil }
    // A space inside a number stands between groups of digits.
    let rest = screen[found.upperBound...].drop { $0 == " " }.prefix { $0.isNumber || $0 == " " }
    return Int(rest.prefix(upTo: rest.range(of: "  ")?.lowerBound ?? rest.endIndex).filter(\.isNumber))
  }

  /// Keeps all bytes that the program writes from now on.
  func recordsWhatIsWritten() throws { try tmux(["pipe-pane", "-O", "cat >> \(tmux.folder)/written"]) }

  /// The bytes that were written.
  var written: Data { FileManager.default.contents(atPath: tmux.folder + "/written") ?? Data() }

  /// The folder `$0` of a script.
  var folder: String { tmux.folder }

  /// What a script has written to a file in `$0`.
  func file(_ name: String) -> String { contents("\(tmux.folder)/\(name)") }

  // MARK: - What is to be seen

  /// Waits until all these texts stand on the screen.
  func shows(_ texts: String..., at location: SourceLocation = #_sourceLocation) throws {
    try comes("\(texts)", at: location) { screen in texts.allSatisfy(screen.contains) }
  }

  /// Waits until none of these texts stands on the screen.
  func showsNoLonger(_ texts: String..., at location: SourceLocation = #_sourceLocation) throws {
    try comes("no \(texts)", at: location) { screen in !texts.contains(where: screen.contains) }
  }

  /// Waits until the screen is as it should be.
  func comes(
    _ what: String, at location: SourceLocation = #_sourceLocation, _ condition: (String) -> Bool
  ) throws {
    // Each look starts a process: more often would only take the processor from what is looked at.
    let isSeen = eventually(every: 10_000) { condition(screen) }
    try #require(isSeen, "not seen: \(what), but\n\(screen)", sourceLocation: location)
  }

  /// Waits until all stand at their gates, for the first step.
  func standsReady(at location: SourceLocation = #_sourceLocation) throws {
    try comes("all parked", at: location) {
      $0.contains("‖ step 0") && $0.contains("parked") && !$0.contains("starting")
    }
  }

  /// Waits for the hints at the foot of the screen. What others have left behind may be told of first; this key makes
  /// room.
  func showsHints(at location: SourceLocation = #_sourceLocation) throws {
    press("C-l")
    try shows("? help", "q quit", at: location)
  }

  /// Waits until the number behind a word has grown: time goes on.
  func grows(_ word: String, at location: SourceLocation = #_sourceLocation) throws {
    let before = number(word) ?? 0
    try comes("a greater number \(word) than \(before)", at: location) { _ in number(word) ?? 0 > before }
  }

  /// Waits for the end of the program; afterwards the terminal is to be as it was, and nothing to be left.
  func ends(_ status: Int32, at location: SourceLocation = #_sourceLocation) throws {
    try shows("status=\(status)\n", at: location)
    let modes = try tmux.modes()
    #expect(modes == modesBefore, sourceLocation: location)
    #expect(eventually { isClean }, "something was left behind", sourceLocation: location)
  }

  /// Whether the terminal is, at last, as it was before the program began.
  func isAsBefore() throws -> Bool { try eventually { try tmux.modes() == modesBefore } }

  // MARK: - Behind the window

  /// Whether nothing is left of what ran here.
  private var isClean: Bool { processes(of: segment).isEmpty && !hasSegment }

  var hasSegment: Bool { FileManager.default.fileExists(atPath: segmentPath) }

  var segmentPath: String { "/dev/shm" + segment }

  /// The program itself, once it runs.
  func program() throws -> Process { try #require(processes(of: segment).first { !$0.isWorker }) }

  var workers: [Process] { processes(of: segment).filter(\.isWorker) }

  /// Whether the workers of these names are there, and no others. One that was just started has no name for a moment.
  func contains(_ names: [String]) -> Bool { eventually { workers.map(\.name).sorted() == names.sorted() } }

  func worker(_ name: String) throws -> Process {
    try #require(eventually { workers.contains { $0.name == name } })
    return try #require(workers.first { $0.name == name })
  }
}
