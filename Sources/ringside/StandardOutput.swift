import CSignals
import Glibc
import SharedMemory

/// Standard output: what is printed there has arrived when the program ends well.
enum StandardOutput {
  /// Opens those of the descriptors 0 to 2 that are closed, so that no file of ours takes their numbers and gets what is
  /// meant for the user. Reading and writing there fail as before.
  static func reserveDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest number that is free is this one. Without /dev/null there is nothing more to be done.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes all that was printed: fflush(3). Ends the program without a word where nobody reads it any more.
  static func flush() throws(OutputFailure) {
    let isWritten = fflush(nil) == 0
    let error = errno
    guard !isWritten || System.hasOutputFailed else { return }
    if !isWritten && error == EPIPE {
      // A parent that had SIGPIPE ignored gets a status instead.
      if signals_is_ignored(SIGPIPE) { exit(1) }
      signals_end_by(SIGPIPE)
    }
    throw OutputFailure(reason: isWritten ? nil : String(cString: strerror(error)))
  }
}

/// Something that was printed could not be written.
struct OutputFailure: Error, CustomStringConvertible {
  /// In the system's words, if it is still known.
  let reason: String?

  var description: String {
    "standard output could not be written\(reason.map { " (\($0))" } ?? ""); send it to where there is room"
  }
}
