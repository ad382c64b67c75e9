import Model

/// A report as one flat object, for JSON.
public struct RunReportData: Encodable {
  let program, backend, discipline: String
  /// A worker called sched_yield(2) every so many times, to make a race likelier; 0: never.
  let provoke: Int
  /// Whether everything was accounted for; without, only what was moved was counted.
  let ledger: Bool
  let slots, words, producers, consumers: Int
  let produced, consumed, inRing, lost, duplicated, torn, phantom: UInt64
  let verdict: Verdict
  let endedBy: RunReport.Ending
  let elapsedSeconds, itemsPerSecond: Double
  /// What the counter should hold, and what it does; of the program *counter* alone.
  let expected, counter: UInt64?
  let interrupted: Bool
  let schedule: String?
  /// What each reader copied out last; of the program *message* alone.
  let heard: [String: String]?
  /// The waits that will never end.
  let waits: [String]
  /// Whether another process could end them.
  let needsCompany: Bool
  /// What no longer counts what the ring holds.
  let miscounts: [String]
  /// Workers that did not end as they should, in words.
  let failures: [String]

  public init(_ report: RunReport) {
    let (setup, counts, outcome) = (report.setup, report.ledger, report.outcome)
    (program, backend, discipline) = (setup.program.rawValue, report.backend.rawValue, setup.discipline)
    (provoke, ledger) = (report.provocation, setup.keepsLedger)
    (slots, words, producers, consumers) = (setup.slots, setup.words, setup.producers, setup.consumers)
    (produced, consumed, inRing, lost) = (counts.produced, counts.consumed, counts.inRing, counts.lost)
    (duplicated, torn, phantom) = (counts.duplicated, counts.torn, counts.phantom)
    (verdict, endedBy, interrupted) = (report.verdict, report.ending, report.isInterrupted)
    (elapsedSeconds, itemsPerSecond) = (report.elapsedSeconds, report.itemsPerSecond)
    (expected, counter) = (report.counter.map { _ in counts.produced }, report.counter)
    schedule = report.schedule?.description
    heard = report.heard.map { Dictionary(uniqueKeysWithValues: $0.map { ("\($0.key)", $0.value) }) }
    (waits, needsCompany) = (outcome.waits.map(\.sentence), outcome.needsCompany)
    (miscounts, failures) = (outcome.miscounts.map(\.sentence), outcome.troubles.map(\.sentence))
  }

  /// The units of its figures. All others count what their name says.
  public static let units = ["elapsedSeconds": "s", "itemsPerSecond": "1/s", "words": "8 bytes"]
}
