import CRegion
import Glibc
import SystemPackage

/// Requests of a process to the kernel about itself.
public enum OwnProcess {
  /// getpid(2)
  public static var id: Int32 { getpid() }

  /// The arguments of this process, the program first. Swift reads them from /proc, which may be missing; these come
  /// from the C library.
  public static let arguments: [String] = {
    var count: Int32 = 0
    guard let values = system_arguments(&count) else { return CommandLine.arguments }
    return (0..<Int(count)).compactMap { values[$0].map { String(systemText: $0) } }
  }()

  /// The path of the program that this process runs, for starting it again: /proc/self/exe, or without /proc the path
  /// by which it was started, AT_EXECFN of getauxval(3).
  public static let executable: String = {
    let link = "/proc/self/exe"
    if access(link, X_OK) == 0 { return link }
    guard let path = system_executable(), let real = realpath(path, nil) else { return link }
    defer { free(real) }
    return String(cString: real)
  }()

  /// Opens a file that is empty and that nobody reads, for the standard streams of a child: /dev/null, or memory where
  /// that is missing, as in an empty root directory. The caller closes it; a child does not inherit it by itself.
  public static func openNull() throws(SystemError) -> Int32 {
    let null = open("/dev/null", O_RDWR | O_CLOEXEC | O_NOCTTY)
    if null >= 0 { return null }
    return try call("memfd_create", "null") { system_open_memory("null") }
  }

  /// Asks the kernel to send this signal when the thread that started this process ends: prctl(2), PR_SET_PDEATHSIG.
  public static func dieWithParent(by signal: Int32 = SIGKILL) throws(SystemError) {
    try call("prctl", "PR_SET_PDEATHSIG") { system_die_with_parent(signal) }
  }

  /// Disables the core file of a fatal signal: setrlimit(2), RLIMIT_CORE.
  public static func leaveNoCore() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    // Lowering a limit is always allowed.
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Sets the command name that ps(1) shows: prctl(2), PR_SET_NAME, cut to 15 bytes.
  public static func setName(_ name: String) {
    // Only the reader of ps needs it, so a failure does not matter.
    _ = system_set_name(name)
  }

  /// Lets this signal interrupt a sleeping call with EINTR, or end a sleep on a mutex or condition that is limited by
  /// a word: see `SharedMutex`.
  public static func beInterrupted(by signal: Int32) throws(SystemError) {
    try call("sigaction", "\(signal)") { system_interrupt_on(signal, SharedMutex.endSleep) }
  }
}

/// Lets another process run: sched_yield(2).
public func yieldProcessor() {
  // It never fails on Linux.
  sched_yield()
}

/// Tells the processor that this is a spin loop: `pause` on x86, `yield` on ARM.
public func pauseProcessor() { system_pause() }
