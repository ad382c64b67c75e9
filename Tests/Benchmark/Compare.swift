import Laboratory
import MessagePassing
import Support

/// What `ringside compare` measures, against the same transfer in C: a small message, and the largest that all can carry.
func measureCompare() throws -> [Line] {
  try Processors.onOne { processor in
    try Transports.all.flatMap { transport in
      try [64, 8192].flatMap { try lines(transport, size: $0, processor) }
    }
  }
}

private func lines(_ transport: any Transport, size: Int, _ processor: Int) throws -> [Line] {
  var comparison = Comparison()
  comparison.transports = [transport]
  comparison.sizes = [size]
  comparison.executable = Built.ringside
  let (ours, baseline) = try inTurn {
    guard let row = try comparison.run()?.rows.first, let figures = row.figures else {
      throw Failure("\(transport.name) cannot be measured here with messages of \(size) bytes")
    }
    return (rate: figures.messagesPerSecond / 1000, median: Double(figures.roundTrip) / 1000)
  } _: {
    let report: TransferReport = try report([
      Built.baseline, "transfer", transport.name, "--size", "\(size)", "--milliseconds",
      "\(Int(comparison.seconds * 500))", "--cpu", "\(processor)",
    ])
    return (rate: report.messages_per_second / 1000, median: report.round_trip_median / 1000)
  }
  let name = "\(transport.title), \(size) B"
  return [
    Line(
      quantity: "\(name), k/s", ours: ours.map(\.rate), baseline: baseline.map(\.rate), bound: .within(0.8...1.2)),
    Line(
      quantity: "\(name), trip, us", ours: ours.map(\.median), baseline: baseline.map(\.median),
      bound: .within(0.8...1.2)),
  ]
}

/// What `baseline transfer` prints.
private struct TransferReport: Decodable {
  var messages_per_second: Double
  var round_trip_median: Double
}
