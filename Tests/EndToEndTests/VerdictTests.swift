import Foundation
import Support
import Testing

/// The same moves, run in every way that there is, come to the same verdict.
@Suite("One verdict in all ways of running", .serialized)
struct VerdictTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var options: String
    var schedule: String
    var verdict: String
    var status: Int32
    /// What each way says of it.
    var finding: String

    init(_ options: String, _ schedule: String, _ verdict: String, _ status: Int32, _ finding: String) {
      (self.options, self.schedule, self.verdict) = (options, schedule, verdict)
      (self.status, self.finding) = (status, finding)
    }

    var testDescription: String { "\(options): \(schedule)" }
    var words: [String] { options.split(separator: " ").map(String.init) + ["--schedule", schedule] }
  }

  static let cases = [
    Case("", "P1*7 C1*3", "holds", 0, "every item accounted for"),
    Case("", "C1 P1*2", "holds", 0, "every item accounted for"),
    Case("--producers 2 --discipline none", "P1 P2 P1 P2", "violated", 3, "lost 1"),
    Case("--program counter --discipline none", "A1 A2 A1*2 A2*2", "violated", 3, "1"),
    Case("--program counter --discipline private-mutex", "A1*4 A2 A1", "deadlock", 4, "A2 waits for mutex: it is free"),
    Case("--discipline mutex-first", "C1*2 P1", "deadlock", 4, "P1 waits for mutex: C1 holds it"),
    Case(
      "--discipline lost-wakeup --slots 1", "C1 P1*7 C1*2 P1", "deadlock", 4,
      "C1 waits for notEmpty: only P1 could signal it"),
    Case("--slots 1", "C1 P1*7 C1*2 P1", "holds", 0, "every item accounted for"),
    Case(
      "--consumers 0 --slots 1", "P1*8", "deadlock", 4, "P1 waits for empty: no process is left to post it; adding a"),
    Case("", "P1*3 kill:P1 C1", "deadlock", 4, "C1 waits for full: no process is left to post it"),
    Case("", "P1 kill:P1", "violated", 3, "empty is 9 and should be 10: 1 count was lost"),
    Case("", "P1*6 kill:P1 restart:P1", "violated", 3, "full is 0 and should be 1: 1 count was lost"),
    Case("--discipline sysv-semaphores", "P1*6 kill:P1", "violated", 3, "empty is 10 and should be 9"),
    Case("--discipline sysv-semaphores", "P1*2 kill:P1 C1", "deadlock", 4, "C1 waits for full"),
    Case("--discipline sysv-semaphores --producers 2", "P1*2 kill:P1 P2*2", "holds", 0, "every item accounted for"),
    Case("--program message --discipline reader-writes", "W1*22 R1*7", "violated", 3, "was killed by SIGSEGV"),
    Case("--program readers-writers", "R1*13 W1*5", "holds", 0, "every writer was alone inside"),
    Case("--program readers-writers", "R1*6 kill:R1", "violated", 3, "wrt is 0 and should be 1: 1 count was lost"),
    Case("--program readers-writers --readers 1", "R1*6 kill:R1 W1", "deadlock", 4, "W1 waits for wrt: no process is"),
    Case("--program readers-writers --discipline rwlock", "W1*2 kill:W1 R1", "deadlock", 4, "W1 died inside"),
    Case(
      "--program readers-writers --discipline no-writer-exclusion", "R1*6 W1", "violated", 3, "inside together 1"),
    Case("--program philosophers --philosophers 2", "P1*7 P2*7", "holds", 0, "no two neighbours ever ate together"),
    Case(
      "--program philosophers --philosophers 2 --discipline left-first", "P1*2 P2*2 P1 P2", "deadlock", 4,
      "P1 holds fork[0], waits for fork[1]: P2 holds it"),
    Case(
      "--program philosophers --philosophers 2", "P1*2 kill:P1 P2*2", "deadlock", 4,
      "P2 waits for fork[0]: P1 died holding it"),
    Case("--program philosophers --discipline no-forks", "P1*2 P2*2", "violated", 3, "1 error"),
    Case("--no-ledger", "P1*7", "unaccounted", 0, "nothing was accounted for"),
  ]

  @Test("a schedule, as words, as JSON and as a trace, ends with the same verdict and exit code", arguments: cases)
  func headless(_ moves: Case) throws {
    let line = [ringside, "run", "--headless"] + moves.words
    let plain = try run(line)
    #expect(plain.status == moves.status)
    #expect((plain.output + plain.errors).contains(moves.finding), "\(plain.output)")
    #expect(plain.output.contains("\(moves.verdict):") || moves.verdict == "unaccounted", "\(plain.output)")
    let json = try run(line + ["--json"])
    #expect(json.status == moves.status)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(report["verdict"] as? String == moves.verdict, "\(json.output)")
    let traced = try run(line + ["--trace"])
    #expect(traced.status == moves.status)
    #expect(traced.errors.contains(moves.finding), "\(traced.errors)")
  }

  @Test("the screen says the same when it is left, and ends with 0", arguments: everyThird(cases))
  func screen(_ moves: Case) throws {
    let terminal = try Terminal(moves.words, columns: 120, rows: 36)
    try terminal.comes("the end of the schedule") { $0.contains("‖ ") && !$0.contains("step 0") && $0.contains("quit") }
    terminal.press("q")
    try terminal.shows("status=0", moves.finding)
    if moves.verdict == "deadlock" { try terminal.shows("deadlock:") }
    if moves.verdict != "holds" { #expect(!terminal.screen.contains("every item accounted for") || moves.status != 0) }
  }

  @Test(
    "a worker that somebody kills or stops is told of, and the run does not go on for ever",
    arguments: [SIGKILL, SIGSTOP])
  func outside(signal: Int32) throws {
    let background = try Background(["--seconds", "600", "--pace", "100"])
    let producer = { background.workers.first { $0.name == "P1" } }
    #expect(eventually { producer() != nil && background.isRunning() })
    producer()?.signal(signal)
    // The consumer waits for ever for what the producer would have brought.
    #expect(background.wait() == 4)
    #expect(background.output.contains("C1 waits for full"))
    #expect(background.errors.contains(signal == SIGKILL ? "was killed by SIGKILL" : "was stopped by a signal"))
    #expect(background.isGone())
  }

  @Test("a worker that is killed while the others go on is a finding, too")
  func killed() throws {
    let background = try Background([
      "--items", "2000", "--pace", "1000", "--producers", "3", "--discipline", "robust-mutex",
    ])
    #expect(eventually { background.workers.contains { $0.name == "P2" } && background.isRunning() })
    background.workers.first { $0.name == "P2" }?.signal(SIGKILL)
    // Whether the consumer gets all the items that it is to have is up to when P2 died.
    #expect([3, 4].contains(background.wait()))
    #expect(background.errors.contains("was killed by SIGKILL"))
  }
}
