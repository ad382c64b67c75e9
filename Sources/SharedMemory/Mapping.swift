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
