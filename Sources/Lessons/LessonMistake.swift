import Model

/// A mistake in a lesson's file.
public struct LessonMistake: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's path, as the caller gave it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The mistake and the right form, in one sentence that is safe to print.
  public var reason: String

  /// - Parameter reason: it may quote the file: characters that could upset a terminal become code points, and a text
  ///   that is too long to read is cut in the middle.
  public init(file: String, line: Int, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = harmless(shortened(reason))
  }

  public var description: String { "\(harmless(file)):\(line): \(reason)" }
}

/// All mistakes that were found in a lesson's file.
public struct LessonMistakes: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one, in the order of their lines.
  public let all: [LessonMistake]

  init(_ all: [LessonMistake]) {
    self.all = all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  public var description: String { all.map(\.description).joined(separator: "\n") }
}
