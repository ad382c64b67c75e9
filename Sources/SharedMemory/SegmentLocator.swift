import Model

/// A locator by which another process finds a segment. Its text is an argument of the worker processes.
public enum SegmentLocator: Sendable, Hashable, CustomStringConvertible {
  /// A POSIX shared memory object, by its name: `/ringside-4312`.
  case posix(String)
  /// A System V segment, by its id: `sysv:42`.
  case sysv(Int32)
  /// A mapped file, by its path: `file:/tmp/ringside-4312`.
  case file(String)

  private static let sysvPrefix = Backend.sysv.rawValue + ":"
  private static let filePrefix = Backend.file.rawValue + ":"

  /// Reads the text of a locator; nil if it is not one.
  public init?(_ text: String) {
    if text.hasPrefix("/") {
      self = .posix(text)
    } else if text.hasPrefix(Self.sysvPrefix), let id = Self.id(text.dropFirst(Self.sysvPrefix.count)) {
      self = .sysv(id)
    } else if text.hasPrefix(Self.filePrefix), text.utf8.count > Self.filePrefix.utf8.count {
      self = .file(String(text.dropFirst(Self.filePrefix.count)))
    } else {
      return nil
    }
  }

  /// Reads an id exactly as `description` writes it.
  private static func id(_ text: Substring) -> Int32? { Int32(text).flatMap { $0 >= 0 && "\($0)" == text ? $0 : nil } }

  public var description: String {
    switch self {
    case .posix(let name): name
    case .sysv(let id): Self.sysvPrefix + String(id)
    case .file(let path): Self.filePrefix + path
    }
  }

  public var backend: Backend {
    switch self {
    case .posix: .posix
    case .sysv: .sysv
    case .file: .file
    }
  }

  /// The segment's name in the system: `/ringside-4312`, `shmid 42`, `ring.dat`.
  public var name: String {
    switch self {
    case .posix(let name): name
    case .sysv(let id): "shmid \(id)"
    case .file(let path): path
    }
  }

  /// The same name without the folders of a path.
  public var shortName: String {
    if case .file(let path) = self { path.split(separator: "/").last.map(String.init) ?? path } else { name }
  }

  /// The same name for the middle of a sentence.
  public var words: String {
    switch self {
    case .posix(let name): "the segment \(name)"
    case .sysv(let id): "the System V segment \(id)"
    case .file(let path): "the file \(path)"
    }
  }
}
