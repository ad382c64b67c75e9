import CRegion
import Glibc

/// A program that was run to its end.
public struct Finished: Sendable {
  /// Its exit code, or 128 and the signal that ended it.
  public var status: Int32
  public var output: String
  public var errors: String
}

/// Runs a program to its end and keeps what it printed. Its standard input is empty.
///
/// Test threads block signals, and children inherit that: the child starts with none blocked.
public func run(_ words: [String], environment changes: [String: String] = [:]) throws -> Finished {
  let output = try TemporaryFile()
  let errors = try TemporaryFile()
  let child = try start(words, environment: changes, output: output.descriptor, errors: errors.descriptor)
  var status: Int32 = 0
  while waitpid(child, &status, 0) == -1 && errno == EINTR {}
  let signal = status & 0x7f
  return Finished(
    status: signal == 0 ? status >> 8 & 0xff : 128 + signal, output: output.text, errors: errors.text)
}

/// Starts a program and returns its process id. The caller waits for it.
public func start(
  _ words: [String], environment changes: [String: String] = [:], output: Int32? = nil, errors: Int32? = nil
) throws -> Int32 {
  try spawn(words, environment: environment(with: changes)) { actions in
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for (descriptor, target) in [(output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
      if let descriptor {
        posix_spawn_file_actions_adddup2(&actions, descriptor, target)
      } else {
        posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_WRONLY, 0)
      }
    }
  }
}

/// Starts a program that has no descriptors but those that `redirect` gives it, with no signal blocked and each as by
/// default: posix_spawn(3). Returns its process id.
/// - Parameter flags: further flags of posix_spawnattr_setflags(3).
public func spawn(
  _ words: [String], environment: [String], flags: Int32 = 0,
  redirect: (inout posix_spawn_file_actions_t) -> Void
) throws -> Int32 {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | flags))
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  redirect(&actions)
  // Other tests have files and terminals open, and wait for them to be closed.
  guard system_close_from(&actions, STDERR_FILENO + 1) == 0 else { throw StartFailure(description: "no memory") }
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup($0) } + [nil]
  defer { (arguments + variables).forEach { free($0) } }
  var pid: pid_t = 0
  let error = posix_spawnp(&pid, words[0], &actions, &attributes, arguments, variables)
  guard error == 0 else { throw StartFailure(description: "\(words[0]): \(String(cString: strerror(error)))") }
  return pid
}

public struct StartFailure: Error, CustomStringConvertible {
  public var description: String
}

private func environment(with changes: [String: String]) -> [String] {
  // The user's own settings must not decide what a test sees.
  let changes = ["XDG_CONFIG_HOME": "/nonexistent"].merging(changes) { $1 }
  guard let file = fopen("/proc/self/environ", "re") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
  let own = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  return own.filter { entry in !changes.keys.contains { entry.hasPrefix($0 + "=") } }
    + changes.map { "\($0.key)=\($0.value)" }
}

/// A file without a name: a place for output of any length.
final class TemporaryFile {
  let descriptor: Int32

  init() throws {
    var template = Array("/tmp/ringside-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw StartFailure(description: "mkstemp: \(String(cString: strerror(errno)))") }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  var text: String {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    var bytes = [UInt8](repeating: 0, count: size)
    let count = pread(descriptor, &bytes, size, 0)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}
