import Glibc
import Model
import Screens

/// Lines on standard output, as plain text. On a terminal they are broken between words.
struct LineOutput {
  /// Whether the user's typing is not visible otherwise.
  private let echoes: Bool

  init() { echoes = isatty(STDIN_FILENO) != 1 }

  /// The terminal's columns; nil if it is none.
  private var width: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col) - 1
  }

  func say(_ lines: [String]) {
    let width = width
    for line in lines.flatMap({ linearLines(harmless($0), width: width) }) { print(line) }
    flush()
  }

  func say(_ line: String?) { if let line { say([line]) } }

  /// Asks for a line.
  func ask(_ prompt: String) {
    print(prompt, terminator: "")
    flush()
  }

  /// Ends the line of the prompt, as a terminal does when the user presses Enter.
  func answer(_ line: String) {
    guard echoes else { return }
    let shown = harmless(line)
    print(shown.count > Self.longestEcho ? shown.prefix(Self.longestEcho) + "..." : shown[...])
  }

  /// Ends the line of a prompt that nobody answers.
  func breakLine() { print() }

  private static let longestEcho = 60

  /// A failure is reported when the program ends, by `StandardOutput.flush`.
  private func flush() { fflush(nil) }
}
