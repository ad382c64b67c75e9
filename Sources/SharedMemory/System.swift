import CRegion
import Glibc
import SystemPackage

/// System calls that Swift cannot make on its own.
public enum System {
  /// The number of futex(2), as `/proc/PID/syscall` shows it.
  public static let futexNumber = Int(system_futex_number)

  /// The numbers of semop(2) and semtimedop(2), either of which the C library may use.
  public static let semaphoreNumbers = [Int(system_semop_number), Int(system_semtimedop_number)]

  /// The first 16 bits at an address in another process; nil if they cannot be read: process_vm_readv(2).
  public static func firstOfWords(at address: UInt64, of pid: Int32) -> UInt16? {
    var word: UInt16 = 0
    return system_read_process(pid, address, &word, 2) == 2 ? word : nil
  }

  /// The environment of this process: environ(7).
  public static var environment: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? { system_environment() }

  /// Whether some text printed to standard output could not be written: ferror(3).
  public static var hasOutputFailed: Bool { system_output_failed() != 0 }

  /// Closes all descriptors from this one up in a process that is to be spawned. Returns 0 or an error number:
  /// posix_spawn_file_actions_addclosefrom_np(3).
  public static func closeFrom(
    _ descriptor: Int32, in actions: inout posix_spawn_file_actions_t
  ) -> Int32 { system_close_from(&actions, descriptor) }

  /// The processors that a thread (0: this one) may use; nil if that fails: sched_getaffinity(2).
  public static func affinity(of thread: Int32) -> ProcessorSet? {
    var words = [UInt64](repeating: 0, count: Int(SYSTEM_PROCESSOR_WORDS))
    return system_get_affinity(thread, &words) == 0 ? ProcessorSet(words) : nil
  }

  /// Restricts a thread (0: this one) to these processors: sched_setaffinity(2).
  public static func setAffinity(of thread: Int32, _ processors: ProcessorSet) throws(SystemError) {
    try call("sched_setaffinity", "\(thread)") { system_set_affinity(thread, processors.words) }
  }

  /// A pipe that is closed on exec and never blocks: pipe2(2).
  public static func pipe() throws(SystemError) -> (readEnd: Int32, writeEnd: Int32) {
    var ends: [Int32] = [-1, -1]
    try call("pipe2", "") { system_pipe(&ends) }
    return (ends[0], ends[1])
  }

  /// Runs a closure with all signals blocked; those that arrive meanwhile are delivered afterwards:
  /// pthread_sigmask(3). A fault of its own, and SIGKILL, still take effect.
  public static func undisturbed<Value, Failure>(_ work: () throws(Failure) -> Value) throws(Failure) -> Value {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    // It cannot fail: the sets and the operation are valid.
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try work()
  }
}
