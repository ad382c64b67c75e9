import Grid
import Model

extension Scene {
  /// What runs, and at which pace. The colour of alarm says again what the words say.
  func title(_ size: Size) -> Grid {
    let isAlarming = !snapshot.discipline.isCorrect || state.isDeadlocked
    var grid = Grid(size)
    let style: Style = isAlarming ? .alarm : .title
    let room = size.width - width(of: pace) - 3
    let left = titles.lazy.map { $0.joined(separator: " \(glyphs.separator) ") }.first { width(of: $0) <= room }
    grid.put(titleBar(left ?? "", pace, style, size), at: (0, 0))
    return grid
  }

  private var pace: String {
    if state.isDeadlocked { return "\(glyphs.paused) \(stuckWord)" }
    return snapshot.pace == .step
      ? "\(glyphs.paused) step \(grouped(snapshot.steps, within: 13))" : "\(glyphs.runs) \(snapshot.pace.words)"
  }

  /// It takes both roles to lock each other out; one alone only waits for the other.
  private var stuckWord: String {
    let alive = Set(snapshot.workers.filter(\.isAlive).map(\.id.role))
    return alive.count == roles.count || snapshot.circle != nil ? "DEADLOCK" : "EVERYONE WAITS"
  }

  private var disciplineWords: String {
    let discipline = snapshot.discipline
    if discipline.isCorrect { return discipline.name }
    let name = discipline.name == "none" ? "NO SYNCHRONIZATION" : "\(discipline.name) (broken)"
    return discipline.provocation.map { "\(name), \($0.words)" } ?? name
  }

  /// Parts to be joined, from the most to the fewest.
  private var titles: [[String]] {
    let buffer = "ringside  \(snapshot.discipline.program.title)"
    let (memory, rules) = ("\(snapshot.backend) \(snapshot.segment)", disciplineWords)
    return [
      [buffer, memory, rules, sizes], [buffer, memory, rules], [buffer, snapshot.backend, rules], [buffer, rules],
      ["ringside", rules], [rules], ["ringside"],
    ]
  }

  private var sizes: String {
    let counts = roles.map { role in
      let count = snapshot.workers.count { $0.id.role == role }
      return "\(count) \(role.noun)\(count == 1 ? "" : "s")"
    }
    guard snapshot.discipline.program == .ring else { return counts.joined(separator: ", ") }
    let slots = snapshot.slots.count
    return "\(grouped(slots)) slot\(slots == 1 ? "" : "s") \(glyphs.separator) " + counts.joined(separator: ", ")
  }
}

/// A bar with words at both ends, as far as there is room for them: first those at the right, which change.
func titleBar(_ left: String, _ right: String, _ style: Style, _ size: Size) -> Grid {
  var grid = Grid(Size(width: size.width, height: min(1, size.height)))
  grid.fill(0..<size.width, row: 0, with: " ", style)
  let end = width(of: right) + 1
  guard end + 1 <= size.width else {
    if width(of: left) + 1 <= size.width { grid.put(left, at: (1, 0), style) }
    return grid
  }
  grid.put(right, at: (size.width - end, 0), style)
  if 1 + width(of: left) + 1 + end <= size.width { grid.put(left, at: (1, 0), style) }
  return grid
}
