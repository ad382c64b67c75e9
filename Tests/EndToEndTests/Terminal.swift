import Foundation
import Support
import Testing

/// A terminal window with Ringside in it: keys go in, the screen comes out. It is a tmux server of its own.
///
/// A shell stands behind the program, waits for it and tells its exit status on the screen, as `status=0`. When the
/// terminal goes, so does all that runs in it, and whatever is left behind fails the test.
final class Terminal {
  /// The name of the segment, by which the program's processes are known too.
  let segment: String
  /// A place for the files of one test. Scripts find it as `$0`.
  let folder: String
  private let modesBefore: String
  private var isOpen = true

  /// Runs the program as it is.
  static let plainly = #""$@""#
  /// Nothing but a shell that a person types into, with `ringside` on its path.
  static let shell = "PS1='$ ' ENV= sh -i"

  /// Opens the window and starts Ringside in it.
  ///
  /// - Parameters:
  ///   - options: What is added to `ringside --segment NAME`.
  ///   - script: How the shell runs it, where `"$@"` is the program with its options.
  ///   - memory: Another `/dev/shm`, for everything in this terminal.
  init(
    _ options: [String] = [], columns: Int = 80, rows: Int = 24, kind: String = "screen-256color",
    environment: [String: String] = [:], script: String = Terminal.plainly, memory: PrivateMemory? = nil,
    test: String = #function, line: Int = #line
  ) throws {
    segment = uniqueSegmentName(test, line: line)
    folder = try temporaryFolder()
    // The shell waits for Enter, so that the terminal can be seen as it was before. The program gets the signals that
    // keys send, and the shell lives on.
    let shell = ["sh", "-c", "trap : INT QUIT; printf .; read -r _; \(script); echo \"status=$?\"; exec cat", folder]
    let builtFolder = ringside.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = ["LC_ALL": "C.UTF-8", "PATH": "\(builtFolder):\(path)"].merging(environment) { $1 }
    let server =
      ["env", "-u", "NO_COLOR", "-u", "LINES", "-u", "COLUMNS", "-u", "ESCDELAY", "-u", "SWIFT_BACKTRACE"]
      + ["tmux", "-u", "-S", folder + "/tmux", "-f", "/dev/null"]
    let session =
      ["start-server", ";", "set", "-g", "status", "off", ";", "set", "-g", "default-terminal", kind, ";"]
      + ["new-session", "-d", "-x", String(columns), "-y", String(rows)]
    let started = try run(
      server + session + (memory?.prefix ?? []) + shell + [ringside, "--segment", segment] + options,
      environment: variables)
    try #require(started.status == 0, "tmux: \(started.errors)")
    // The kernel and tmux set the terminal up first.
    while try !Terminal.tmux(folder, ["capture-pane", "-p"]).hasPrefix(".") {}
    modesBefore = try Terminal.modes(folder)
    press("Enter")
  }

