import CWatch
import Glibc

/// Tells which of many processes have ended, by one system call: poll(2) of their pidfds.
final class ProcessEnds {
  private var descriptors: [Int32: Int32] = [:]

  deinit { descriptors.values.forEach { if $0 >= 0 { close($0) } } }

  /// The processes among these that have ended, or may have: one that cannot be asked like this is among them.
  func ended(among pids: Set<Int32>) -> Set<Int32> {
    for (pid, descriptor) in descriptors where !pids.contains(pid) {
      if descriptor >= 0 { close(descriptor) }
      descriptors[pid] = nil
    }
    for pid in pids where descriptors[pid] == nil { descriptors[pid] = watch_open_process(pid) }
    let asked = pids.filter { descriptors[$0] ?? -1 >= 0 }
    var polled = asked.map { pollfd(fd: descriptors[$0] ?? -1, events: Int16(POLLIN), revents: 0) }
    poll(&polled, nfds_t(polled.count), 0)
    let over = zip(asked, polled).filter { $0.1.revents != 0 }.map(\.0)
    return pids.subtracting(asked).union(over)
  }
}
