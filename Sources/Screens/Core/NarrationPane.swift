import Grid
import Model

extension Scene {
  /// The subject of the narration.
  private enum Subject {
    case deadlock, steps, discipline
  }

  /// Above this many operations a second, of all workers together, nobody can read what each did.
  private static let readable = 4.0

  private var subject: Subject {
    if state.isDeadlocked { return .deadlock }
    switch snapshot.pace {
    case .step: return state.narration.steps.isEmpty ? .discipline : .steps
    case .full: return .discipline
    case .tempo(let perSecond):
      let alive = snapshot.workers.count(where: \.isAlive)
      return state.narration.steps.isEmpty || perSecond * Double(alive) > Scene.readable ? .discipline : .steps
    }
  }

  /// Incidents are more important than the discipline's description, and replace it.
  func narrationHeights(_ width: Int) -> [Int] {
    if subject == .deadlock {
      return Array(1...4 + cycleRows(within: width - 4).count + max(0, deadlockSentences.count - 2))
    }
    return subject == .discipline && !state.narration.incidents.isEmpty ? [] : Array(1...4)
  }

  /// One or two lines hold the sentences; with more lines there is a rule above, and then the steps or the cycle of
  /// waits.
  func narration(_ size: Size) -> Grid {
    var grid = Grid(size)
    var row = 0
    if size.height > 2 {
      grid.rule(0, headings: [(1, heading)], glyphs)
      row = 1
    }
    if size.height > 3, subject == .steps {
      drawSteps(row: row, on: &grid)
      row += 1
    }
    let cycleRows = cycleRows(within: size.width - 4)
    if subject == .deadlock, size.height > 2 + cycleRows.count {
      for circleRow in cycleRows {
        grid.put(circleRow, at: (2, row))
        row += 1
      }
    }
    for (offset, line) in narration(lines: size.height - row, within: size.width - 4).enumerated() {
      grid.put(line, at: (2, row + offset))
    }
    return grid
  }

  /// The sentences, each on its own lines if they fit.
  private func narration(lines: Int, within room: Int) -> [[Span]] {
    let apart = sentences.flatMap { wrapped(marked($0, .narration), within: room) }
    if apart.count <= lines { return apart }
    return wrapped(marked(sentences.joined(separator: " "), .narration), within: room)
      .limited(to: lines, within: room, glyphs.ellipsis)
  }

  private var heading: String {
    switch subject {
    case .deadlock: "what each process waits for"
    case .steps: "last steps"
    case .discipline: "\(snapshot.discipline.name): \(snapshot.discipline.title)"
    }
  }

  var sentences: [String] {
    switch subject {
    case .deadlock: deadlockSentences
    case .steps: [state.narration.sentence] + forgotten
    case .discipline: [snapshot.discipline.summary, snapshot.discipline.verdict]
    }
  }

  /// The processes that sleep for ever although others can move.
  private var forgotten: [String] {
    guard snapshot.pace == .step else { return [] }
    return snapshot.endlessWaits.map { $0.sentence(naming: asCode) + "." }
      + snapshot.miscounts.map { $0.sentence(naming: asCode) + "." }
  }

  /// As many of the last steps as fit, the newest at the right.
  private func drawSteps(row: Int, on grid: inout Grid) {
    let arrow = Span("  \(glyphs.then)  ", .muted)
    var line: [Span] = []
    for step in state.narration.steps.reversed() {
      let words = [Span(step.worker.description, style(step.worker)), Span(" " + step.text, .code)]
      let longer = line.isEmpty ? words : words + [arrow] + line
      guard longer.cells <= grid.size.width - 4 else { break }
      line = longer
    }
    grid.put(line, at: (2, row))
  }

  /// The waits of a deadlock and their reasons; processes with similar waits share a sentence.
  private var deadlockSentences: [String] {
    var groups: [(variable: SharedVariable, waits: [Wait])] = []
    for wait in snapshot.waits {
      if let index = groups.firstIndex(where: { $0.variable == wait.variable && $0.waits[0].holds == wait.holds }) {
        groups[index].waits.append(wait)
      } else {
        groups.append((wait.variable, [wait]))
      }
    }
    let sentences = groups.map { group in
      if group.waits.count == 1 { return group.waits[0].sentence(naming: asCode) + "." }
      let who = wordings(group.waits.map(\.worker), "waits", "wait")[0]
      return "\(who) for \(group.waits[0].need(naming: asCode))."
    }
    let ended = snapshot.workers.first { worker in if case .ended = worker.state { true } else { false } }
    let help = ended.map { "u starts \($0.id) again, R resets" } ?? "R resets"
    if let helper = snapshot.waits.lazy.compactMap(\.helper).first {
      return sentences + ["No process can move now; \(addingKey(helper.role)) adds a \(helper.noun), \(help)."]
    }
    return sentences + ["Nobody will ever move again; \(help)."]
  }
}

extension Scene {
  func noun(_ role: Role) -> String { snapshot.discipline.program.noun(role) }

  /// The key that adds a process of a role.
  func addingKey(_ role: Role) -> String { snapshot.discipline.program.isFirst(role) ? "a" : "A" }
}

/// A variable's name in a sentence that `marked` will draw.
func asCode(_ variable: SharedVariable) -> String { "`\(variable.name)`" }

// MARK: Incidents

extension Scene {
  func incidents(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, "what went wrong last")], glyphs)
    for (row, incident) in state.narration.allIncidents.prefix(size.height - 1).enumerated() {
      let kind = incident.kind.word
      let column = grid.put(shortened(kind, within: size.width - 3, glyphs.ellipsis), at: (2, row + 1), .bad) + 2
      let words = shortened(incident.words(glyphs), within: size.width - max(14, column) - 1, glyphs.ellipsis)
      grid.put(words, at: (max(14, column), row + 1))
    }
    return grid
  }
}

extension Incident.Kind {
  fileprivate var word: String {
    switch self {
    case .lost: "lost"
    case .duplicated: "duplicated"
    case .torn: "torn"
    case .phantom: "phantom"
    }
  }
}
