import Glibc

/// One line on standard error, if that is a terminal, with the progress of what takes long.
struct ProgressLine {
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ text: String) { write(text) }

  func erase() {
    write("")
    write("", end: "\r")
  }

  /// The width of the widest text.
  private static let width = 78

  private func write(_ text: String, end: String = "") {
    guard isShown else { return }
    var line = "\r" + text + String(repeating: " ", count: max(0, Self.width - text.count)) + end
    // If this cannot be written, there is nobody to tell.
    line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
