import Grid

/// A recording as asciinema plays it, in version 2 of its format: a header, then a line for each event.
/// Source: https://docs.asciinema.org/manual/asciicast/v2/.
struct CastExport {
  /// Steps are so many seconds apart, that each can be seen and none is waited for.
  private static let (shortest, longest) = (0.5, 2.0)

  private let recording: Recording
  private let theme: Theme

  init(_ recording: Recording, _ choice: ThemeChoice) {
    self.recording = recording
    // Nobody knows the background of the terminal that plays it.
    theme = choice.theme(on: .unknown(prefersLight: choice == .light))
  }

  /// The file.
  var lines: String {
    get throws {
      try ([JSONOutput.line(header)] + events.map { try JSONOutput.line($0) }).joined(separator: "\n") + "\n"
    }
  }

  private var header: Header {
    Header(
      width: recording.steps.map(\.grid.size.width).max() ?? 0,
      height: recording.steps.map(\.grid.size.height).max() ?? 0, title: recording.heading)
  }

  private var events: [Event] {
    var events: [Event] = []
    var previous: Grid?
    let times = recording.times(shortest: Self.shortest, longest: Self.longest)
    for (index, (step, time)) in zip(recording.steps, times).enumerated() {
      let start = previous == nil ? hideCursor : ""
      events.append(Event(time: time, code: "o", data: start + changes(from: previous, to: step.grid)))
      // After the screen, so that a player that stops at markers has drawn it.
      events.append(Event(time: time, code: "m", data: label(of: step, index)))
      previous = step.grid
    }
    // The last screen stays for a while, and the terminal gets its cursor back.
    let end = Event(time: (times.last ?? 0) + Self.longest, code: "o", data: "\u{1B}[0m\u{1B}[?25h")
    return events + [end]
  }

  private func label(of step: Recording.Step, _ index: Int) -> String {
    let name = [step.mover, step.sentence].filter { !$0.isEmpty }.joined(separator: ": ")
    return "\(index) \(name.isEmpty ? "start" : name)"
  }

  /// The rows that differ, each from its first column on. A screen of another size is drawn anew.
  private func changes(from old: Grid?, to new: Grid) -> String {
    let old = old?.size == new.size ? old?.rows : nil
    let rows = new.rows.enumerated().filter { old == nil || old?[$0.offset] != $0.element }
    let clear = old == nil ? "\u{1B}[0m\u{1B}[2J" : ""
    return clear + rows.map { "\u{1B}[\($0.offset + 1);1H" + line($0.element) }.joined()
  }

  private func line(_ row: ArraySlice<Cell>) -> String {
    var line = ""
    var current: Style?
    for (column, cell) in row.enumerated() where !cell.glyph.isEmpty {
      if cell.style != current { line += theme[cell.style].escapeSequence }
      current = cell.style
      line += cell.glyph
      // Terminals differ in the widths of some signs: the next one must not depend on them.
      if !cell.isPlain, column + 1 < row.count { line += "\u{1B}[\(column + 1 + row.cells(at: column))G" }
    }
    return line + "\u{1B}[0m"
  }
}

private let hideCursor = "\u{1B}[?25l"

private struct Header: Encodable {
  let version = 2
  let width: Int
  let height: Int
  let title: String

  private enum CodingKeys: String, CodingKey { case version, width, height, title }
}

/// A line of the file: `[0.5, "o", "text"]`.
private struct Event: Encodable {
  let time: Double
  let code: String
  let data: String

  func encode(to encoder: any Encoder) throws {
    var array = encoder.unkeyedContainer()
    // To the millisecond, without the digits that a sum of decimals has.
    try array.encode((time * 1000).rounded() / 1000)
    try array.encode(code)
    try array.encode(data)
  }
}
