import Glibc
import Model
import Testing

@Suite("Names of signals")
struct SignalNameTests {
  @Test("are those of this machine")
  func names() {
    let known: [(Int32, String)] = [
      (SIGHUP, "SIGHUP"), (SIGINT, "SIGINT"), (SIGQUIT, "SIGQUIT"), (SIGILL, "SIGILL"), (SIGTRAP, "SIGTRAP"),
      (SIGABRT, "SIGABRT"), (SIGBUS, "SIGBUS"), (SIGFPE, "SIGFPE"), (SIGKILL, "SIGKILL"), (SIGUSR1, "SIGUSR1"),
      (SIGSEGV, "SIGSEGV"), (SIGUSR2, "SIGUSR2"), (SIGPIPE, "SIGPIPE"), (SIGALRM, "SIGALRM"), (SIGTERM, "SIGTERM"),
      (SIGSTKFLT, "SIGSTKFLT"), (SIGCHLD, "SIGCHLD"), (SIGCONT, "SIGCONT"), (SIGSTOP, "SIGSTOP"),
      (SIGTSTP, "SIGTSTP"), (SIGTTIN, "SIGTTIN"), (SIGTTOU, "SIGTTOU"), (SIGURG, "SIGURG"), (SIGXCPU, "SIGXCPU"),
      (SIGXFSZ, "SIGXFSZ"), (SIGVTALRM, "SIGVTALRM"), (SIGPROF, "SIGPROF"), (SIGWINCH, "SIGWINCH"),
      (SIGPOLL, "SIGPOLL"), (SIGPWR, "SIGPWR"), (SIGSYS, "SIGSYS"),
    ]
    #expect(Set(known.map(\.0)) == Set(1...31))
    for (number, name) in known { #expect(signalName(number) == name) }
    for number in [-1, 0, 32, 40, 64, Int32.max, .min] { #expect(signalName(number) == "signal \(number)") }
  }
}

@Suite("Names in a row")
struct EnumerationTests {
  @Test("have commas, and a word before the last")
  func listed() {
    #expect([String]().listed() == "")
    #expect(["a"].listed() == "a" && ["a", "b"].listed() == "a and b" && ["a", "b", "c"].listed("or") == "a, b or c")
    #expect(["a", "b", "c"].listed(most: 3) == "a, b and c")
    #expect(["a", "b", "c", "d", "e"].listed(most: 3) == "a, b, c and 2 more")
    #expect([WorkerID(.producer, 1), WorkerID(.consumer, 2)].listed() == "P1 and C2")
  }
}
