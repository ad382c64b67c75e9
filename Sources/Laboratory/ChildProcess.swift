import Glibc
import Model
import SharedMemory
import SystemPackage

/// A child process, from its start until it is reaped.
final class ChildProcess {
  let pid: Int32
  /// How it ended, once it has.
  private(set) var ending: Ending?

  /// Starts an executable with these arguments: posix_spawn(3).
  ///
  /// The child gets an empty signal mask and default signals (a parent may block some), nothing open but /dev/null and
  /// what it is to inherit, and a process group: an existing one, or with 0 one of its own, so that keys typed at the
  /// terminal do not signal it.
  ///
  /// - Parameter inherited: the descriptors that it is to have, as 3, 4, and so on.
  init(
    _ executable: String, arguments: [String], group: Int32, inherited: [Int32] = []
  ) throws(SystemError) {
    // Out of the way of the numbers that they are to have, or one would be overwritten before its turn.
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
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      try check(
        "posix_spawn_file_actions_addopen",
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0))
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
    // A worker that traps is to end at once, not to print a backtrace to nobody.
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

  /// Whether some child of this process has ended and is not yet reaped. One call where there are many children:
  /// waitid(2) with WNOWAIT.
  static var someChildHasEnded: Bool {
    var info = siginfo_t()
    // ECHILD: somebody else may have reaped one. Asking for each child tells.
    guard waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
    return info._sifields._sigchld.si_pid != 0
  }

  var isRunning: Bool { ending == nil }

  /// Whether a signal has stopped it: waitid(2) with WSTOPPED, which leaves it to be asked again. It needs no /proc.
  var isStopped: Bool {
    var info = siginfo_t()
    guard isRunning, waitid(P_PID, id_t(pid), &info, WSTOPPED | WNOHANG | WNOWAIT) == 0 else { return false }
    return info._sifields._sigchld.si_pid == pid && info.si_code == CLD_STOPPED
  }

  /// Whether it has ended by now; an ended child is reaped: waitid(2).
  func poll() -> Bool { ending != nil || wait(options: WEXITED | WNOHANG) }

  /// Sends a signal; nothing if it has ended, so that no stranger with its pid is ever hit.
  func signal(_ number: Int32) {
    // Until it is reaped its pid stays its own, and signalling a zombie changes nothing.
    if isRunning { Glibc.kill(pid, number) }
  }

  /// Ends it, wherever it is, and waits until it is gone.
  func kill() {
    signal(SIGKILL)
    while isRunning && !wait(options: WEXITED) {}
  }

  private func wait(options: Int32) -> Bool {
    var info = siginfo_t()
    guard waitid(P_PID, id_t(pid), &info, options) == 0 else {
      // ECHILD: somebody else reaped it. It is gone all the same.
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
