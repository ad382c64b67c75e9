import ArgumentParser
import Laboratory
import Model
import Reports
import SharedMemory

/// `ringside segments`: Ringside's objects on this machine, including those left behind.
struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List Ringside's shared memory, semaphores and queues on this machine, and remove what was left behind.",
    discussion: CommandManual.segments.discussion)

  @Flag(help: "Remove what Ringside made and whose creator is proven dead.")
  var remove = false

  @Flag(help: "List as a JSON array.")
  var json = false

  func run() throws {
    var survey = Leftovers.survey()
    var failures: [SystemError] = []
    if remove { (survey.found, failures) = Leftovers.remove(survey.found) }
    defer { failures.forEach { say("\($0)") } }
    survey.failures.forEach(say)
    try list(survey.found)
    if !failures.isEmpty { throw ExitCode(1) }
  }

  private func list(_ found: [Leftover]) throws {
    if json { return print(try JSONOutput.array(found, units: LeftoverTable.units)) }
    LeftoverTable.lines(found).forEach { print($0) }
    if let remark = LeftoverTable.remark(found) { say(remark) }
  }
}
