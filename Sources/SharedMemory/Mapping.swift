import Glibc
import SystemPackage

/// A mapping of a whole memory object into this process. It is unmapped when it is dropped.
public final class Mapping {
  public enum Access: Sendable {
    case readOnly
    case readWrite
  }

  public let base: UnsafeMutableRawPointer
  public let size: Int
  private let isAttached: Bool

  /// Maps a file or a POSIX object, shared with others: mmap(2) with MAP_SHARED.
  public init(_ descriptor: Int32, size: Int, access: Access, name: String) throws(SystemError) {
    base = try Self.map(descriptor, size, access == .readOnly ? PROT_READ : PROT_READ | PROT_WRITE, MAP_SHARED, name)
    self.size = size
    isAttached = false
  }

  /// Attaches a System V segment: shmat(2).
  init(attaching id: Int32, size: Int, access: Access) throws(SystemError) {
    guard let base = shmat(id, nil, access == .readOnly ? SHM_RDONLY : 0), base != MAP_FAILED else {
      throw .last("shmat", "\(id)")
    }
    self.base = base
    self.size = size
    isAttached = true
  }

  /// Private memory, all zero: mmap(2) with MAP_ANONYMOUS.
  public init(privateOfSize size: Int) throws(SystemError) {
    base = try Self.map(-1, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, "private memory")
    self.size = size
    isAttached = false
  }

  private static func map(
    _ descriptor: Int32, _ size: Int, _ protection: Int32, _ flags: Int32, _ name: String
  ) throws(SystemError) -> UnsafeMutableRawPointer {
    guard size > 0, let base = mmap(nil, size, protection, flags, descriptor, 0), base != MAP_FAILED
    else { throw .last("mmap", name) }
    return base
  }

  /// Writes the changes of a mapped file to its disk: msync(2).
  /// - Parameter waiting: whether to return only when they are there.
  public func synchronize(waiting: Bool) throws(SystemError) {
    try call("msync", "") { msync(base, size, waiting ? MS_SYNC : MS_ASYNC) }
  }

  deinit {
    // Each fails only for an address that was never mapped: munmap(2), shmdt(2).
    if isAttached { shmdt(base) } else { munmap(base, size) }
  }
}

extension Mapping {
  /// Maps a page of zeros in place of a page that is gone because somebody truncated the memory behind a mapping. For
  /// the handler of the SIGBUS that an access to it raised (mmap(2)). Returns whether it was such a page.
  /// Async-signal-safe on Linux.
  public static func patch(_ signal: UnsafePointer<siginfo_t>) -> Bool {
    // BUS_ADRERR: nothing is behind the address. Only memory that this program mapped can raise it.
    guard signal.pointee.si_code == 2, let address = signal.pointee._sifields._sigfault.si_addr else { return false }
    // getpagesize(3) reads a word that the kernel gave the process at its start.
    let size = Int(getpagesize())
    let page = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: address) & ~UInt(size - 1))
    let flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS
    return mmap(page, size, PROT_READ | PROT_WRITE, flags, -1, 0) != MAP_FAILED
  }
}
