import CSignals
import Glibc
import MessagePassing
import SharedMemory
import Synchronization
import Terminal

/// Ends this program when it crashes, or does not obey a signal in time: restores the terminal, and removes
/// everything that outlives a process. All of that happens in a signal handler, where only async-signal-safe calls
/// are allowed (signal-safety(7)). The workers die with their parent.
enum CrashGuard {
  /// A removal, and the entry before it. Never freed: a crash may happen at any time.
  private struct Entry {
    var removal: Removal
    var next: UnsafeMutablePointer<Entry>?
  }

  nonisolated(unsafe) private static let newest = Atomic<UnsafeMutablePointer<Entry>?>(nil)

  /// Registers an object that a crash must not leave behind.
  static func remember(_ removal: Removal) {
    let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
    entry.initialize(to: Entry(removal: removal, next: newest.load(ordering: .acquiring)))
    newest.store(entry, ordering: .releasing)
  }

  /// Installs the handlers.
  static func install() throws(SystemError) {
    touchAllThatAHandlerUses()
    try call("sigaction", "") {
      signals_catch_crashes { signal, info in CrashGuard.handle(signal, info?.assumingMemoryBound(to: siginfo_t.self)) }
    }
  }

  /// Swift initializes a static property at its first use, under a lock that may be held when a signal arrives.
  private static func touchAllThatAHandlerUses() {
    _ = newest.load(ordering: .relaxed)
    Screen.prepareEmergencyRestore()
    OwnedSystemVQueue.prepareForCrash()
  }

  private static func handle(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?) {
    // A page that is gone because somebody truncated the segment is not a crash: a page of zeros replaces it, and the
    // next check of the segment reports it.
    if signal == SIGBUS, let info, Mapping.patch(info) { return }
    end(by: signal)
  }

  /// Restores and removes everything, and ends the program by this signal. Async-signal-safe.
  static func end(by signal: Int32) -> Never {
    Screen.emergencyRestore()
    var entry = newest.load(ordering: .acquiring)
    while let present = entry {
      present.pointee.removal.perform()
      entry = present.pointee.next
    }
    OwnedSystemVQueue.removeInCrash()
    signals_end_by(signal)
  }
}
