/// A way to make a race likelier: a worker calls sched_yield(2) between two operations, once every so many times.
///
/// The scheduler may preempt a process anywhere, but on one processor it does so only every few milliseconds. A whole
/// run may be over by then.
public struct Provocation: Sendable, Hashable {
  /// The worker yields once in this many times.
  public var interval: Int

  /// - Parameter interval: at least 1.
  public init(every interval: Int) { self.interval = interval }

  /// The default interval.
  public static let standard = 100

  /// Its line in a listing.
  public var line: String {
    interval == 1 ? "sched_yield()  // each time: provoked" : "sched_yield()  // 1 in \(interval): provoked"
  }

  /// A few words for titles and reports: "provoked 1 in 100".
  public var words: String { interval == 1 ? "provoked each time" : "provoked 1 in \(interval)" }
}

extension Discipline {
  /// The discipline as it runs with this interval; 0 means never.
  public func provoked(every interval: Int) -> Discipline {
    guard provocation != nil else { return self }
    var discipline = self
    discipline.provocation = interval > 0 ? Provocation(every: interval) : nil
    discipline.listing = listing.with(discipline.provocation)
    return discipline
  }

  /// The reason why it cannot be provoked like this; nil if it can. An interval of 0 is always allowed.
  /// - Parameter all: the disciplines to choose from, for the advice.
  public func whyNot(provokingEvery interval: Int, among all: [Discipline]) -> String? {
    guard interval > 0, provocation == nil else { return nil }
    let others = all.filter { $0.belongs(to: program) && $0.provocation != nil }.map(\.name)
    let advice = others.isEmpty ? "leave it out" : "leave it out, or choose \(others.listed("or"))"
    return "\(name) has no place where Ringside provokes a race; \(advice)"
  }
}
