import Model

/// The file of a lesson that comes with the program.
public struct LessonFile: Sendable, Hashable {
  /// Number and name: `11-synchronization-off.md`.
  public var fileName: String
  public var number: Int
  /// Without number and extension: `synchronization-off`.
  public var name: String
  public var text: String

  /// Nil if the name is not allowed for a lesson's file.
  init?(fileName: String, text: String) {
    let name = LessonName(path: fileName)
    guard let number = name.number else { return nil }
    (self.fileName, self.number, self.name, self.text) = (fileName, number, name.name, text)
  }
}

/// The lessons that come with the program: the files of the folder Lessons with names that begin with a number.
public enum LessonLibrary {
  /// In the order of their numbers.
  public static let files: [LessonFile] = EmbeddedLessons.files
    .compactMap { LessonFile(fileName: $0.name, text: $0.text) }
    .sorted { ($0.number, $0.name) < ($1.number, $1.name) }

  /// The file with this name or number: `synchronization-off`, `11`, `11-synchronization-off`. A number may begin
  /// with zeros, as in the names of the files.
  public static func file(named name: String) -> LessonFile? {
    let number = Int(decimal: String(name.drop { $0 == "0" }))
    return files.first { file in
      file.name == name || file.number == number || file.fileName == name || file.fileName == name + ".md"
    }
  }
}

extension Lesson {
  /// Reads one of the lessons that come with the program.
  /// - Parameter disciplines: all disciplines of all programs.
  public init(reading file: LessonFile, disciplines: [Discipline]) throws(LessonMistakes) {
    try self.init(reading: file.text, file: file.fileName, disciplines: disciplines)
  }
}
