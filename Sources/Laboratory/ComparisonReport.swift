import MessagePassing

extension Comparison {
  /// The result of a comparison.
  public struct Report: Sendable, Codable, Hashable {
    /// The processor that both processes shared; nil if they did not share one.
    public var processor: Int?
    /// The processors on which the two were kept: one for both, or the sender's and the receiver's; empty for any.
    public var processors: [Int]
    /// How long each row took, in seconds.
    public var seconds: Double
    /// A row for each transport and size, the sizes in order.
    public var rows: [Row]

    public init(processors: [Int], seconds: Double, rows: [Row]) {
      processor = processors.count == 1 ? processors[0] : nil
      self.processors = processors
      self.seconds = seconds
      self.rows = rows
    }

    /// One transport with messages of one size: its figures, or why there are none.
    public struct Row: Sendable, Hashable {
      public var transport: String
      public var size: Int
      public var figures: Figures?
      public var unavailable: Unavailable?

      public init(
        _ transport: any Transport, size: Int, figures: Figures? = nil, unavailable: Unavailable? = nil
      ) {
        self.transport = transport.name
        self.size = size
        self.figures = figures
        self.unavailable = unavailable
      }
    }

    /// The measured figures.
    public struct Figures: Sendable, Codable, Hashable {
      public var messagesPerSecond: Double
      public var mebibytesPerSecond: Double
      public var copiesPerMessage: Int
      /// Of both processes together.
      public var systemCallsPerMessage: Double
      /// There and back, in nanoseconds.
      public var roundTripMedian: UInt64
      public var roundTrip99thPercentile: UInt64
    }
  }
}

extension Comparison.Report.Figures {
  /// From the accounts of the two processes.
  init(_ accounts: [Side: TransferResult], size: Int, copies: Int) {
    let (sender, receiver) = (accounts[.sender], accounts[.receiver])
    let messages = Double(receiver?.messages ?? 0)
    let nanoseconds = Double(receiver?.moment ?? 0) - Double(sender?.moment ?? 0)
    messagesPerSecond = nanoseconds > 0 ? messages / nanoseconds * 1e9 : 0
    mebibytesPerSecond = messagesPerSecond * Double(size) / 1_048_576
    copiesPerMessage = copies
    let calls = (sender?.systemCalls ?? 0) + (receiver?.systemCalls ?? 0)
    systemCallsPerMessage = messages > 0 ? Double(calls) / messages : 0
    roundTripMedian = sender?.median ?? 0
    roundTrip99thPercentile = sender?.percentile99 ?? 0
  }
}

/// A row is flat: its figures stand beside its transport and its size.
extension Comparison.Report.Row: Codable {
  private enum Key: String, CodingKey { case transport, size, unavailable, summary }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(transport, forKey: .transport)
    try values.encode(size, forKey: .size)
    try values.encodeIfPresent(unavailable?.description, forKey: .unavailable)
    try values.encodeIfPresent(unavailable?.summary, forKey: .summary)
    try figures?.encode(to: encoder)
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    transport = try values.decode(String.self, forKey: .transport)
    size = try values.decode(Int.self, forKey: .size)
    if let reason = try values.decodeIfPresent(String.self, forKey: .unavailable) {
      unavailable = Unavailable(try values.decodeIfPresent(String.self, forKey: .summary) ?? reason, reason)
    } else {
      figures = try Comparison.Report.Figures(from: decoder)
    }
  }
}

extension Comparison.Report {
  /// The units of its figures in JSON, those of its rows among them.
  public static let units = [
    "seconds": "s", "size": "bytes", "messagesPerSecond": "1/s", "mebibytesPerSecond": "MiB/s",
    "copiesPerMessage": "1", "systemCallsPerMessage": "1", "roundTripMedian": "ns", "roundTrip99thPercentile": "ns",
  ]

  private static let columns = [
    "transport", "size_bytes", "messages_per_second", "mebibytes_per_second", "copies_per_message",
    "system_calls_per_message", "round_trip_median_ns", "round_trip_99th_percentile_ns", "unavailable",
  ]

  /// Comma-separated values with a header, each line ended by CR and LF: RFC 4180.
  public var csv: String { Self.csvHeader + rows.map(\.csv).joined() }

  /// The first line of them.
  public static var csvHeader: String { csvLine(columns) }
}

extension Comparison.Report.Row {
  /// Its line of comma-separated values.
  public var csv: String {
    let figures = figures.map {
      [
        "\($0.messagesPerSecond)", "\($0.mebibytesPerSecond)", "\($0.copiesPerMessage)",
        "\($0.systemCallsPerMessage)", "\($0.roundTripMedian)", "\($0.roundTrip99thPercentile)",
      ]
    }
    return csvLine(
      [transport, "\(size)"] + (figures ?? Array(repeating: "", count: 6)) + [unavailable?.description ?? ""])
  }
}

private func csvLine(_ fields: [String]) -> String { fields.map(csvField).joined(separator: ",") + "\r\n" }

/// A field of such a line: in quotes, and its own quotes doubled, where it could be mistaken.
func csvField(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
  return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