  deinit {
    close()
    if !eventually({ isClean }) { Issue.record("left behind: \(processes(of: segment).map(\.arguments)), or the segment \(segment)") }
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: - The window

  @discardableResult
  private static func tmux(_ folder: String, _ words: [String]) throws -> String {
    let finished = try run(["tmux", "-u", "-S", folder + "/tmux"] + words)
    try #require(finished.status == 0, "tmux \(words): \(finished.errors)")
    return finished.output
  }

  /// Types keys, by the names that tmux has for them.
  func press(_ keys: String...) {
    #expect(throws: Never.self) { try Terminal.tmux(folder, ["send-keys", "--"] + keys) }
  }

  /// Types a line and Enter.
  func type(_ line: String) {
    #expect(throws: Never.self) { try Terminal.tmux(folder, ["send-keys", "-l", "--", line]) }
    press("Enter")
  }

  func resize(_ columns: Int, _ rows: Int) throws {
    try Terminal.tmux(folder, ["resize-window", "-x", String(columns), "-y", String(rows)])
  }

  /// Closes the window while things run in it.
  func close() {
    guard isOpen else { return }
    isOpen = false
    #expect(throws: Never.self) { try Terminal.tmux(folder, ["kill-server"]) }
  }

  /// What stands on the screen now, without the spaces at the ends of its lines.
  var screen: String { (try? Terminal.tmux(folder, ["capture-pane", "-p"])) ?? "" }

  /// The same with the sequences for colours and other attributes.
  var screenWithAttributes: String { (try? Terminal.tmux(folder, ["capture-pane", "-p", "-e"])) ?? "" }

  /// The number that stands behind a word on the screen.
  func number(_ word: String) -> Int? {
    guard let found = screen.range(of: word + " ") else { return nil }
    // A space inside a number stands between groups of digits.
    let rest = screen[found.upperBound...].drop { $0 == " " }.prefix { $0.isNumber || $0 == " " }
    return Int(rest.prefix(upTo: rest.range(of: "  ")?.lowerBound ?? rest.endIndex).filter(\.isNumber))
  }

  /// How the terminal is set: its modes, the alternate screen, the cursor, the keypad, the mouse.
  private static func modes(_ folder: String) throws -> String {
    let flags = ["alternate_on", "cursor_flag", "keypad_flag", "keypad_cursor_flag", "insert_flag", "mouse_any_flag"]
    let format = flags.map { "\($0)=#{\($0)}" }.joined(separator: " ")
    let told = try tmux(folder, ["display-message", "-p", "#{pane_tty} \(format)"])
    let words = told.split(separator: " ", maxSplits: 1)
    let settings = try run(["stty", "-a", "-F", String(words[0])]).output
    // The first of its lines tells the size.
    return String(words[1] + settings.drop { $0 != "\n" })
  }

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
    let isSeen = eventually { condition(screen) }
    try #require(isSeen, "not seen: \(what), but\n\(screen)", sourceLocation: location)
  }

  /// Waits until all stand at their gates, for the first step.
  func standsReady(at location: SourceLocation = #_sourceLocation) throws {
    try comes("all parked", at: location) { $0.contains("‖ step 0") && $0.contains("parked") && !$0.contains("starting") }
  }

  /// Waits until the number behind a word has grown: time goes on.
  func grows(_ word: String, at location: SourceLocation = #_sourceLocation) throws {
    let before = number(word) ?? 0
    try comes("a greater number \(word) than \(before)", at: location) { _ in number(word) ?? 0 > before }
  }

  /// Waits for the end of the program; afterwards the terminal is to be as it was, and nothing to be left.
  func ends(_ status: Int32, at location: SourceLocation = #_sourceLocation) throws {
    try shows("status=\(status)\n", at: location)
    let modes = try Terminal.modes(folder)
    #expect(modes == modesBefore, sourceLocation: location)
    #expect(eventually { isClean }, "something was left behind", sourceLocation: location)
  }

  /// Whether the terminal is, at last, as it was before the program began.
  func isAsBefore() throws -> Bool { try eventually { try Terminal.modes(folder) == modesBefore } }

  // MARK: - Behind the window

  /// Whether nothing is left of what ran here.
  private var isClean: Bool { processes(of: segment).isEmpty && !hasSegment }

  var hasSegment: Bool { FileManager.default.fileExists(atPath: segmentPath) }

  var segmentPath: String { "/dev/shm" + segment }

  /// The program itself, once it runs.
  func program() throws -> Process {
    try #require(processes(of: segment).first { !$0.isWorker })
  }

  var workers: [Process] { processes(of: segment).filter(\.isWorker) }

  func worker(_ name: String) throws -> Process { try #require(workers.first { $0.arguments[2] == name }) }
}

/// A folder of its own in /tmp.
func temporaryFolder() throws -> String {
  var template = Array("/tmp/ringside-test-XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
