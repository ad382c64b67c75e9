import Glibc
import Model

/// The file in which progress is kept from one day to the next.
///
/// At any moment, even if a process is killed while saving, it contains the state before the save or the state after
/// it. Several Ringsides may use it at once.
public struct ProgressFile: Sendable, Hashable {
  public let path: String

  /// - Parameter path: absolute, or relative to the working directory.
  public init(at path: String) { self.path = path }

  /// The usual file: `ringside/progress` in the folder for state of the XDG Base Directory Specification, or
  /// `ringside/class-NAME` for a class. Nil if the environment names no folder and this user has no home:
  /// getpwuid(3).
  /// - Parameters:
  ///   - schoolClass: a class with its own progress; see ``isNameOfClass(_:)``.
  ///   - variable: looks up a variable of the environment.
  ///   - accountHome: this user's home folder in the system's accounts.
  public static func usual(
    ofClass schoolClass: String? = nil,
    variable: (String) -> String? = { getenv($0).map { String(cString: $0) } },
    accountHome: () -> String? = { getpwuid(getuid()).flatMap(\.pointee.pw_dir).map { String(cString: $0) } }
  ) -> ProgressFile? {
    let state = UserFolder.path(
      "XDG_STATE_HOME", usually: ".local/state", variable: variable, accountHome: accountHome)
    return state.map { ProgressFile(at: "\($0)/ringside/\(schoolClass.map { "class-" + $0 } ?? "progress")") }
  }

  /// Whether this name is allowed for a class: 1 to 40 letters, digits, `-` and `_`. It becomes part of a file's
  /// name.
  public static func isNameOfClass(_ name: String) -> Bool {
    1...40 ~= name.count && name.utf8.count <= 160
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType == .decimal || "-_".unicodeScalars.contains($0)
      }
  }

  /// The contents of a file, and a remark on it.
  public struct Contents: Sendable, Hashable {
    public var progress: Progress
    /// A sentence that is safe to print, if the file was damaged and has been set aside.
    public var remark: String?
  }

  /// Reads the file. If there is none, the progress is empty, and nothing is created. A damaged file is set aside: it
  /// is renamed to `progress.damaged-1`, or to the first number that is free.
  /// - Throws: if it cannot be read, or was written by a later Ringside. It is left as it is.
  public func load() throws(ProgressFailure) -> Contents {
    guard let folder = try ProgressFolder(opening: self) else { return Contents(progress: Progress()) }
    switch try folder.read() {
    case .success(let progress): return Contents(progress: progress)
    case .failure(let flaw):
      try refuseLater(flaw)
      // Read once more under the lock: another Ringside may have set it aside a moment ago.
      do { try folder.lock() } catch { throw folder.cannotSetAside(error.description) }
      return try readOrSetAside(folder)
    }
  }

  /// Reads the file, changes the progress, and saves it. Creates the file and its folders if necessary.
  ///
  /// Saves of other Ringsides in between are kept. It returns only after the disk has the data: fsync(2).
  /// - Returns: the new contents of the file.
  /// - Throws: if it fails. Then the file is unchanged.
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

  /// A value that changes whenever the file does. Cheap: one stat(2).
  public struct Stamp: Sendable, Hashable {
    private var device, inode: UInt64
    private var seconds, nanoseconds, size: Int

    fileprivate init(_ status: stat) {
      (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
      (seconds, nanoseconds, size) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_size))
    }
  }

  /// The present file's stamp; nil while there is no file.
  public var stamp: Stamp? {
    var status = stat()
    return lstat(path, &status) == 0 ? Stamp(status) : nil
  }
}

/// The reason why progress cannot be read or kept.
public struct ProgressFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A sentence that is safe to print.
  public let description: String

  init(_ description: String) { self.description = description }

  /// The failure of the last call, on this path.
  static func last(_ path: String) -> ProgressFailure { ProgressFailure(path, errno) }

  init(_ path: String, _ code: Int32) {
    self.init("progress is not kept: \(harmless(path)): \(String(cString: strerror(code)))")
  }
}
