import Model

/// The paces that `+` and `-` step through, in operations a second of each process.
enum Tempo {
  static let steps: [Double] = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 125, 250, 500, 1000]

  /// The next pace up; nil from full speed.
  static func faster(than pace: Pace) -> Pace? {
    guard case .tempo(let now) = pace else { return nil }
    return steps.first { $0 > now }.map { .tempo(perSecond: $0) } ?? .full
  }

  /// The next pace down; nil from the slowest.
  static func slower(than pace: Pace) -> Pace? {
    guard case .tempo(let now) = pace else { return .tempo(perSecond: steps.last!) }
    return steps.last { $0 < now }.map { .tempo(perSecond: $0) }
  }
}

extension Pace {
  /// A text with as few words as possible: `4/s each`.
  var words: String {
    switch self {
    case .step: "step by step"
    case .full: "full speed"
    case .tempo(let perSecond) where perSecond < 1: "1 in \(decimal(1 / perSecond)) s each"
    case .tempo(let perSecond): "\(decimal(perSecond))/s each"
    }
  }
}
