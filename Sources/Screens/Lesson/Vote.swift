import Grid

/// The votes of a class on the choices of a prediction: once before they talk about it, and once after.
struct Vote: Sendable, Hashable {
  enum Phase: Sendable, Hashable { case first, talk, second }

  var phase = Phase.first
  /// For each round the votes for each choice, as typed.
  var rounds: [[String]]
  var selected = 0

  init(choices: Int) { rounds = Array(repeating: Array(repeating: "", count: choices), count: 2) }

  var round: Int { phase == .second ? 1 : 0 }

  /// Takes a digit, or takes one back; false if the key does not belong there.
  mutating func type(_ key: Key) -> Bool {
    guard phase != .talk else { return false }
    switch key {
    case .backspace: _ = rounds[round][selected].popLast()
    case .character(let character) where character.isASCII && character.isNumber:
      if rounds[round][selected].count < 4 { rounds[round][selected].append(character) }
    default: return false
    }
    return true
  }

  func counts(_ round: Int) -> [Int] { rounds[round].map { Int($0) ?? 0 } }

  /// What most were for in the end; nil if nobody voted, or not for one more than for all others.
  var winner: Int? {
    let counts = counts(1)
    guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1 else { return nil }
    return counts.firstIndex(of: most)
  }
}
