import CWatch
import Glibc

/// Something whose bytes are read again and again.
protocol BytesReader: Sendable {
  /// Nil if it has none there.
  func bytes(at offset: Int, count: Int) -> [UInt8]?
}

/// A file that is read again and again, at most until its end: it may shrink at any time, so it is not mapped.
final class FileReader: BytesReader {
  private let descriptor: Int32

  init?(_ path: String) {
    // A FIFO would wait for its other end.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }
}

/// The memory of a process, which may end at any time: process_vm_readv(2).
struct ProcessReader: BytesReader {
  let pid: Int32
  let address: UInt64

  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = watch_read_memory(pid, address &+ UInt64(offset), &bytes, count)
    return found == count ? bytes : nil
  }
}
