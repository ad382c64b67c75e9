import Laboratory
import Model

extension Trial.Report {
  /// What the program ends with; nil when all is well.
  var exitCode: Int32? {
    switch verdict {
    case .deadlock: 4
    case .violated: 3
    case .failed: 1
    case .holds, .unaccounted: nil
    }
  }

  /// Data to standard output; below a trace, the words that sum it up to standard error.
  func print(asJSON: Bool, tracing: Bool) throws {
    for failure in failures { say(failure) }
    if asJSON {
      Swift.print(try JSONOutput.object(self, kind: "report", units: Self.units))
    } else if tracing {
      say(sentences.joined(separator: "; "))
    } else {
      sentences.forEach { Swift.print($0) }
    }
  }

  /// The units of its figures. All others count what their name says.
  static var units: [String: String] {
    ["elapsedSeconds": "s", "itemsPerSecond": "1/s", "words": "8 bytes"]
  }

  private var sentences: [String] {
    switch program {
    case "counter":
      [
        "\(discipline) on the counter, \(count(producers, "process", "processes"))" + provocation,
        "additions \(expected ?? 0), the counter says \(counter ?? 0)",
      ] + findings + ending + [conclusion]
    case "message":
      [
        "\(discipline) on the message, \(count(consumers, "reader"))",
        "written \(produced), read \(consumed), torn \(torn)",
      ]
        + (heard ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) read: \($0.value)" } + findings
        + ending + [conclusion]
    default:
      [
        "\(discipline) on \(count(slots, "slot")), \(count(producers, "producer")), \(count(consumers, "consumer"))"
          + provocation,
        "produced \(produced), consumed \(consumed)" + (ledger ? ", in the ring \(inRing)" : ""),
      ] + (ledger ? ["lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)"] : []) + findings
        + ending + [conclusion]
    }
  }

  private var findings: [String] { waits + miscounts }

  private var unit: String { Program(rawValue: program)?.unit ?? "items" }

  /// What ended it, where the conclusion does not say so.
  private var ending: [String] {
    let time = Quantity.text(elapsedSeconds) + " s"
    return switch endedBy {
    case .items: ["ended when all \(unit) were done, after \(time)"]
    case .seconds: ["ended when the time was over, after \(time)"]
    case .signal: ["ended by a signal, after \(time)"]
    case .schedule, .deadlock: []
    }
  }

  /// How a race was made likelier, if it was.
  private var provocation: String { provoke > 0 ? ", \(Provocation(every: provoke).words)" : "" }

  private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  private var conclusion: String {
    interrupted ? "interrupted; until then: \(wholeConclusion)" : wholeConclusion
  }

  private var wholeConclusion: String {
    // Whole, as the counts above it, where it has three figures.
    let figures = itemsPerSecond < 99.95 ? Quantity.text(itemsPerSecond) : "\(UInt64(itemsPerSecond.rounded()))"
    let rate = "\(figures) \(unit) a second"
    switch verdict {
    case .holds: return "holds: \(program == "ring" ? "every item accounted for" : "nothing went wrong"), \(rate)"
    case .unaccounted: return "nothing was accounted for (--no-ledger), \(rate)"
    case .violated:
      let errors = Int(clamping: lost &+ duplicated &+ torn &+ phantom)
      return "violated: " + LedgerCounts.violation(errors, miscounts.count, failures.count) + ", \(rate)"
    case .failed: return "failed: a worker could not do its work, \(rate)"
    case .deadlock where needsCompany: return "deadlock: no process that is here can end this wait"
    case .deadlock: return "deadlock: each waiting process waits for ever"
    }
  }
}
