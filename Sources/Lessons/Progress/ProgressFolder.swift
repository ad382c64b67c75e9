import Glibc
import Model

/// The open folder of a progress file, and the operations in it.
///
/// Everything goes through the folder's descriptor: if the folder is renamed meanwhile, all operations still act on
/// it.
final class ProgressFolder {
  /// A longer file is not progress.
  static let largest = 1 << 20

  private let folder: Int32
  private let path: String
  private let name: String
  private let file: String
  private var lockFile: Int32 = -1
  private var isLocked = false

  private init(_ descriptor: Int32, _ progress: ProgressFile) {
    folder = descriptor
    file = progress.path
    (path, name) = Self.split(progress.path)
  }

  /// Nil if there is no such folder.
  convenience init?(opening progress: ProgressFile) throws(ProgressFailure) {
    let path = Self.split(progress.path).folder
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor != -1 else {
      if errno == ENOENT { return nil }
      throw .last(path)
    }
    self.init(descriptor, progress)
  }

  /// Creates it and its missing parents, for this user alone.
  convenience init(creating progress: ProgressFile) throws(ProgressFailure) {
    let (path, name) = Self.split(progress.path)
    // A path to a folder names no file: nothing must be created in it.
    guard !name.isEmpty else { throw ProgressFailure(progress.path, EISDIR) }
    for end in path.indices.dropFirst() where path[end] == "/" { mkdir(String(path[..<end]), 0o700) }
    mkdir(path, 0o700)
    // If creating it failed, this reports the reason.
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor != -1 else { throw .last(path) }
    self.init(descriptor, progress)
  }

