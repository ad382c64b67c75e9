import Glibc
import Model
import SharedMemory

/// Lines from standard input. The terminal's modes stay as they are: its own line editing applies.
struct LineReader {
  enum Input: Equatable {
    case line(String)
    /// A line that cannot be a command, as a sentence that says why.
    case refused(String)
    case end
  }

  /// The longest line, in bytes.
  static let longest = 4096

  private let descriptor: Int32
  private var bytes: [UInt8] = []
  /// Whether the rest of a line that is too long is being skipped.
  private var isSkipping = false
  private(set) var isAtEnd = false

  init(_ descriptor: Int32 = STDIN_FILENO) { self.descriptor = descriptor }

  /// The next line that has been read completely, or the end; nil if more must be read first.
  mutating func take() -> Input? {
    if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Array(bytes[..<end])
      bytes.removeFirst(end + 1)
      return input(line)
    }
    if bytes.count > Self.longest {
      isSkipping = true
      bytes = []
    }
    guard isAtEnd else { return nil }
    if bytes.isEmpty && !isSkipping { return .end }
    defer { bytes = [] }
    return input(bytes)
  }

  private mutating func input(_ line: [UInt8]) -> Input {
    if isSkipping || line.count > Self.longest {
      isSkipping = false
      return .refused("That line is too long; a line has \(Self.longest) bytes at most.")
    }
    guard let text = String(validating: line, as: UTF8.self) else {
      return .refused("That line is not UTF-8 text; type plain words.")
    }
    // A line of another system ends with a carriage return as well.
    let words = text.unicodeScalars.last == "\r" ? String(text.unicodeScalars.dropLast()) : text
    if let scalar = words.unicodeScalars.first(where: \.isForbidden) {
      return .refused("That line has the character \(scalar.codePoint), which no command has; type plain words.")
    }
    return .line(harmless(words))
  }

  /// Reads what is there: read(2). Call it when poll(2) reports input.
  mutating func fill() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || ![EINTR, EAGAIN].contains(errno) {
      // A terminal that is gone and an input that cannot be read give no more lines either.
      isAtEnd = true
    }
  }
}
