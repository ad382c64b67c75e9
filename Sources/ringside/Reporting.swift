import FoundationEssentials
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
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    } else if tracing {
      say(sentences.joined(separator: "; "))
    } else {
      sentences.forEach { Swift.print($0) }
    }
  }

  private var sentences: [String] {
    switch program {
    case "counter":
      [
        "\(discipline) on the counter, \(count(producers, "process", "processes"))",
        "additions \(expected ?? 0), the counter says \(counter ?? 0)", conclusion,
      ]
    case "message":
      [
        "\(discipline) on the message, \(count(consumers, "reader"))",
        "written \(produced), read \(consumed), torn \(torn)",
      ]
        + (heard ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) read: \($0.value)" } + [conclusion]
    default:
      [
        "\(discipline) on \(count(slots, "slot")), \(count(producers, "producer")), \(count(consumers, "consumer"))",
        "produced \(produced), consumed \(consumed)" + (ledger ? ", in the ring \(inRing)" : ""),
      ] + (ledger ? ["lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)"] : []) + waits + [
        conclusion
      ]
    }
  }

  private func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  private var conclusion: String {
    let rate = "\(Int(itemsPerSecond.rounded())) \(Program(rawValue: program)?.unit ?? "items") a second"
    switch verdict {
    case .holds: return "holds: \(program == "ring" ? "every item accounted for" : "nothing went wrong"), \(rate)"
    case .unaccounted: return "nothing was accounted for (--no-ledger), \(rate)"
    case .violated: return "violated: \(lost &+ duplicated &+ torn &+ phantom) gone wrong, \(rate)"
    case .deadlock: return "deadlock: who waits will wait for ever"
    }
  }
}
