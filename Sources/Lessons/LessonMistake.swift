import Model

/// What is wrong in a lesson's file.
public struct LessonMistake: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's path, as it was given.
  public var file: String
  /// From 1.
  public var line: Int
  /// What is wrong and what would be right, in one sentence that may be printed.
  public var reason: String

  /// - Parameter reason: It may quote the file: what could upset a terminal is written as its code point, and what is
  ///   too long to be read is cut in the middle.
  public init(file: String, line: Int, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = harmless(shortened(reason))
  }

  public var description: String { "\(harmless(file)):\(line): \(reason)" }
}

/// All that was found wrong in a lesson's file.
public struct LessonMistakes: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one, in the order of their lines.
  public let all: [LessonMistake]

  init(_ all: [LessonMistake]) {
    self.all = all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  public var description: String { all.map(\.description).joined(separator: "\n") }
}
