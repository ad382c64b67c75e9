import Support
import Testing

/// A tmux server of its own, with one window, in a folder of its own.
struct Tmux {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  var folder: String { temporary.path }

  /// Opens the window, and runs a command in it.
  func open(
    _ command: [String], columns: Int, rows: Int, kind: String, environment: [String: String],
    background: String? = nil
  ) throws {
    // What whoever runs the tests likes is not to change them.
    let unset = ["NO_COLOR", "LINES", "COLUMNS", "ESCDELAY", "SWIFT_BACKTRACE"].flatMap { ["-u", $0] }
    let set = environment.map { "\($0.key)=\($0.value)" }
    let options = ["set", "-g", "status", "off", ";", "set", "-g", "default-terminal", kind]
    // With a background of its own, it answers a program that asks for it.
    let style = background.map { [";", "set", "-g", "window-style", "bg=\($0)"] } ?? []
    let session = ["new-session", "-d", "-x", String(columns), "-y", String(rows)] + command
    let server = call + ["-f", "/dev/null", "start-server", ";"] + options + style + [";"] + session
    let started = try run(["env"] + unset + set + server)
    try #require(started.status == 0, "tmux: \(started.errors)")
  }

  private var call: [String] { ["tmux", "-u", "-S", folder + "/tmux"] }

  /// Gives tmux a command and returns what it prints.
  @discardableResult
  func callAsFunction(_ words: [String]) throws -> String {
    let finished = try run(call + words)
    try #require(finished.status == 0, "tmux \(words): \(finished.errors)")
    return finished.output
  }

  /// How the terminal is set, apart from its size: the alternate screen, the cursor, the keypad, the mouse, and all that
  /// stty(1) tells.
  func modes() throws -> String {
    let flags = ["alternate_on", "cursor_flag", "keypad_flag", "keypad_cursor_flag", "insert_flag", "mouse_any_flag"]
    let format = flags.map { "\($0)=#{\($0)}" }.joined(separator: " ")
    let settings = try run(["stty", "-a", "-F", self(["display-message", "-p", "#{pane_tty}"]).filter { $0 != "\n" }])
    return try self(["display-message", "-p", format]) + settings.output.drop { $0 != "\n" }
  }
}
