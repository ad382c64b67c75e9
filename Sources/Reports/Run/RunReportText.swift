import Model

extension RunReport {
  /// The report as text, a sentence for each line: what ran, the counts, the findings, what ended it, and the
  /// conclusion.
  public var sentences: [String] {
    var lines = setup.program.ledger.report(totals)
    if !lines.isEmpty { lines[0] += provocationWords }
    return lines + outcome.findings + endingWords + [conclusion]
  }

  private var unit: String { setup.program.unit }

  /// The event that ended it, unless the conclusion mentions it.
  private var endingWords: [String] {
    let time = Quantity.text(elapsedSeconds) + " s"
    return switch ending {
    case .items: ["ended when all \(unit) were done, after \(time)"]
    case .seconds: ["ended when the time was over, after \(time)"]
    case .signal: ["ended by a signal, after \(time)"]
    case .schedule, .deadlock: []
    }
  }

  /// How a race was made likelier, if it was.
  private var provocationWords: String { provocation > 0 ? ", \(Provocation(every: provocation).words)" : "" }

  private var conclusion: String {
    isInterrupted ? "interrupted; until then: \(wholeConclusion)" : wholeConclusion
  }

  private var wholeConclusion: String {
    // Rounded to whole numbers from three figures on, like the counts above it.
    let figures = itemsPerSecond < 99.95 ? Quantity.text(itemsPerSecond) : "\(UInt64(itemsPerSecond.rounded()))"
    let rate = "\(figures) \(unit) a second"
    switch verdict {
    case .holds:
      return "holds: \(setup.program.ledger.holding), \(rate)"
    case .unaccounted: return "nothing was accounted for (--no-ledger), \(rate)"
    case .violated:
      let errors = Int(clamping: ledger.violations)
      let words = LedgerCounts.violation(errors, outcome.miscounts.count, outcome.troubles.count)
      return "violated: " + words + ", \(rate)"
    case .failed: return "failed: a worker could not do its work, \(rate)"
    case .deadlock: return outcome.deadlockWords
    }
  }
}

extension Outcome {
  /// A deadlock in a sentence.
  public var deadlockWords: String {
    needsCompany
      ? "deadlock: no process that is here can end this wait" : "deadlock: each waiting process waits for ever"
  }
}
