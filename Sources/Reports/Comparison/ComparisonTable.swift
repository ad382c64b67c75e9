import Grid
import Model

extension ComparisonReport {
  /// A line for each transport with messages of one size, below a heading.
  func table(_ size: Int, _ transports: [ComparedTransport], _ glyphs: GlyphSet) -> [String] {
    let here = rows.filter { $0.size == size }
    let fastest = here.compactMap { $0.figures?.messagesPerSecond }.max() ?? 0
    let slowest = Double(here.compactMap { $0.figures?.roundTrip }.max() ?? 0)
    return [Column.header(size)]
      + here.map { row in
        let title = transports.first { $0.name == row.transport }?.title ?? row.transport
        guard let figures = row.figures else { return Column.line(title, row.refusal?.summary ?? "") }
        return Column.line(
          title, rate: Quantity.large(figures.messagesPerSecond),
          rateBar: glyphs.bar(figures.messagesPerSecond, of: fastest, width: Column.rateBar),
          mebibytes: Quantity.text(figures.mebibytesPerSecond(size: size)), copies: "\(figures.copies)",
          calls: Quantity.text(figures.systemCalls), median: Quantity.time(figures.roundTrip, isASCII: glyphs.isASCII),
          timeBar: glyphs.bar(Double(figures.roundTrip), of: slowest, width: Column.timeBar),
          percentile99: Quantity.time(figures.roundTrip99thPercentile, isASCII: glyphs.isASCII))
      }
  }
}

/// The columns of a table, from the left. Together they are 79 characters wide.
private enum Column {
  static let title = 16
  static let rate = 7
  static let rateBar = 9
  static let mebibytes = 7
  static let copies = 6
  static let calls = 5
  static let time = 7
  static let timeBar = 7

  static func header(_ size: Int) -> String {
    [
      "\(size) bytes".padded(to: title), "messages/s".padded(to: rate + 1 + rateBar), "MiB/s".padded(before: mebibytes),
      "copies".padded(before: copies), "calls".padded(before: calls), " round trip".padded(to: time + 1 + timeBar),
      "99 %".padded(before: time),
    ].joined(separator: " ")
  }

  static func line(
    _ title: String, rate: String, rateBar: String, mebibytes: String, copies: String, calls: String, median: String,
    timeBar: String, percentile99: String
  ) -> String {
    [
      title.padded(to: Self.title), rate.padded(before: Self.rate), rateBar.padded(to: Self.rateBar),
      mebibytes.padded(before: Self.mebibytes), copies.padded(before: Self.copies), calls.padded(before: Self.calls),
      median.padded(before: time), timeBar.padded(to: Self.timeBar), percentile99.padded(before: time),
    ].joined(separator: " ")
  }

  static func line(_ title: String, _ reason: String) -> String { title.padded(to: Self.title) + "  " + reason }
}
