import Glibc

/// The activity of a process that does not come to its next gate: proc(5).
public enum Elsewhere: Sendable, Hashable {
  /// It reads its standard input.
  case input
  /// It sleeps in this system call, or one without a known name.
  case call(String?)
  /// It runs, and passes no gate.
  case computing

  /// In one word.
  public var word: String {
    switch self {
    case .input: "input"
    case .call: "outside"
    case .computing: "computing"
    }
  }

  /// In words, as a state.
  public var words: String {
    switch self {
    case .input: "waits for input"
    case .call(let name): name.map { "waits outside, in \($0)" } ?? "waits outside"
    case .computing: "computes, and passes no gate"
    }
  }

  /// The present activity of a thread; nil if the thread is gone.
  init?(ofThread id: Int32) {
    let text = TextFile.read("/proc/\(id)/stat")
    guard let end = text.lastIndex(of: ")") else { return nil }
    switch text[text.index(after: end)...].split(separator: " ").first {
    case "R": self = .computing
    case "Z", "X": return nil
    default:
      let call = TextFile.read("/proc/\(id)/syscall").split(separator: " ")
      if call.first == "0", call.dropFirst().first == "0x0" {
        self = .input
      } else {
        self = .call(call.first.flatMap { Int($0) }.flatMap { Self.names[$0] })
      }
    }
  }

  /// The calls in which programs wait, by their numbers on x86-64.
  private static let names = [
    0: "read", 1: "write", 2: "open", 7: "poll", 23: "select", 34: "pause", 35: "nanosleep", 42: "connect",
    43: "accept", 44: "sendto", 45: "recvfrom", 46: "sendmsg", 47: "recvmsg", 61: "wait4", 65: "semop", 69: "msgsnd",
    70: "msgrcv", 72: "fcntl", 73: "flock", 128: "rt_sigtimedwait", 130: "rt_sigsuspend", 202: "futex",
    230: "clock_nanosleep", 232: "epoll_wait", 242: "mq_timedsend", 243: "mq_timedreceive", 247: "waitid",
    257: "openat", 270: "pselect", 271: "ppoll", 281: "epoll_pwait", 288: "accept4",
  ]
}
