import CRegion
import Glibc
import Model
import Programs
import SharedMemory

/// `ringside` as a user starts it, in a terminal of 80x24 of its own.
final class Session {
  let terminal: EmptiedTerminal
  let pid: Int32
  /// When it was started, in seconds as `now()` has them.
  let start: Double
  private var isOver = false

  private var segment: String { "/ringside-\(pid)" }

  /// - Parameter word: a word of the first frame.
  init(_ arguments: [String] = [], lookingFor word: String = "semaphores") throws {
    terminal = try EmptiedTerminal(width: 80, height: 24, lookingFor: word)
    start = now()
    pid = try Self.spawn(arguments, on: terminal.descriptor)
  }

  private static func spawn(_ arguments: [String], on terminal: Int32) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_adddup2(&actions, terminal, descriptor)
    }
    let words = ([Built.ringside] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, Built.ringside, &actions, nil, words, system_environment())
    guard error == 0 else { throw Failure("\(Built.ringside) cannot be started: \(String(cString: strerror(error)))") }
    return pid
  }

  /// Its shared memory, for reading alone; nil before it is laid out.
  var region: Region? {
    guard let mapping = try? PosixSegment(opening: segment, access: .readOnly).map(.readOnly) else { return nil }
    return try? Region(attaching: mapping)
  }

  /// Ends it by SIGTERM, and looks that it went as it should and left nothing.
  func end() throws {
    guard !isOver else { return }
    kill(pid, SIGTERM)
    var status: Int32 = 0
    do {
      try find("the end of ringside") { waitpid(pid, &status, WNOHANG) == pid ? true : nil }
    } catch {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      shm_unlink(segment)
      isOver = true
      throw error
    }
    isOver = true
    terminal.close()
    guard status == SIGTERM else { throw Failure("ringside did not end by the SIGTERM that it was sent") }
    guard access("/dev/shm\(segment)", F_OK) != 0 else { throw Failure("ringside left \(segment) behind") }
  }

  // Only after a failure that is being told already.
  deinit { try? end() }
}
