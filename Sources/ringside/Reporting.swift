import FoundationEssentials
import Laboratory

extension Trial.Report {
  /// What the program ends with; nil when all is well.
  var exitCode: Int32? {
    switch verdict {
    case .deadlock: 4
    case .violated: 3
    case .holds: failures.isEmpty ? nil : 1
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
    [
      "\(discipline) on \(count(slots, "slot")), \(count(producers, "producer")), \(count(consumers, "consumer"))",
      "produced \(produced), consumed \(consumed), in the ring \(inRing)",
      "lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)",
      conclusion,
    ]
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private var conclusion: String {
    let rate = "\(Int(itemsPerSecond.rounded())) items a second"
    switch verdict {
    case .holds: return "holds: every item accounted for, \(rate)"
    case .violated: return "violated: \(lost &+ duplicated &+ torn &+ phantom) gone wrong, \(rate)"
    case .deadlock: return "deadlock: every process that is left waits for another"
    }
  }
}
