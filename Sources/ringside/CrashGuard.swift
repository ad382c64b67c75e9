import Glibc
import MessagePassing
import SharedMemory
import Synchronization
import Terminal

/// What is done when this program crashes: the terminal is given back and what outlives a process removed, in a signal
/// handler, where only async-signal-safe calls are allowed (signal-safety(7)). The workers die with their parent.
enum CrashGuard {
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP]

  /// What is to be removed, and what was remembered before it. Never freed: a crash may come at any time.
  private struct Entry {
    var removal: Removal
    var next: UnsafeMutablePointer<Entry>?
  }

  nonisolated(unsafe) private static let newest = Atomic<UnsafeMutablePointer<Entry>?>(nil)

  /// Names something that a crash must not leave behind.
  static func remember(_ removal: Removal) {
    let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
    entry.initialize(to: Entry(removal: removal, next: newest.load(ordering: .acquiring)))
    newest.store(entry, ordering: .releasing)
  }

  /// Installs the handlers, on a stack of their own, so that an overflow of the ordinary one is survived as well.
  static func install() throws(SystemError) {
    let size = 64 * 1024
    var stack = stack_t()
    stack.ss_sp = .allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    try call("sigaltstack", "") { sigaltstack(&stack, nil) }
    for signal in crashes {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { signal, info, _ in CrashGuard.handle(signal, info) }
      action.sa_flags = SA_SIGINFO | Int32(SA_ONSTACK)
      try call("sigaction", "\(signal)") { sigaction(signal, &action, nil) }
    }
  }

  private static func handle(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?) {
    // A page that is gone because somebody truncated the segment is no crash: zeros take its place, and the next look
    // after the segment says what happened.
    if signal == SIGBUS, let info, Mapping.patch(info) { return }
    Screen.emergencyRestore()
    var entry = newest.load(ordering: .acquiring)
    while let present = entry {
      present.pointee.removal.perform()
      entry = present.pointee.next
    }
    OwnedSystemVQueue.removeInCrash()
    Glibc.signal(signal, SIG_DFL)
    raise(signal)
  }
}
