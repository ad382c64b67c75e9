import Grid
import Model

/// The explorer on the whole screen: how far the search came, the failing run beside the passing one, why it fails,
/// and how often.
func explorerView(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  let view = ExplorerView(state)
  grid.put(view.title(size), at: (0, 0))
  if size.height > 1 {
    let lines = min(footLines(state, size.width), size.height - 1)
    grid.put(foot(state, Size(width: size.width, height: lines)), at: (0, size.height - lines))
    grid.put(view.parts(Size(width: size.width, height: size.height - 1 - lines)), at: (0, 1))
  }
  return grid
}

/// The data of the explorer to draw.
struct ExplorerView {
  let state: State
  let glyphs: GlyphSet

  private typealias Result = ExplorationResult

  init(_ state: State) {
    self.state = state
    glyphs = state.glyphs
  }

  private var explorer: ExplorerState { state.explorer }

  func title(_ size: Size) -> Grid {
    let (program, discipline) = (state.program?.name ?? "", state.snapshot?.discipline.name ?? "")
    let count = state.snapshot?.workers.count ?? 0
    let unit = state.program?.unit ?? "items"
    let long = [
      "ringside  explore \(program)", discipline, "\(Result.counted(count, "process", "processes"))",
      "\(explorer.items) \(unit)",
    ].joined(separator: " \(glyphs.separator) ")
    let names = [
      long, String(long.dropFirst("ringside  ".count)), "explore \(program) \(glyphs.separator) \(discipline)",
      "explore \(discipline)",
    ]
    let left = fitting(names, within: size.width - width(of: status) - 3, ellipsis: glyphs.ellipsis)
    return titleBar(left, status, explorer.shown == nil ? .title : .alarm, size, glyphs)
  }

  private var status: String {
    guard let result = explorer.result else { return explorer.failure == nil ? "searching" : "FAILED" }
    if let finding = explorer.shown { return "FOUND at \(Result.counted(finding.preemptions, "preemption"))" }
    return result.isExhausted ? "PROVED" : "nothing found"
  }

  // MARK: - Parts

