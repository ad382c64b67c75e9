import Glibc

/// A file that people write, read whole.
public enum SmallFile {
  /// The reason why a file cannot be read.
  public enum Failure: Error, Sendable, Hashable {
    /// open(2) or read(2) failed, with this error number.
    case opening(Int32), reading(Int32)
    case isFolder
    /// A device, a FIFO or a socket.
    case isNoFile
    /// It has more bytes than are allowed: as many as it says, at least.
    case tooLarge(Int)
  }

  /// The contents of an ordinary file. A FIFO or a device never blocks it.
  /// - Parameters:
  ///   - path: its bytes for the system, ending with a zero.
  ///   - most: the most bytes that are accepted.
  public static func bytes(at path: [CChar], most: Int) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else { throw .opening(errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .reading(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw status.st_mode & S_IFMT == S_IFDIR ? .isFolder : .isNoFile }
    guard status.st_size <= most else { throw .tooLarge(status.st_size) }
    // One byte more than is allowed: the file may have grown since.
    var bytes = [UInt8](repeating: 0, count: most + 1)
    var count = 0
    while count < bytes.count {
      let result = bytes[count...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { throw .reading(errno) }
      if result == 0 { break }
      count += result
    }
    guard count <= most else { throw .tooLarge(count) }
    return Array(bytes[..<count])
  }
}

extension SmallFile.Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .opening(let code): "it cannot be opened: \(String(cString: strerror(code)))"
    case .reading(let code): "it cannot be read: \(String(cString: strerror(code)))"
    case .isFolder: "it is a folder"
    case .isNoFile: "it is not a regular file"
    case .tooLarge(let size): "it has \(size) bytes"
    }
  }
}
