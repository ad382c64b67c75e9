import Grid
import Model

extension Scene {
  /// The program, its synchronization and its pace. The colour of alarm only repeats the words.
  func title(_ size: Size) -> Grid {
    let isAlarming = !snapshot.discipline.isCorrect || state.isDeadlocked || snapshot.memory.isRemoved
    var grid = Grid(size)
    let style: Style = isAlarming ? .alarm : .title
    let room = size.width - width(of: pace) - 3
    let wordings = titles.map { $0.joined(separator: " \(glyphs.separator) ") }
    let left = fitting(wordings, within: room, ellipsis: glyphs.ellipsis)
    grid.put(titleBar(left, pace, style, size, glyphs), at: (0, 0))
    return grid
  }

  private var pace: String {
    if state.isDeadlocked { return "\(glyphs.paused) \(stuckWord)" }
    return snapshot.pace == .step
      ? "\(glyphs.paused) step \(grouped(snapshot.steps, within: 13))" : "\(glyphs.runs) \(snapshot.pace.words)"
  }

  /// Only processes of both roles can lock each other out; one role alone only waits for the other.
  private var stuckWord: String {
    let alive = Set(snapshot.workers.filter(\.isAlive).map(\.id.role))
    return alive.count == roles.count || snapshot.waitCycle != nil ? "DEADLOCK" : "EVERYONE WAITS"
  }

  private var disciplineWords: String {
    let discipline = snapshot.discipline
    if discipline.isCorrect { return discipline.name }
    let name = discipline.name == "none" ? "NO SYNCHRONIZATION" : "\(discipline.name) (broken)"
    return discipline.provocation.map { "\(name), \($0.words)" } ?? name
  }

  /// Parts to be joined, from the longest to the shortest.
  private var titles: [[String]] {
    let buffer = "ringside  \(snapshot.discipline.program.title)"
    let rules = disciplineWords
    let removed = snapshot.memory.isRemoved ? " REMOVED" : ""
    let (memory, backend) = (
      "\(snapshot.backend.rawValue) \(snapshot.segment)\(removed)", snapshot.backend.rawValue + removed
    )
    return [
      [buffer, memory, rules, sizes], [buffer, memory, rules], [buffer, backend, rules], [buffer + removed, rules],
      ["ringside" + removed, rules], [rules],
    ]
  }

  private var sizes: String {
    let counts = snapshot.discipline.program.parts.map { part in
      let count = snapshot.workers.count { $0.id.role == part.role }
      return "\(count) \(count == 1 ? part.noun : part.plural)"
    }
    return (screen.sizes(self) + [counts.joined(separator: ", ")]).joined(separator: " \(glyphs.separator) ")
  }
}

/// A bar with words at both ends, as far as they fit: those at the right first, because they change.
func titleBar(_ left: String, _ right: String, _ style: Style, _ size: Size, _ glyphs: GlyphSet) -> Grid {
  var grid = Grid(Size(width: size.width, height: min(1, size.height)))
  grid.fill(0..<size.width, row: 0, with: " ", style)
  let shown = shortened(right, within: size.width - 2, glyphs.ellipsis)
  let end = size.width - width(of: shown) - 1
  grid.put(shown, at: (end, 0), style)
  grid.put(shortened(left, within: end - 2, glyphs.ellipsis), at: (1, 0), style)
  return grid
}
