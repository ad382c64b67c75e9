/// What is wrong in a lesson's file.
public struct LessonMistake: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's path, as it was given.
  public var file: String
  /// From 1.
  public var line: Int
  /// What is wrong and what would be right, in one sentence that may be printed.
  public var reason: String

  public init(file: String, line: Int, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String { "\(file):\(line): \(reason)" }
}
