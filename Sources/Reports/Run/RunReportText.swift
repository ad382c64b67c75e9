import Model

extension RunReport {
  /// What is told of it, a sentence for each line: what ran, what was counted, what was found, what ended it, and what
  /// it all comes to.
  public var sentences: [String] {
    switch setup.program {
    case .counter:
      [
        "\(setup.discipline) on the counter, \(count(setup.producers, "process", "processes"))" + provocationWords,
        "additions \(ledger.produced), the counter says \(counter ?? 0)",
      ] + outcome.findings + endingWords + [conclusion]
    case .message:
      [
        "\(setup.discipline) on the message, \(count(setup.consumers, "reader"))",
        "written \(ledger.produced), read \(ledger.consumed), torn \(ledger.torn)",
      ]
        + (heard ?? [:]).map { (name: "\($0.key)", text: $0.value) }.sorted { $0.name < $1.name }
        .map { "\($0.name) read: \($0.text)" } + outcome.findings + endingWords + [conclusion]
    case .ring:
      [
        "\(setup.discipline) on \(count(setup.slots, "slot")), \(count(setup.producers, "producer")), "
          + count(setup.consumers, "consumer") + provocationWords,
        "produced \(ledger.produced), consumed \(ledger.consumed)"
          + (setup.keepsLedger ? ", in the ring \(ledger.inRing)" : ""),
      ]
        + (setup.keepsLedger
          ? [
            "lost \(ledger.lost), duplicated \(ledger.duplicated), torn \(ledger.torn), phantom \(ledger.phantom)"
          ] : []) + outcome.findings + endingWords + [conclusion]
    }
  }

  private var unit: String { setup.program.unit }

  /// What ended it, where the conclusion does not say so.
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

  private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    Quantity.counted(number, noun, plural)
  }

  private var conclusion: String {
    isInterrupted ? "interrupted; until then: \(wholeConclusion)" : wholeConclusion
  }

  private var wholeConclusion: String {
    // Whole, as the counts above it, where it has three figures.
    let figures = itemsPerSecond < 99.95 ? Quantity.text(itemsPerSecond) : "\(UInt64(itemsPerSecond.rounded()))"
    let rate = "\(figures) \(unit) a second"
    switch verdict {
    case .holds:
      return "holds: \(setup.program == .ring ? "every item accounted for" : "nothing went wrong"), \(rate)"
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
  /// What a deadlock comes to, in a sentence.
  public var deadlockWords: String {
    needsCompany
      ? "deadlock: no process that is here can end this wait" : "deadlock: each waiting process waits for ever"
  }
}
