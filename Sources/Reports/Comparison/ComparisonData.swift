import Model

extension ComparisonReport: Encodable {
  private enum Key: String, CodingKey { case processor, processors, seconds, rows }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(processor, forKey: .processor)
    try values.encode(processors, forKey: .processors)
    try values.encode(seconds, forKey: .seconds)
    try values.encode(rows, forKey: .rows)
  }

  /// The units of its figures in JSON, including those of its rows.
  public static let units = [
    "seconds": "s", "size": "bytes", "messagesPerSecond": "1/s", "mebibytesPerSecond": "MiB/s",
    "copiesPerMessage": "1", "systemCallsPerMessage": "1", "roundTripMedian": "ns", "roundTrip99thPercentile": "ns",
  ]
}

/// A row is flat: its figures are beside its transport and its size.
extension ComparisonRow: Encodable {
  private enum Key: String, CodingKey {
    case transport, size, unavailable, summary
    case messagesPerSecond, mebibytesPerSecond, copiesPerMessage, systemCallsPerMessage, roundTripMedian
    case roundTrip99thPercentile
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(transport, forKey: .transport)
    try values.encode(size, forKey: .size)
    switch outcome {
    case .unavailable(let summary, let reason):
      try values.encode(reason, forKey: .unavailable)
      try values.encode(summary, forKey: .summary)
    case .measured(let figures):
      try values.encode(figures.messagesPerSecond, forKey: .messagesPerSecond)
      try values.encode(figures.mebibytesPerSecond(size: size), forKey: .mebibytesPerSecond)
      try values.encode(figures.copies, forKey: .copiesPerMessage)
      try values.encode(figures.systemCalls, forKey: .systemCallsPerMessage)
      try values.encode(figures.roundTrip, forKey: .roundTripMedian)
      try values.encode(figures.roundTrip99thPercentile, forKey: .roundTrip99thPercentile)
    }
  }
}

extension ComparisonReport {
  private static let columns = [
    "transport", "size_bytes", "messages_per_second", "mebibytes_per_second", "copies_per_message",
    "system_calls_per_message", "round_trip_median_ns", "round_trip_99th_percentile_ns", "unavailable",
  ]

  /// Comma-separated values with a header; each line ends with CR and LF: RFC 4180.
  public var csv: String { Self.csvHeader + rows.map(\.csv).joined() }

  /// The first line, with the names of the columns.
  public static var csvHeader: String { csvLine(columns) }
}

extension ComparisonRow {
  /// The row as a line of comma-separated values.
  public var csv: String {
    let figures = figures.map {
      [
        "\($0.messagesPerSecond)", "\($0.mebibytesPerSecond(size: size))", "\($0.copies)", "\($0.systemCalls)",
        "\($0.roundTrip)", "\($0.roundTrip99thPercentile)",
      ]
    }
    return csvLine([transport, "\(size)"] + (figures ?? Array(repeating: "", count: 6)) + [refusal?.reason ?? ""])
  }
}

private func csvLine(_ fields: [String]) -> String { fields.map(csvField).joined(separator: ",") + "\r\n" }

/// A field of such a line: quoted, with its own quotes doubled, if it would be ambiguous otherwise.
func csvField(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
  return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
