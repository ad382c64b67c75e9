import Glibc
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
    switch bytes(ofFileAt: path, systemPath) {
    case .success(let bytes): try self.init(reading: bytes, file: path, disciplines: disciplines)
    case .failure(let mistake): throw LessonMistakes([mistake])
    }
  }
}

/// The contents of a file, if it can be a lesson.
private func bytes(ofFileAt path: String, _ systemPath: [CChar]?) -> Result<[UInt8], LessonMistake> {
  func failure(_ reason: String) -> Result<[UInt8], LessonMistake> {
    .failure(LessonMistake(file: path, line: 1, reason))
  }
  // A path for C ends at its first zero.
  guard !path.utf8.contains(0) else { return failure("a file's name cannot contain U+0000") }
  // Without blocking: a FIFO would wait for a writer.
  let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
  let file = systemPath.map { open($0, flags) } ?? open(path, flags)
  guard file >= 0 else { return failure("it cannot be opened: \(String(cString: strerror(errno)))") }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0 else { return failure("it cannot be read: \(String(cString: strerror(errno)))") }
  guard status.st_mode & S_IFMT == S_IFREG else {
    return failure(
      status.st_mode & S_IFMT == S_IFDIR ? "this is a folder; a lesson is a file" : "this is not a regular file")
  }
  guard status.st_size <= LessonReader.largestFile else {
    return failure(LessonReader.tooLarge(status.st_size))
  }
  // One byte more than is allowed: the file may have grown since.
  var bytes = [UInt8](repeating: 0, count: LessonReader.largestFile + 1)
  var count = 0
  while count < bytes.count {
    let result = bytes[count...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    if result < 0, errno == EINTR { continue }
    guard result >= 0 else { return failure("it cannot be read: \(String(cString: strerror(errno)))") }
    if result == 0 { break }
    count += result
  }
  return .success(Array(bytes[..<count]))
}
