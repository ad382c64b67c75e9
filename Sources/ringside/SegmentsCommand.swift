import ArgumentParser
import Laboratory
import Model
import SharedMemory

/// `ringside segments`: what Ringside has, or left behind, anywhere on this machine.
struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List Ringside's shared memory, semaphores and queues on this machine, and what left them behind.",
    discussion: """
      Looked for are POSIX shared memory, System V segments, semaphore sets and message queues, and mapped files in \
      TMPDIR. Beside each stands what to type to look at it and to remove it by hand.
      """)

  @Flag(help: "Remove what is surely Ringside's and whose creator is dead. What a living one uses is never touched.")
  var remove = false

  @Flag(help: "List as a JSON array.")
  var json = false

  func run() throws {
    var survey = Leftovers.survey()
    // One that cannot be removed keeps none of the others.
    var failures: [SystemError] = []
    if remove {
      for index in survey.found.indices where survey.found[index].state == .dead {
        do { survey.found[index] = try Leftovers.remove(survey.found[index]) } catch { failures.append(error) }
      }
    }
    defer { failures.forEach { say("\($0)") } }
    survey.failures.forEach(say)
    try list(survey.found)
    if !failures.isEmpty { throw ExitCode(1) }
  }

  private func list(_ found: [Leftovers.Found]) throws {
    if json {
      print(try JSONOutput.array(found, units: ["bytes": "bytes"]))
      return
    }
    if found.isEmpty { return say("no segments of Ringside on this machine") }
    for entry in found {
      let creator = entry.creator.map { "created by process \($0)" } ?? "creator unknown"
      let attached = entry.attached.map { "  attached \($0) times" } ?? ""
      let what = "\(entry.kind.words) \(harmless(entry.name))"
      print("\(what)  \(entry.bytes) bytes\(attached)  \(creator)  \(entry.state.words)")
      if entry.state != .removed { print("    \(harmless(entry.look))    \(harmless(entry.clear))") }
    }
    let dead = found.count { $0.state == .dead }
    if dead > 0 { say("\(dead) left behind; `ringside segments --remove` clears them") }
  }
}
