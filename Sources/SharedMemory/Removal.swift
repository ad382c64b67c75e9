import CRegion
import Glibc

/// How to remove something that outlives its process, in a form that a signal handler can use: no memory is managed, and
/// each removal is one system call.
public struct Removal: Sendable {
  public enum Kind: Sendable {
    case posix
    case sysv
    case file
    case semaphores
  }

  private let kind: Kind
  private let id: Int32
  /// Never freed: a crash may come at any time.
  nonisolated(unsafe) private let name: UnsafeMutablePointer<CChar>?

  init(_ kind: Kind, id: Int32 = 0, name: String? = nil) {
    self.kind = kind
    self.id = id
    self.name = name.flatMap { strdup($0) }
  }

  /// Removes it. Async-signal-safe on Linux (signal-safety(7)).
  public func perform() {
    // Each may be gone already.
    switch kind {
    case .posix: if let name { shm_unlink(name) }
    case .sysv: shmctl(id, IPC_RMID, nil)
    case .file: if let name { unlink(name) }
    case .semaphores: _ = system_semaphore_remove(id)
    }
  }
}
