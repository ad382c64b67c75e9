import CSignals
import Glibc
import SharedMemory

/// Standard output. If the program ends without an error, everything printed there has been written.
enum StandardOutput {
  /// Opens those of the descriptors 0 to 2 that are closed, so that no file of ours gets their numbers and the output
  /// for the user. Reading and writing there fail as before.
  static func reserveDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // open(2) returns the lowest free number, which is this one. Without /dev/null nothing more can be done.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes everything that was printed: fflush(3). Ends the program silently if nobody reads it any more.
  static func flush() throws(OutputFailure) {
    let isWritten = fflush(nil) == 0
    let error = errno
    guard !isWritten || System.hasOutputFailed else { return }
    if !isWritten && error == EPIPE {
      // A parent that ignored SIGPIPE gets an exit status instead.
      if signals_is_ignored(SIGPIPE) { exit(1) }
      signals_end_by(SIGPIPE)
    }
    throw OutputFailure(reason: isWritten ? nil : String(cString: strerror(error)))
  }
}

/// The error that printed text could not be written.
struct OutputFailure: Error, CustomStringConvertible {
  /// In the system's words, if still known.
  let reason: String?

  var description: String {
    "standard output could not be written\(reason.map { " (\($0))" } ?? ""); send it to where there is room"
  }
}
