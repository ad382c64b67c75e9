import ArgumentParser
import Laboratory
import Model
import SharedMemory

/// `ringside segments`: what Ringside has, or left behind, anywhere on this machine.
struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List Ringside's shared memory, semaphores and queues on this machine, and remove what was left behind.",
    discussion: """
      Examples:
        ringside segments            list what there is
        ringside segments --json     the same as a JSON array
        ringside segments --remove   remove what was left behind

      Lists POSIX shared memory, System V segments, semaphore sets, message queues, and mapped files in TMPDIR. Under each, \
      it shows what to type to look at it and, for what is Ringside's, to remove it by hand.

      Removes only what Ringside made and whose creator is proven dead: owner, mode, size and contents must agree, and the \
      lock that every living Ringside holds must be free, also when seen from another container.
      """)

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

  private func list(_ found: [Leftovers.Found]) throws {
    if json {
      print(try JSONOutput.array(found, units: ["bytes": "bytes"]))
      return
    }
    if found.isEmpty { return say("Ringside has nothing on this machine, and left nothing behind") }
    for entry in found {
      let creator = entry.creator.map { "created by process \($0)" } ?? "creator unknown"
      let attached = entry.attached.map { "  attached \($0) times" } ?? ""
      let what = "\(entry.kind.words) \(harmless(entry.name))"
      print("\(what)  \(entry.bytes) bytes\(attached)  \(creator)  \(entry.state.words)")
      let commands = entry.state == .removed ? [] : [entry.look, entry.clear].compactMap { $0 }
      if !commands.isEmpty { print("    " + commands.map { harmless($0) }.joined(separator: "    ")) }
    }
    let dead = found.count { $0.state == .dead }
    if dead > 0 { say("\(dead) left behind; `ringside segments --remove` removes them") }
  }
}

/// What was cleared away at the start, in a sentence.
func words(for cleared: [Leftovers.Found]) -> String {
  let names = cleared.prefix(3).map { "\($0.kind.words) \($0.name)" }.joined(separator: ", ")
  let rest = cleared.count > 3 ? " and \(cleared.count - 3) more" : ""
  return "cleared what a Ringside that was killed had left behind: \(names)\(rest)"
}
