import Support

/// Items a second at full speed, accounted for, against the textbook's loop in C.
func measureRing() throws -> [Line] {
  let items = 200_000
  return try Processors.onOne { processor in
    let (ours, baseline) = try inTurn {
      try ownRate("semaphores", items, keepsLedger: true)
    } _: {
      try baselineRate("semaphores", items, on: processor)
    }
    return [Line(quantity: "thousand items/s", ours: ours, baseline: baseline, bound: .atLeast(0.95))]
  }
}

/// Items a second at full speed, with nothing accounted for, against the same algorithm in C. What sleeps shares one
/// processor, where it does not depend on how long it takes to wake another; what spins has two.
func measureDisciplines() throws -> [Line] {
  let sleeping = try Processors.onOne { processor in
    try [
      ("semaphores", 200_000), ("mutex-condition", 200_000), ("robust-mutex", 200_000), ("sysv-semaphores", 100_000),
    ]
    .map { try line($0, items: $1, on: processor, bound: .atLeast(0.95)) }
  }
  guard Processors.allowed.count > 1 else { return sleeping }
  let spinning = try [("spinlock", 2_000_000), ("lock-free", 20_000_000)]
    .map { try line($0, items: $1, on: nil, bound: .atLeast(0.9)) }
  return sleeping + spinning
}

private func line(_ discipline: String, items: Int, on processor: Int?, bound: Line.Bound) throws -> Line {
  let (ours, baseline) = try inTurn {
    try ownRate(discipline, items, keepsLedger: false)
  } _: {
    try baselineRate(discipline, items, on: processor)
  }
  return Line(quantity: "\(discipline), thousand items/s", ours: ours, baseline: baseline, bound: bound)
}

/// Thousands of items a second that `ringside run` moves.
private func ownRate(_ discipline: String, _ items: Int, keepsLedger: Bool) throws -> Double {
  let words =
    [Built.ringside, "run", "--headless", "--items", "\(items)", "--json", "--discipline", discipline]
    + (keepsLedger ? [] : ["--no-ledger"])
  let report: OwnReport = try report(words)
  guard report.discipline == discipline, report.ledger == keepsLedger,
    report.verdict == (keepsLedger ? "holds" : "unaccounted"), report.consumed == items, report.failures.isEmpty
  else { throw Failure("\(words.joined(separator: " ")) lost count: \(report)") }
  return report.itemsPerSecond / 1000
}

/// The same of `baseline ring`, on one processor or on whichever. A wrong sum is an exit status there.
private func baselineRate(_ discipline: String, _ items: Int, on processor: Int?) throws -> Double {
  let report: RingReport = try report([
    Built.baseline, "ring", "--discipline", discipline, "--items", "\(items)", "--cpu", "\(processor ?? -1)",
  ])
  return report.items_per_second / 1000
}

/// What `ringside run --headless --json` prints, as far as it is of interest here.
private struct OwnReport: Decodable {
  var discipline, verdict: String
  var ledger: Bool
  var consumed: Int
  var itemsPerSecond: Double
  var failures: [String]
}

/// What `baseline ring` prints.
private struct RingReport: Decodable {
  var items_per_second: Double
}
