import Laboratory

/// Items a second at full speed, against the textbook's loop in C.
func measureRing() throws -> [Line] {
  let items = 200_000
  return try Processors.onOne { processor in
    let (ours, baseline) = try inTurn {
      let words = [Built.ringside, "run", "--headless", "--items", "\(items)", "--json"]
      let report: Trial.Report = try report(words)
      guard report.verdict == .holds, report.consumed == items, report.failures.isEmpty else {
        throw Failure("\(words.joined(separator: " ")) lost count: \(report)")
      }
      return report.itemsPerSecond / 1000
    } _: {
      // A wrong sum is an exit status here.
      let report: RingReport = try report([
        Built.baseline, "ring", "--items", "\(items)", "--cpu", "\(processor)",
      ])
      return report.items_per_second / 1000
    }
    return [Line(quantity: "thousand items/s", ours: ours, baseline: baseline, bound: .atLeast(0.95))]
  }
}

/// What `baseline ring` prints.
private struct RingReport: Decodable {
  var items_per_second: Double
}
