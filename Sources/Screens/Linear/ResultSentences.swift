import Grid
import Model

// The results of comparisons and searches in sentences, which a lesson shows in place of the experiment.

extension State {
  /// The table of the page, if it has one by now.
  var tableSentences: [String] {
    guard let table = player?.table, !table.isToCome else { return [] }
    switch table.kind {
    case .comparison: return comparisonSentences.map(\.spoken)
    case .exploration: return (explorer.result?.sentencesForListening ?? []).map(\.spoken)
    }
  }

  private var comparisonSentences: [String] {
    comparison.sizes.flatMap { size -> [String] in
      let rows = transports.compactMap { transport in
        comparison.rows[size]?[transport.name].map { sentence(about: $0, transport.title) }
      }
      return rows.isEmpty ? [] : ["Measured with messages of \(Quantity.counted(size, "byte")):"] + rows
    }
  }

  private func sentence(about row: ComparisonRow, _ title: String) -> String {
    guard let figures = row.figures else { return "\(title): \(row.refusal?.reason ?? "not available").".spoken }
    let half = Quantity.time(figures.roundTrip, isASCII: true)
    let most = Quantity.time(figures.roundTrip99thPercentile, isASCII: true)
    return "\(title): \(UInt64(max(0, min(figures.messagesPerSecond, 1e15)).rounded())) messages a second, "
      + "\(Quantity.counted(figures.copies, "copy", "copies")), \(Quantity.tenths(figures.systemCalls)) calls a message, "
      + "round trip \(half), 99 percent within \(most)."
  }
}

extension ExplorationResult {
  /// The steps of a run that are read out. A longer run is given as a schedule only.
  private static let mostSteps = 24

  var sentencesForListening: [String] {
    let levels = levels.map { "With \(Self.counted($0.preemptions, "preemption")): \($0.words)." }
    let covered = "\(coverage.name): \(coverage.wordings[0])".asSentence
    let rates = frequencies.isEmpty ? [] : ["How often it fails: \(frequencies.joined(separator: ", "))."]
    return ["The search has ended.", conclusion.capitalizedFirst.asSentence] + levels + ["It covered \(covered)"]
      + rates
      + findings.flatMap { words(of: $0) }
  }

  private func words(of finding: Finding) -> [String] {
    let failing = steps(finding.failingSteps, "The run that fails, \(finding.schedule)")
    let passing = finding.passing.map { steps(finding.passingSteps, "The nearest run that passes, \($0)") } ?? []
    return [
      "Found: \(finding.fault.title), with \(Self.counted(finding.preemptions, "preemption")), after "
        + "\(Self.counted(finding.steps, "step")).",
      "Why: \(finding.why)".asSentence,
    ] + failing + passing + [finding.difference.asSentence.capitalizedFirst]
  }

  private func steps(_ steps: [RunStep], _ title: String) -> [String] {
    guard !steps.isEmpty, steps.count <= Self.mostSteps else { return ["\(title)."] }
    return ["\(title):"]
      + steps.map { step in
        // The value is the last word: `in 1`.
        let words = step.change.split(separator: " ")
        let change = words.count < 2 ? "" : " \(words.dropLast().joined(separator: " ")) is \(words[words.count - 1])."
        let mark = step.mark.isEmpty ? "" : " An error: \(step.mark)."
        let preemption = step.isPreemption ? "Preemption. " : ""
        return "\(preemption)\(step.process): \(step.text.asSentence)\(change)\(mark)"
      }
  }
}
