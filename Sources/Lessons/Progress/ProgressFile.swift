import Glibc
import Model

/// The file in which progress is kept from one day to the next.
///
/// At any moment, also when a process is killed in the midst of saving, it holds everything that was saved before or
/// everything that is saved now. Several Ringsides may use it at once.
public struct ProgressFile: Sendable, Hashable {
  public let path: String

  /// - Parameter path: Absolute, or from the present working directory.
  public init(at path: String) { self.path = path }

  /// The usual one: `ringside/progress` in the folder that the XDG Base Directory Specification has for state, or
  /// `ringside/class-NAME` for a class. Nil if the environment names none and this user has no home: getpwuid(3).
  /// - Parameters:
  ///   - schoolClass: A class with progress of its own; see ``isNameOfClass(_:)``.
  ///   - variable: A variable of the environment.
  ///   - accountHome: The folder that the system knows as this user's home.
  public static func usual(
    ofClass schoolClass: String? = nil,
    variable: (String) -> String? = { getenv($0).map { String(cString: $0) } },
    accountHome: () -> String? = { getpwuid(getuid()).flatMap(\.pointee.pw_dir).map { String(cString: $0) } }
  ) -> ProgressFile? {
    // What is not absolute is to be ignored, says the specification.
    func folder(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let home = folder(variable("HOME")) ?? folder(accountHome())
    let state = folder(variable("XDG_STATE_HOME")) ?? home.map { $0 + "/.local/state" }
    return state.map { ProgressFile(at: "\($0)/ringside/\(schoolClass.map { "class-" + $0 } ?? "progress")") }
  }

  /// Whether a class can have this name: 1 to 40 letters, digits, `-` and `_`. It becomes part of a file's name.
  public static func isNameOfClass(_ name: String) -> Bool {
    1...40 ~= name.count && name.utf8.count <= 160
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType == .decimal || "-_".unicodeScalars.contains($0)
      }
  }

  /// What is in a file, and what is to be said about it.
  public struct Contents: Sendable, Hashable {
    public var progress: Progress
    /// A sentence that may be printed, if the file was damaged and has been set aside.
    public var remark: String?
  }

  /// Reads it. Where there is none, there is no progress, and nothing is created. A damaged one is set aside: it is
  /// renamed to `progress.damaged-1`, or the first number that is free.
  /// - Throws: If it cannot be read, or was written by a later Ringside. It is left as it is.
  public func load() throws(ProgressFailure) -> Contents {
    guard let folder = try ProgressFolder(opening: self) else { return Contents(progress: Progress()) }
    switch try folder.read() {
    case .success(let progress): return Contents(progress: progress)
    case .failure(let flaw):
      try refuseLater(flaw)
      // Under the lock, and after another look: somebody may have set it aside a moment ago.
      do { try folder.lock() } catch { throw folder.cannotSetAside(error.description) }
      return try readOrSetAside(folder)
    }
  }

  /// Reads it, changes what was read, and saves that. Creates the file and its folders where there are none.
  ///
  /// What another Ringside has saved since is not lost. Does not return before the disk has it: fsync(2).
  /// - Returns: What is in the file now.
  /// - Throws: If it cannot be done. Then the file is what it was.
  @discardableResult
  public func update(_ change: (inout Progress) -> Void) throws(ProgressFailure) -> Contents {
    let folder = try ProgressFolder(creating: self)
    try folder.lock()
    var contents = try readOrSetAside(folder)
    let old = contents.progress
    change(&contents.progress)
    if contents.progress != old { try folder.replace(with: contents.progress) }
    return contents
  }

  private func readOrSetAside(_ folder: ProgressFolder) throws(ProgressFailure) -> Contents {
    switch try folder.read() {
    case .success(let progress): return Contents(progress: progress)
    case .failure(let flaw):
      try refuseLater(flaw)
      let other = try folder.setAside()
      let remark = "\(harmless(path)) was damaged (\(flaw)); it is set aside as \(other), and progress begins anew"
      return Contents(progress: Progress(), remark: remark)
    }
  }

  private func refuseLater(_ flaw: ProgressFlaw) throws(ProgressFailure) {
    guard case .laterVersion = flaw else { return }
    throw ProgressFailure("progress is not kept: \(harmless(path)) is of a later Ringside (\(flaw)), and is left alone")
  }

  // MARK: - Watching

  /// Changes whenever the file does. Cheap to ask for: one stat(2).
  public struct Stamp: Sendable, Hashable {
    private var device, inode: UInt64
    private var seconds, nanoseconds, size: Int

    fileprivate init(_ status: stat) {
      (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
      (seconds, nanoseconds, size) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_size))
    }
  }

  /// Which file it is at this moment; nil while there is none.
  public var stamp: Stamp? {
    var status = stat()
    return lstat(path, &status) == 0 ? Stamp(status) : nil
  }
}

/// Why progress cannot be read or kept.
public struct ProgressFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A sentence that may be printed.
  public let description: String

  init(_ description: String) { self.description = description }

  /// A call that has just failed, on this path.
  static func last(_ path: String) -> ProgressFailure { ProgressFailure(path, errno) }

  init(_ path: String, _ code: Int32) {
    self.init("progress is not kept: \(harmless(path)): \(String(cString: strerror(code)))")
  }
}
