import Model

/// A report as one flat object, for JSON: the fields that every program has, and with their own names the number of
/// processes of each role and the program's measures.
public struct RunReportData: Encodable {
  private let report: RunReport

  public init(_ report: RunReport) { self.report = report }

  /// The units of its figures. All others are counts of the things that they name.
  public static let units = ["elapsedSeconds": "s", "itemsPerSecond": "1/s", "words": "8 bytes"]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    let (setup, counts, outcome) = (report.setup, report.ledger, report.outcome)
    for (name, text) in [
      ("program", setup.program.name), ("backend", report.backend.rawValue), ("discipline", setup.discipline),
      ("verdict", report.verdict.rawValue), ("endedBy", report.ending.rawValue),
    ] { try object.encode(text, forKey: Key(name)) }
    for (name, number) in [("provoke", report.provocation), ("slots", setup.slots), ("words", setup.words)]
      + setup.program.parts.map({ ($0.plural, setup.count(of: $0.role)) })
    { try object.encode(number, forKey: Key(name)) }
    for (name, count) in [
      ("produced", counts.produced), ("consumed", counts.consumed), ("inRing", counts.inRing), ("lost", counts.lost),
      ("duplicated", counts.duplicated), ("torn", counts.torn), ("phantom", counts.phantom),
      ("overlaps", counts.overlaps),
    ] + report.measures.map({ ($0.name, $0.value) }) { try object.encode(count, forKey: Key(name)) }
    for (name, isSo) in [
      ("ledger", setup.keepsLedger), ("interrupted", report.isInterrupted), ("needsCompany", outcome.needsCompany),
    ] { try object.encode(isSo, forKey: Key(name)) }
    try object.encode(report.elapsedSeconds, forKey: Key("elapsedSeconds"))
    try object.encode(report.itemsPerSecond, forKey: Key("itemsPerSecond"))
    try object.encodeIfPresent(report.schedule?.description, forKey: Key("schedule"))
    let heard = report.heard.map { Dictionary(uniqueKeysWithValues: $0.map { ("\($0.key)", $0.value) }) }
    try object.encodeIfPresent(heard, forKey: Key("heard"))
    for (name, sentences) in [
      ("waits", outcome.waits.map(\.sentence)), ("miscounts", outcome.miscounts.map(\.sentence)),
      ("failures", outcome.troubles.map(\.sentence)),
    ] { try object.encode(sentences, forKey: Key(name)) }
  }
}
