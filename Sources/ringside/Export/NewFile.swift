import Glibc
import SharedMemory

/// A file of a folder that appears complete or not at all. It is written under another name in the same folder first.
struct NewFile {
  /// The folder, `.` for the working directory.
  let folder: String
  let name: String

  /// The error of a system call, with what it was about.
  struct Failure: Error {
    var code: Int32

    static var last: Failure { Failure(code: errno) }

    /// In the system's words.
    var words: String { String(cString: strerror(code)) }
  }

  init(folder: String, name: String) { (self.folder, self.name) = (folder, name) }

  init(path: String) {
    guard let slash = path.lastIndex(of: "/") else {
      self.init(folder: ".", name: path)
      return
    }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    self.init(folder: folder, name: String(path[path.index(after: slash)...]))
  }

  var path: String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

  /// Under this name it is written. No other process uses it.
  private var temporary: String { ".ringside-\(getpid()).new" }

  /// Checks that the folder takes new files.
  func probe() throws(Failure) {
    let directory = try openFolder()
    defer { close(directory) }
    close(try create(in: directory))
    unlinkat(directory, temporary, 0)
  }

  /// Writes the file, and returns when the disk has it.
  /// - Parameter replacing: whether a file of this name is replaced; otherwise it is the error EEXIST.
  func write(_ text: String, replacing: Bool) throws(Failure) {
    let directory = try openFolder()
    defer { close(directory) }
    let descriptor = try create(in: directory)
    var code = Self.write(Array(text.utf8), to: descriptor)
    if close(descriptor) == -1 && code == 0 { code = errno }
    if code == 0 && place(in: directory, replacing: replacing) == -1 { code = errno }
    guard code == 0 else {
      unlinkat(directory, temporary, 0)
      throw Failure(code: code)
    }
  }

  private func openFolder() throws(Failure) -> Int32 {
    let directory = open(folder.systemText, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory != -1 else { throw .last }
    return directory
  }

  /// Creates the file under its other name. One of an earlier process with the same id may be left.
  private func create(in directory: Int32) throws(Failure) -> Int32 {
    unlinkat(directory, temporary, 0)
    let descriptor = openat(directory, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor != -1 else { throw .last }
    return descriptor
  }

  /// Gives the file its name, in one moment: rename(2), or link(2), which replaces nothing. On a file system without
  /// links it first takes the name with an empty file.
  private func place(in directory: Int32, replacing: Bool) -> Int32 {
    if replacing { return renameat(directory, temporary, directory, name.systemText) }
    if linkat(directory, temporary, directory, name.systemText, 0) == 0 {
      // Its other name has done its work; if it stays, the file is complete all the same.
      unlinkat(directory, temporary, 0)
      return 0
    }
    if errno == EEXIST { return -1 }
    let reserved = openat(
      directory, name.systemText, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard reserved != -1 else { return -1 }
    close(reserved)
    let result = renameat(directory, temporary, directory, name.systemText)
    if result == -1 {
      let code = errno
      unlinkat(directory, name.systemText, 0)
      errno = code
    }
    return result
  }

  /// Returns 0 once all of it is on the disk, or an error number.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var limit = rlimit()
    // One byte more than this process may write would end it by SIGXFSZ: setrlimit(2).
    if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, bytes.count > limit.rlim_cur { return EFBIG }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
      if count == -1 && errno == EINTR { continue }
      guard count >= 0 else { return errno }
      done += count
    }
    while fsync(descriptor) == -1 {
      // Some file systems do not support fsync(2).
      if errno == EINVAL || errno == EROFS { break }
      if errno != EINTR { return errno }
    }
    return 0
  }
}