  deinit {
    if lockFile != -1 { close(lockFile) }
    close(folder)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  // MARK: - The lock

  /// Keeps other Ringsides from writing, for as long as this object lives: flock(2).
  ///
  /// It locks a separate file. The progress file itself cannot be locked, because each save replaces it, and the
  /// folder cannot be locked over NFS.
  func lock() throws(ProgressFailure) {
    let lockName = name + ".lock"
    lockFile = openat(folder, lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
    guard lockFile != -1 else { throw .last("\(path)/\(lockName)") }
    // Saving takes milliseconds. A process that holds the lock longer has been stopped, and a screen must not wait
    // for it.
    for _ in 0..<250 {
      if flock(lockFile, LOCK_EX | LOCK_NB) == 0 {
        isLocked = true
        return
      }
      // A file system without locks is still better than no progress.
      if errno != EWOULDBLOCK && errno != EINTR { return }
      usleep(2_000)
    }
    throw ProgressFailure("progress is not kept: another Ringside does not let go of \(harmless(path))/\(lockName)")
  }

  // MARK: - Reading

  /// The file's progress, empty if there is no file; or the reason why its contents are not progress.
  func read() throws(ProgressFailure) -> Result<Progress, ProgressFlaw> {
    guard let descriptor = try openToRead(name) else { return .success(Progress()) }
    defer { close(descriptor) }
    guard try size(of: descriptor) <= Self.largest else {
      return .failure(.damaged(line: 1, "it is longer than 1 MiB"))
    }
    guard let text = String(validating: try bytes(of: descriptor), as: UTF8.self) else {
      return .failure(.damaged(line: 1, "it is no text in UTF-8"))
    }
    // Without a readable key progress is shown all the same; only its seal cannot be checked.
    let key = try? key()
    return Result { () throws(ProgressFlaw) in try Progress(reading: text, key: key) }
  }

  /// Opens an ordinary file of the folder; nil if it does not exist.
  private func openToRead(_ name: String) throws(ProgressFailure) -> Int32? {
    let descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    if descriptor == -1 {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw notAFile("a symbolic link", name)
      default: throw .last("\(path)/\(name)")
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw notAFile(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no ordinary file", name)
    }
    return descriptor
  }

  private func size(of descriptor: Int32) throws(ProgressFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(file) }
    return Int(status.st_size)
  }

  // MARK: - The key of the seals

  private static let keyName = "key"

  /// The key with which this installation seals; nil if there is none yet, or the file is not a key.
  private func key() throws(ProgressFailure) -> SealKey? {
    guard let descriptor = try openToRead(Self.keyName) else { return nil }
    defer { close(descriptor) }
    return SealKey(String(decoding: try bytes(of: descriptor), as: UTF8.self))
  }

  /// The same, created first if there is none.
  private func keyForWriting() throws(ProgressFailure) -> SealKey {
    if let key = try key() { return key }
    let new = "\(Self.keyName).new-\(getpid())"
    let key = SealKey.random()
    unlinkat(folder, new, 0)
    try write(key.text + "\n", toNew: new)
    // If another Ringside has created one meanwhile, that one counts: linkat(2) does not replace.
    let isPlaced = linkat(folder, new, folder, Self.keyName, 0) == 0
    if isPlaced {
      unlinkat(folder, new, 0)
      return key
    }
    if errno == EEXIST, let other = try self.key() {
      unlinkat(folder, new, 0)
      return other
    }
    // The existing file is not a key, or this file system has no links.
    guard renameat(folder, new, folder, Self.keyName) == 0 else { throw .last("\(path)/\(Self.keyName)") }
    return key
  }

  private func notAFile(_ what: String, _ name: String) -> ProgressFailure {
    ProgressFailure("progress is not kept: \(harmless("\(path)/\(name)")) is \(what), where an ordinary file should be")
  }

  private func bytes(of descriptor: Int32) throws(ProgressFailure) -> [UInt8] {
    // One more byte than is allowed: the file could have grown.
    var bytes = [UInt8](repeating: 0, count: Self.largest + 1)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + done, $0.count - done) }
      if count == 0 { break }
      if count == -1 && errno == EINTR { continue }
      guard count > 0 else { throw .last(file) }
      done += count
    }
    return Array(bytes[..<done])
  }

  // MARK: - Writing

  /// Replaces the file. Needs the lock.
  ///
  /// The data is on the disk before the file gets its name; rename(2) then changes everything in one moment.
  func replace(with progress: Progress) throws(ProgressFailure) {
    let text = progress.text(sealedWith: try keyForWriting())
    guard text.utf8.count <= Self.largest else {
      throw ProgressFailure("progress is not kept: \(harmless(file)) would be longer than 1 MiB")
    }
    // Under the lock nobody else uses this name, and this removes a file that a killed process has left.
    let new = isLocked ? "\(name).new" : "\(name).new-\(getpid())"
    unlinkat(folder, new, 0)
    try write(text, toNew: new)
    guard renameat(folder, new, folder, name) == 0 else {
      let reason = ProgressFailure.last(file)
      unlinkat(folder, new, 0)
      throw reason
    }
  }

  /// Writes a new file, for this user alone. If that fails, none is left.
  private func write(_ text: String, toNew new: String) throws(ProgressFailure) {
    let descriptor = openat(folder, new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor != -1 else { throw .last(file) }
    let failure = Self.write(text, to: descriptor)
    let code = close(descriptor) == -1 && failure == 0 ? errno : failure
    guard code == 0 else {
      unlinkat(folder, new, 0)
      throw ProgressFailure(file, code)
    }
  }

  /// Returns 0 once all of it is on the disk, or an error number.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var limit = rlimit()
    // One byte more than this process may write would end it by SIGXFSZ: setrlimit(2).
    if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, text.utf8.count > limit.rlim_cur {
      return EFBIG
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count == -1 && errno == EINTR { continue }
      guard count >= 0 else { return errno }
      bytes = bytes.dropFirst(count)
    }
    while fsync(descriptor) == -1 {
      // Some file systems do not support fsync(2).
      if errno == EINVAL || errno == EROFS { break }
      if errno != EINTR { return errno }
    }
    return 0
  }

  /// Renames a damaged file to an unused name. Needs the lock. Returns the new path, which is safe to print.
  func setAside() throws(ProgressFailure) -> String {
    for number in 1...9999 {
      let other = "\(name).damaged-\(number)"
      var status = stat()
      if fstatat(folder, other, &status, AT_SYMLINK_NOFOLLOW) == 0 { continue }
      guard errno == ENOENT, renameat(folder, name, folder, other) == 0 else {
        throw cannotSetAside(String(cString: strerror(errno)))
      }
      return harmless("\(path)/\(other)")
    }
    throw ProgressFailure("progress is not kept: \(harmless(path)) has too many damaged files already; remove them")
  }

  func cannotSetAside(_ reason: String) -> ProgressFailure {
    ProgressFailure("\(harmless(file)) is damaged and cannot be set aside, and so no progress is kept (\(reason))")
  }
}
