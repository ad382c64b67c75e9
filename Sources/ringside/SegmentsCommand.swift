import ArgumentParser
import FoundationEssentials
import Laboratory
import SharedMemory

/// `ringside segments`: what Ringside left behind anywhere on this machine.
struct SegmentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "List Ringside's segments on this machine; --remove clears those whose creator is dead.")

  @Flag(help: "Remove the segments whose creator is dead. A living one's are never touched.")
  var remove = false

  @Flag(help: "List as a JSON array.")
  var json = false

  func run() throws {
    var segments = try Leftovers.all()
    // One that cannot be removed keeps none of the others.
    var failures: [SystemError] = []
    if remove {
      for index in segments.indices where segments[index].state == .dead {
        do { segments[index] = try Leftovers.remove(segments[index]) } catch { failures.append(error) }
      }
    }
    defer { failures.forEach { say("\($0)") } }
    try list(segments)
    if !failures.isEmpty { throw ExitCode(1) }
  }

  private func list(_ segments: [Leftovers.Found]) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(segments), as: UTF8.self))
      return
    }
    if segments.isEmpty { return say("no segments of Ringside on this machine") }
    for segment in segments {
      let creator = segment.creator.map { "created by process \($0)" } ?? "creator unknown"
      print("\(printable(segment.name))  \(segment.bytes) bytes  \(creator)  \(segment.state.words)")
    }
    let dead = segments.count { $0.state == .dead }
    if dead > 0 { say("\(dead) left behind; `ringside segments --remove` clears them") }
  }
}
