internal import Glibc

/// A C stream over a duplicate of a file descriptor, as `newterm` requires. The descriptor itself stays the caller's.
struct Stream: ~Copyable {
  let file: UnsafeMutablePointer<FILE>

  init(duplicating descriptor: CInt, mode: String) throws(TerminalError) {
    // No child inherits it; and 0, 1 and 2 keep their usual meanings.
    let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard duplicate >= 0 else { throw .refused(String(cString: strerror(errno))) }
    guard let file = fdopen(duplicate, mode) else {
      let reason = String(cString: strerror(errno))
      close(duplicate)
      throw .refused(reason)
    }
    self.file = file
  }

  var descriptor: CInt { fileno(file) }

  deinit { fclose(file) }
}