  /// The parts below the title: the search, the runs, why, and how often. A small screen lacks the last ones, and what
  /// room is left is the runs'.
  func parts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let room = size.width - 4
    let search = searchLines(within: room)
    let why = explorer.shown.map { whyLines($0, within: room) } ?? []
    let often = explorer.result.map { oftenLines($0, within: room) } ?? []
    var left = size.height
    func grant(_ lines: Int, atLeast least: Int = 1) -> Int {
      guard lines > 0, left >= least + 1 else { return 0 }
      let granted = min(lines, left - 1)
      left -= granted + 1
      return granted
    }
    let isFound = explorer.shown != nil
    // The runs get at least this much before the last parts do.
    let reserved = isFound ? min(8, max(0, size.height - 6)) : 0
    left -= reserved
    let searchHeight = grant(search.count)
    let whyHeight = grant(why.count)
    let oftenHeight = grant(often.count)
    left += reserved
    var row = draw("search", search, searchHeight, at: 0, on: &grid)
    if isFound {
      let room = Size(width: size.width, height: max(0, left))
      let listing = listing(room)
      let height = listing == nil ? room.height : RunColumns(state, room).wantedHeight
      grid.put(RunColumns(state, Size(width: size.width, height: height)).grid, at: (0, row))
      if let listing { grid.put(listing, at: (0, row + height)) }
      row += listing.map { height + $0.size.height } ?? left
    }
    row = draw("why", why, whyHeight, at: row, on: &grid)
    _ = draw("how often it fails", often, oftenHeight, at: row, on: &grid)
    return grid
  }

  /// The program as C, on a vast screen, if the runs leave room for it.
  private func listing(_ size: Size) -> Grid? {
    guard state.size?.isVast == true, var scene = Scene(state) else { return nil }
    // With its heading, and a blank line before and after it.
    let height = scene.listingLines + 3
    guard size.height - RunColumns(state, size).wantedHeight >= height else { return nil }
    // The processes of the search stand nowhere now.
    scene.snapshot.workers = []
    var grid = Grid(Size(width: size.width, height: height))
    grid.put(scene.listing(Size(width: size.width, height: height - 2)), at: (0, 1))
    return grid
  }

  private func draw(_ heading: String, _ lines: [[Span]], _ height: Int, at row: Int, on grid: inout Grid) -> Int {
    guard height > 0 else { return row }
    grid.rule(row, headings: [(1, heading)], glyphs)
    for (offset, line) in lines.limited(to: height, within: grid.size.width - 4, glyphs.ellipsis).enumerated() {
      grid.put(line, at: (2, row + 1 + offset))
    }
    return row + 1 + height
  }

  // MARK: - The search

  private static let nameWidth = 16

  private func searchLines(within room: Int) -> [[Span]] {
    if let failure = explorer.failure { return wrapped([Span(failure, .warning)], within: room) }
    guard let result = explorer.result else { return [progressLine] }
    var lines: [[Span]] = []
    if let clean = cleanLevels(result) { lines.append(clean) }
    if let finding = explorer.shown {
      let words = "\(finding.fault.title) after \(Result.counted(finding.steps, "step"))"
      let rest = finding.isSimplest ? "" : "; there may be a simpler one"
      lines.append(
        named(Result.counted(finding.preemptions, "preemption"), [Span("\(glyphs.wrong) \(words)", .bad), Span(rest)]))
    }
    let (name, wordings) = result.coverage
    lines.append(.first(of: wordings.map { named(name, [Span($0)]) }, within: room))
    if result.findings.isEmpty {
      lines.append([Span(result.conclusion, result.isExhausted ? .good : .warning)])
      if result.isExhausted { lines.append([Span(Self.unproved, .muted)]) }
    }
    return lines.flatMap { line in line.cells <= room ? [line] : wrapped(line, within: room) }
  }

  private static let unproved = "Not covered: more items, more processes, and a memory that reorders stores."

  private var progressLine: [Span] {
    guard let progress = explorer.progress else { return [Span("starting the processes", .muted)] }
    return named(
      Result.counted(progress.level, "preemption"),
      [
        Span(
          "\(Result.counted(progress.states, "state")), \(Quantity.grouped(progress.frontier)) open, "
            + "\(Quantity.large(progress.runsPerSecond)) runs a second")
      ])
  }

  /// The levels before the first finding, in one line.
  private func cleanLevels(_ result: ExplorationResult) -> [Span]? {
    let first = result.findings.map(\.preemptions).min() ?? Int.max
    let clean = result.levels.filter { $0.preemptions < first }
    guard let last = clean.last else { return nil }
    if result.isExhausted && result.findings.isEmpty && last.preemptions > 0 {
      return named("0-\(last.preemptions - 1) preemptions", [Span("lead to every state, and one more to no other")])
    }
    let name = last.preemptions == 0 ? "0 preemptions" : "0-\(last.preemptions) preemptions"
    let counts = clean.map(\.schedules)
    let sum = counts.contains(nil) ? nil : counts.reduce(UInt128(0)) { $0 &+ ($1 ?? 0) }
    let schedules = sum.map { "all \(Result.counted($0, "schedule")): " } ?? ""
    return named(name, [Span("\(schedules)no bug", .good)])
  }

  private func named(_ name: String, _ spans: [Span]) -> [Span] {
    let padding = max(2, Self.nameWidth - width(of: name))
    return [Span(name + String(repeating: " ", count: padding))] + spans
  }

  // MARK: - Why, and how often

  private func whyLines(_ finding: ExplorationResult.Finding, within room: Int) -> [[Span]] {
    let difference = finding.difference.prefix(1).uppercased() + finding.difference.dropFirst() + "."
    return wrapped(marked(finding.why), within: room) + wrapped([Span(difference, .muted)], within: room)
  }

  private func oftenLines(_ result: ExplorationResult, within room: Int) -> [[Span]] {
    let line = result.frequencies.joined(separator: " \(glyphs.separator) ")
    var lines = line.isEmpty ? [] : wrapped([Span(line)], within: room)
    if let finding = explorer.shown, let command = command(for: finding) {
      lines.append([Span(shortened(command, within: room, glyphs.ellipsis), .code)])
    }
    return lines
  }

  private func command(for finding: ExplorationResult.Finding) -> String? {
    guard let snapshot = state.snapshot else { return nil }
    let roles = snapshot.discipline.program.roles
    let counts = roles.map { role in (role, snapshot.workers.count { $0.id.role == role }) }
    let setup = Setup(
      snapshot.discipline.program, slots: snapshot.slots.count, words: snapshot.words,
      counts: Dictionary(uniqueKeysWithValues: counts), discipline: snapshot.discipline.name)
    return setup.command(finding.schedule, on: snapshot.backend, among: state.everything)
  }
}
