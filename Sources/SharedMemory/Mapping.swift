import Glibc
import SystemPackage

/// A shared mapping of a whole memory object into this process: mmap(2) with MAP_SHARED. Unmapped when it is dropped.
public final class Mapping {
  public enum Access: Sendable {
    case readOnly
    case readWrite
  }

  public let base: UnsafeMutableRawPointer
  public let size: Int

  public init(_ descriptor: FileDescriptor, size: Int, access: Access, name: String) throws(SystemError) {
    let protection = access == .readOnly ? PROT_READ : PROT_READ | PROT_WRITE
    guard size > 0, let base = mmap(nil, size, protection, MAP_SHARED, descriptor.rawValue, 0), base != MAP_FAILED
    else { throw .last("mmap", name) }
    self.base = base
    self.size = size
  }

  deinit {
    // It fails only for an address that was never mapped.
    munmap(base, size)
  }
}

extension Mapping {
  /// Puts a page of zeros where a page is gone because somebody truncated the memory behind a mapping. For the handler
  /// of the SIGBUS that touching it raised (mmap(2)); whether it was such a page. Async-signal-safe on Linux.
  public static func patch(_ signal: UnsafePointer<siginfo_t>) -> Bool {
    // BUS_ADRERR: there is nothing behind the address. Memory mapped by this program is all that can come to that.
    guard signal.pointee.si_code == 2, let address = signal.pointee._sifields._sigfault.si_addr else { return false }
    let size = 4096
    let page = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: address) & ~UInt(size - 1))
    let flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS
    return mmap(page, size, PROT_READ | PROT_WRITE, flags, -1, 0) != MAP_FAILED
  }
}
