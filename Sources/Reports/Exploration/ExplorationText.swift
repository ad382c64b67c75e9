import Model
import Screens

extension ExplorationReport {
  /// The report as text, a sentence for each line.
  /// - Parameter catalogue: all disciplines, for the command that replays a finding.
  public func sentences(among catalogue: [Discipline]) -> [String] {
    let levels = result.levels.map { level in
      "\(ExplorationResult.counted(level.preemptions, "preemption")): \(level.words)"
    }
    let frequencies =
      result.frequencies.isEmpty ? [] : ["how often it fails: \(result.frequencies.joined(separator: ", "))"]
    let command = result.findings.first.map { [setup.command($0.schedule, on: backend, among: catalogue)] } ?? []
    return levels + ["\(result.coverage.name): \(result.coverage.wordings[0])"] + result.findings.flatMap(\.lines)
      + frequencies + [result.conclusion] + command
  }
}

extension ExplorationResult.Finding {
  /// The longest schedule that is in a sentence, in steps. A longer one is only in the command that replays it.
  private static let longest = 200

  fileprivate var lines: [String] {
    let simplest = isSimplest ? "" : " (there may be a simpler one)"
    let isLong = steps > Self.longest
    return [
      "found \(fault.title) at \(ExplorationResult.counted(preemptions, "preemption")) after "
        + "\(ExplorationResult.counted(steps, "step"))\(simplest)\(isLong ? "" : ": \(schedule)")",
      "why: \(why)",
    ] + (passing.flatMap { isLong ? nil : ["passes: \($0)"] } ?? []) + [difference]
  }
}
