import Laboratory
import Model

extension Trial.Report {
  /// What the program ends with; nil when all is well.
  var exitCode: Int32? {
    switch verdict {
    case .deadlock: 4
    case .violated: 3
    case .holds, .unaccounted: failures.isEmpty ? nil : 1
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
        "\(discipline) on the counter, \(count(producers, "process", "processes"))",
        "additions \(expected ?? 0), the counter says \(counter ?? 0)",
      ] + ending + [conclusion]
    case "message":
      [
        "\(discipline) on the message, \(count(consumers, "reader"))",
        "written \(produced), read \(consumed), torn \(torn)",
      ]
        + (heard ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) read: \($0.value)" } + ending + [conclusion]
    default:
      [
        "\(discipline) on \(count(slots, "slot")), \(count(producers, "producer")), \(count(consumers, "consumer"))",
        "produced \(produced), consumed \(consumed)" + (ledger ? ", in the ring \(inRing)" : ""),
      ] + (ledger ? ["lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)"] : []) + waits
        + ending + [conclusion]
    }
  }

  private var unit: String { Program(rawValue: program)?.unit ?? "items" }

  /// What ended it, where the conclusion does not say so.
  private var ending: [String] {
    let time = Quantity.text(elapsedSeconds) + " s"
    return switch endedBy {
    case .items: ["ended when all \(unit) were done, after \(time)"]
    case .seconds: ["ended when the time was over, after \(time)"]
    case .schedule, .deadlock: []
    }
  }

  private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  private var conclusion: String {
    let rate = "\(Quantity.text(itemsPerSecond)) \(unit) a second"
    switch verdict {
    case .holds: return "holds: \(program == "ring" ? "every item accounted for" : "nothing went wrong"), \(rate)"
    case .unaccounted: return "nothing was accounted for (--no-ledger), \(rate)"
    case .violated:
      let errors = lost &+ duplicated &+ torn &+ phantom
      return "violated: \(errors) error\(errors == 1 ? "" : "s"), \(rate)"
    case .deadlock: return "deadlock: each waiting process waits for ever"
    }
  }
}
