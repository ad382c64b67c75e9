import Model

extension Lesson {
  /// Reads a lesson from a file. See Lessons/README.md for the format.
  /// - Parameters:
  ///   - path: the file's name in sentences.
  ///   - systemPath: its bytes for the system, ending with a zero; by default those of `path`.
  ///   - disciplines: all disciplines of all programs.
  public init(
    readingFileAt path: String, systemPath: [CChar]? = nil, disciplines: [Discipline]
  ) throws(LessonMistakes) {
    func mistake(_ reason: String) -> LessonMistakes {
      LessonMistakes([LessonMistake(file: path, line: 1, reason)])
    }
    // A path for C ends at its first zero.
    guard !path.utf8.contains(0) else { throw mistake("a file's name cannot contain U+0000") }
    let bytes: [UInt8]
    do {
      let systemPath = systemPath ?? Array(path.utf8CString)
      bytes = try SmallFile.bytes(at: systemPath, most: LessonReader.largestFile)
    } catch {
      switch error {
      case .isFolder: throw mistake("this is a folder; a lesson is a file")
      case .isNoFile: throw mistake("this is not a regular file")
      case .tooLarge(let size): throw mistake(LessonReader.tooLarge(size))
      case .opening, .reading: throw mistake("\(error)")
      }
    }
    try self.init(reading: bytes, file: path, disciplines: disciplines)
  }
}
