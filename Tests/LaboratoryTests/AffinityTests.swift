import Glibc
import Model
import Support
import Testing

@testable import Laboratory

/// Where the viewer's thread and the workers may run, as the kernel says it: proc(5).
@Suite("Processors", .serialized, .enabled(if: Processors.allowed.count > 1, "there is one processor alone"))
struct AffinityTests {
  /// The line `Cpus_allowed_list` of this thread (nil) or of a process.
  private func allowedList(_ pid: Int32?) throws -> String {
    let status = try text(ofFile: pid.map { "/proc/\($0)/status" } ?? "/proc/thread-self/status")
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") })
    return line.split(separator: "\t").last.map(String.init) ?? ""
  }

  /// All lists that the viewer and the workers have; one if they agree.
  private func lists(_ experiment: Experiment) throws -> Set<String> {
    var lists: Set = [try allowedList(nil)]
    for member in experiment.members.values where member.process.isRunning {
      lists.insert(try allowedList(member.process.pid))
    }
    return lists
  }

  private func stage(_ pace: Pace, line: Int = #line) throws -> ScriptRunner {
    try ScriptRunner(
      Setup(producers: 2, pace: pace), memory: .posix(name: uniqueSegmentName(line: line)), executable: ringside)
  }

  @Test("stepping pins everyone to one processor, full speed gives all of them back, through everything that is done")
  func paces() throws {
    let all: Set = [try allowedList(nil)]
    let one: Set = ["\(Processors.allowed[0])"]
    let experiment = try experiment(Setup(producers: 2, pace: .step))
    let commands: [Command] = [
      .pace(.full), .reset, .pace(.step), .reset, .step(P1), .kill(P2), .restart(P2), .add(.consumer), .remove(C2),
      .back, .reset,
      .discipline("none"), .pace(.tempo(perSecond: 1000)), .kill(P1), .restart(P1), .add(.producer),
      .discipline("semaphores"), .pace(.full), .pace(.step), .pace(.full), .reset,
    ]
    #expect(try lists(experiment) == one)
    for command in commands {
      try experiment.apply(command)
      let wanted = experiment.snapshot().pace == .step ? one : all
      #expect(try lists(experiment) == wanted, "\(command)")
    }
    experiment.close()
    #expect(try [allowedList(nil)] == all)
  }

  @Test("a second and a third setup and a comparison leave races on all processors, and stepping on one")
  func setups() throws {
    let all: Set = [try allowedList(nil)]
    let one: Set = ["\(Processors.allowed[0])"]
    let stage = try stage(.step)
    defer { stage.close() }
    let run = ScriptStep.run(ScriptStep.Run(until: try Condition(reading: "produced >= 10"), .free(seconds: 10)))
    for discipline in ["none", "semaphores", "no-mutex"] {
      stage.perform([.begin(Setup(discipline: discipline, pace: .step), .posix)])
      try stage.finish()
      #expect(try lists(stage.experiment) == one)
      try stage.experiment.apply(.pace(.full))
      #expect(try lists(stage.experiment) == all)
      stage.perform([run, .reset])
      try stage.finish()
      #expect(try lists(stage.experiment) == one)
    }
    stage.perform([.compare([64], processors: 1), .begin(Setup(producers: 3, pace: .step), .sysv)])
    try stage.finish()
    #expect(try lists(stage.experiment) == one)
    try stage.experiment.apply(.pace(.full))
    #expect(try lists(stage.experiment) == all)
    stage.close()
    #expect(try [allowedList(nil)] == all)
  }

  @Test("a worker that somebody else has bound to a processor stays there")
  func bound() throws {
    let experiment = try experiment(Setup(pace: .full))
    defer { experiment.close() }
    let last = try #require(Processors.allowed.last)
    let member = try #require(experiment.members[P1])
    #expect(try run(["taskset", "-p", "-c", "\(last)", "\(member.process.pid)"]).status == 0)
    try experiment.apply(.pace(.tempo(perSecond: 100)))
    #expect(try allowedList(member.process.pid) == "\(last)")
  }

  private func text(ofFile path: String) throws -> String { try run(["cat", path]).output }
}
