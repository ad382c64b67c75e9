import Glibc
import Model
import SharedMemory
import SystemPackage

/// A child process, from its start until it is reaped.
final class ChildProcess {
  let pid: Int32
  /// Its ending; nil until it is known.
  private(set) var ending: Ending?

  /// Starts an executable with these arguments: posix_spawn(3).
  ///
  /// The child gets an empty signal mask and default signal handlers, since a parent may block some signals. Only
  /// an empty file and the inherited descriptors are open. It joins an existing process group, or with 0 gets a new one,
  /// so that keys typed at the terminal do not signal it.
  ///
  /// - Parameter inherited: the descriptors that it inherits, as 3, 4, and so on.
  init(
    _ executable: String, arguments: [String], group: Int32, inherited: [Int32] = []
  ) throws(SystemError) {
    // Copied above the numbers that the child will see; otherwise one could be overwritten before it is copied.
    var copies: [Int32] = []
    defer { copies.forEach { close($0) } }
    for descriptor in inherited {
      copies.append(
        try call("fcntl", "F_DUPFD_CLOEXEC") {
          fcntl(descriptor, F_DUPFD_CLOEXEC, Self.firstInherited + Int32(inherited.count))
        })
    }
    pid = try Self.spawn(executable, arguments, group, inherited: copies)
  }

  /// The number that the first inherited descriptor has in the child.
  static let firstInherited = STDERR_FILENO + 1

  private static func spawn(
    _ executable: String, _ arguments: [String], _ group: Int32, inherited: [Int32]
  ) throws(SystemError) -> Int32 {
    func check(_ name: String, _ error: Int32) throws(SystemError) {
      if error != 0 { throw SystemError(name, executable, Errno(rawValue: error)) }
    }
    var attributes = posix_spawnattr_t()
    try check("posix_spawnattr_init", posix_spawnattr_init(&attributes))
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, group)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    try check("posix_spawnattr_setflags", posix_spawnattr_setflags(&attributes, Int16(flags)))

    var actions = posix_spawn_file_actions_t()
    try check("posix_spawn_file_actions_init", posix_spawn_file_actions_init(&actions))
    defer { posix_spawn_file_actions_destroy(&actions) }
    let null = try OwnProcess.openNull()
    defer { close(null) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      try check(
        "posix_spawn_file_actions_adddup2", posix_spawn_file_actions_adddup2(&actions, null, descriptor))
    }
    var next = firstInherited
    for descriptor in inherited {
      try check(
        "posix_spawn_file_actions_adddup2", posix_spawn_file_actions_adddup2(&actions, descriptor, next))
      next += 1
    }
    try check("posix_spawn_file_actions_addclosefrom_np", System.closeFrom(next, in: &actions))

    let words: [UnsafeMutablePointer<CChar>?] = (["ringside"] + arguments).map { strdup($0.systemText) } + [nil]
    defer { words.forEach { free($0) } }
    // A worker that traps should end at once, not print a backtrace that nobody reads.
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no")]
    var variable = System.environment
    while let entry = variable?.pointee {
      if strncmp(entry, "SWIFT_BACKTRACE=", 16) != 0 { environment.append(strdup(entry)) }
      variable? += 1
    }
    environment.append(nil)
    defer { environment.forEach { free($0) } }

    var pid: pid_t = 0
    try check("posix_spawn", posix_spawn(&pid, executable, &actions, &attributes, words, environment))
    return pid
  }

  /// Whether some child of this process has ended and is not yet reaped: waitid(2) with WNOWAIT. One call for any
  /// number of children.
  static var someChildHasEnded: Bool {
    var info = siginfo_t()
    // ECHILD: somebody else may have reaped one. Then each child must be polled.
    guard waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
    return info._sifields._sigchld.si_pid != 0
  }

  var isRunning: Bool { ending == nil }

  /// Whether a signal has stopped it: waitid(2) with WSTOPPED, and with WNOWAIT, so that a later call can ask again.
  /// It needs no /proc.
  var isStopped: Bool {
    var info = siginfo_t()
    guard isRunning, waitid(P_PID, id_t(pid), &info, WSTOPPED | WNOHANG | WNOWAIT) == 0 else { return false }
    return info._sifields._sigchld.si_pid == pid && info.si_code == CLD_STOPPED
  }

  /// Whether it has ended by now. Reaps it if so: waitid(2).
  func poll() -> Bool { ending != nil || wait(options: WEXITED | WNOHANG) }

  /// Sends a signal, unless it has ended: its pid might belong to another process then.
  func signal(_ number: Int32) {
    // Until it is reaped its pid stays reserved, and signalling a zombie has no effect.
    if isRunning { Glibc.kill(pid, number) }
  }

  /// Kills it and waits until it is gone.
  func kill() {
    signal(SIGKILL)
    while isRunning && !wait(options: WEXITED) {}
  }

  private func wait(options: Int32) -> Bool {
    var info = siginfo_t()
    guard waitid(P_PID, id_t(pid), &info, options) == 0 else {
      // ECHILD: somebody else reaped it, so it is gone.
      if errno == ECHILD { ending = .exited(-1) }
      return ending != nil
    }
    guard info._sifields._sigchld.si_pid == pid else { return false }
    let status = info._sifields._sigchld.si_status
    ending = info.si_code == CLD_EXITED ? .exited(status) : .killed(signal: status)
    return true
  }

  deinit { kill() }
}
