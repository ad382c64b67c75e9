import Model

/// The rate of work in items, additions or messages a second, from successive snapshots.
struct Rate: Sendable, Hashable {
  private struct Sample: Sendable, Hashable {
    var time: UInt64
    var items: UInt64
  }

  private var samples: [Sample] = []

  /// Nil until there is an earlier snapshot to compare with.
  var perSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.time > first.time else { return nil }
    return Double(last.items &- first.items) / (Double(last.time &- first.time) / 1e9)
  }

  mutating func note(_ snapshot: Snapshot) {
    let sample = Sample(time: snapshot.time, items: snapshot.ledger.done(in: snapshot.discipline.program))
    if let last = samples.last, sample.items < last.items || sample.time < last.time || snapshot.pace == .step {
      samples = []
    }
    // A slow tempo needs a long interval, and a high rate should be up to date.
    let window: UInt64 = snapshot.pace == .full ? 1_000_000_000 : 10_000_000_000
    samples.removeAll { sample.time &- $0.time > window }
    // Ten samples in a window are enough; the newest always counts.
    if samples.count > 1, sample.time &- samples[samples.count - 2].time < window / 10 { samples.removeLast() }
    samples.append(sample)
  }
}
