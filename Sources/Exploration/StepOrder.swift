/// The order in which a program that is stepped to its end makes its steps, decided by a seed. An order that is fair to
/// everybody finds few bugs: a buffer never fills up. So each third seed keeps to one process for long, and each third
/// prefers some processes to others until it changes its mind, as PCT does (Burckhardt et al., ASPLOS 2010).
public struct StepOrder<Task: Hashable & Comparable> {
  private enum Manner { case fair, persistent, preferring }

  private var generator: SeededGenerator
  private let manner: Manner
  /// It changes its mind once in so many steps.
  private let constancy: Int
  private var last: Task?
  private var preferences: [Task: Int] = [:]

  public init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    manner = [.preferring, .fair, .persistent][Int(seed % 3)]
    constancy = [4, 12, 40][Int(seed / 3 % 3)]
  }

  /// The next of these tasks; nil if there is none.
  public mutating func next(of ready: [Task]) -> Task? {
    guard !ready.isEmpty else { return nil }
    let chosen: Task
    switch manner {
    case .fair: chosen = ready.randomElement(using: &generator)!
    case .persistent:
      let stays = Int.random(in: 0..<constancy, using: &generator) > 0
      chosen = stays ? last.flatMap { ready.contains($0) ? $0 : nil } ?? any(ready) : any(ready)
    case .preferring:
      for task in ready where preferences[task] == nil {
        preferences[task] = Int.random(in: 0..<1000, using: &generator)
      }
      chosen = ready.max { (preferences[$0] ?? 0, $1) < (preferences[$1] ?? 0, $0) }!
      // A process that never ends must not keep the others from ending.
      if Int.random(in: 0..<constancy, using: &generator) == 0 {
        preferences[chosen] = Int.random(in: 0..<500, using: &generator)
      }
    }
    last = chosen
    return chosen
  }

  private mutating func any(_ ready: [Task]) -> Task { ready.randomElement(using: &generator)! }
}
