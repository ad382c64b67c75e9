import Model

/// The recent course of the experiment: samples for small charts, at most a fixed number of them.
struct Trend: Sendable, Hashable {
  struct Sample: Sendable, Hashable {
    /// Items in the ring.
    var occupied: UInt64
    /// Items, additions or messages a second since the sample before; nil if unknown, as while stepping.
    var rate: Double?
    /// Errors since the sample before.
    var errors: UInt64
  }

  /// The newest last.
  private(set) var samples: [Sample] = []
  /// The totals at the newest sample, which the next one is compared with.
  private var last: Totals?

  private struct Totals: Sendable, Hashable {
    var time: UInt64
    var steps: UInt64
    var done: UInt64
    var errors: UInt64
    var isStepping: Bool

    init(_ snapshot: Snapshot) {
      (time, steps) = (snapshot.time, UInt64(clamping: snapshot.steps))
      (done, errors) = (snapshot.ledger.done(in: snapshot.discipline.program), snapshot.ledger.violations)
      isStepping = snapshot.pace == .step
    }
  }

  /// More columns than any screen has.
  static let most = 240
  /// The time between two samples while time runs, in nanoseconds: a minute fills the chart. While stepping, each
  /// step is one.
  static let interval: UInt64 = 250_000_000

  mutating func note(_ snapshot: Snapshot, after old: Snapshot?) {
    let now = Totals(snapshot)
    if old.map({ snapshot.isFreshStart(after: $0) }) ?? true { self = Trend() }
    guard let last, last.time <= now.time, last.done <= now.done, last.errors <= now.errors else {
      // There is no earlier sample, or the totals decreased, as after stepping back.
      self.last = now
      return
    }
    guard now.isStepping ? now.steps != last.steps : now.time - last.time >= Trend.interval else { return }
    let seconds = Double(now.time - last.time) / 1e9
    let isTimed = !now.isStepping && !last.isStepping && seconds > 0
    samples.append(
      Sample(
        occupied: snapshot.ledger.inRing, rate: isTimed ? Double(now.done - last.done) / seconds : nil,
        errors: now.errors - last.errors))
    if samples.count > Trend.most { samples.removeFirst(samples.count - Trend.most) }
    self.last = now
  }
}
