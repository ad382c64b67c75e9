/// A search that a script makes, and what it must prove.
public struct ScriptExploration: Sendable, Hashable {
  public enum Claim: Sendable, Hashable, CustomStringConvertible {
    /// No schedule breaks the program.
    case noBug
    /// No schedule with so many preemptions does.
    case noBugWithin(Int)
    /// A bug shows within so many preemptions.
    case foundWithin(Int)

    public var description: String {
      switch self {
      case .noBug: "no bug at any number of preemptions"
      case .noBugWithin(let bound): "no bug within \(Quantity.counted(bound, "preemption"))"
      case .foundWithin(let bound): "found within \(Quantity.counted(bound, "preemption"))"
      }
    }

    /// Reads such a claim; nil if it is none.
    public init?(reading text: some StringProtocol) {
      let words = String(text).split(separator: " ").map(String.init)
      if words == ["no", "bug", "at", "any", "number", "of", "preemptions"] {
        self = .noBug
        return
      }
      guard let bound = words.count >= 2 ? Int(decimal: words[words.count - 2]) : nil, bound <= 1000,
        ["preemption", "preemptions"].contains(words[words.count - 1])
      else { return nil }
      switch words.dropLast(2) {
      case ["no", "bug", "within"]: self = .noBugWithin(bound)
      case ["found", "within"]: self = .foundWithin(bound)
      default: return nil
      }
    }
  }

  /// How many items the processes do.
  public var items: UInt64
  /// How many processes may be killed in a schedule.
  public var kills: Int
  /// The fault to look for; nil for any.
  public var fault: Fault?
  public var claim: Claim

  public init(items: UInt64 = 2, kills: Int = 0, fault: Fault? = nil, claim: Claim) {
    (self.items, self.kills, self.fault, self.claim) = (items, kills, fault, claim)
  }

  /// The limits of its numbers.
  public enum Limit {
    public static let items = 1...1000 as ClosedRange<UInt64>
    public static let kills = 0...8
  }

  /// Why a result does not prove the claim, in a sentence; nil if it does.
  public func whyNot(_ result: ExplorationResult) -> String? {
    let first = result.findings.first
    let found = first.map { "the search found \($0.fault.title) at \(Quantity.counted($0.preemptions, "preemption"))" }
    let holds: Bool
    switch claim {
    case .noBug: holds = first == nil && result.isExhausted
    case .noBugWithin(let bound):
      holds = first.map { $0.preemptions > bound } ?? (result.isExhausted || result.levels.count > bound)
    case .foundWithin(let bound): holds = first.map { $0.preemptions <= bound } ?? false
    }
    if holds { return nil }
    return "`\(claim)` is not true: \(found ?? (result.isExhausted ? "there is no bug" : "the search found nothing"))"
  }
}

extension ExplorationResult {
  /// A figure of a search that conditions can name: `explored.bad`.
  enum Figure: String, Sendable, Hashable, CaseIterable {
    /// The sizes of the search.
    case states, runs
    /// The complete schedules, and those that end badly.
    case schedules, bad
    /// The fewest preemptions that lead to a bug, and with so many the fewest steps.
    case preemptions, steps
  }

  /// Nil if there is none.
  func value(of figure: Figure) -> Double? {
    switch figure {
    case .states: Double(states)
    case .runs: Double(runs)
    case .schedules: schedules.map { Double($0) }
    case .bad: bad.map { Double($0) }
    case .preemptions: (findings.first?.preemptions).map { Double($0) }
    case .steps: (findings.first?.steps).map { Double($0) }
    }
  }
}
