import CRegion
import Glibc

/// Removes something that outlives its process, in a form that a signal handler can use: it allocates and frees no
/// memory.
public struct Removal: Sendable {
  public enum Kind: Sendable {
    /// A POSIX object or a mapped file, by its path.
    case file
    case sysv
    case semaphores
  }

  private let kind: Kind
  private let id: Int32
  /// Never freed: a crash may happen at any time.
  nonisolated(unsafe) private let path: UnsafeMutablePointer<CChar>?
  private let identity: FileIdentity?

  init(_ kind: Kind, id: Int32) {
    (self.kind, self.id, path, identity) = (kind, id, nil, nil)
  }

  /// - Parameter identity: the file's identity. If another file has its name by then, that file stays.
  init(file: String, _ identity: FileIdentity) {
    (kind, id, path, self.identity) = (.file, 0, strdup(file.systemText), identity)
  }

  /// Removes it. Async-signal-safe on Linux (signal-safety(7)).
  public func perform() {
    // Each may be gone already.
    switch kind {
    case .sysv: shmctl(id, IPC_RMID, nil)
    case .semaphores: _ = system_semaphore_remove(id)
    case .file:
      var status = stat()
      guard let path, lstat(path, &status) == 0, FileIdentity(status) == identity else { return }
      unlink(path)
    }
  }
}
