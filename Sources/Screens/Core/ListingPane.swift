import Grid
import Model

extension Scene {
  var listingLines: Int { roles.map { snapshot.discipline.listing.lines(of: $0).count }.max() ?? 0 }

  /// From this width on both roles fit beside each other; on a narrower screen, the role of the selected process is
  /// shown.
  private static let bothRoles = 64

  /// The program as C, with the processes beside their lines.
  func listing(_ size: Size) -> Grid {
    var grid = Grid(size)
    let roles = size.width >= Scene.bothRoles ? roles : [state.selected?.role ?? roles[0]]
    let share = min(size.width / roles.count, 48)
    let hasRule = size.height > 1
    if hasRule {
      let title = "\(snapshot.discipline.name), \(snapshot.discipline.title)"
      grid.rule(0, headings: roles.enumerated().map { index, role in (1 + index * share, noun(role)) }, glyphs)
      let column = size.width - width(of: title) - 3
      if column > (roles.count - 1) * share + 12 { grid.put(" \(title) ", at: (column, 0), .muted) }
    }
    for (index, role) in roles.enumerated() {
      let part = lines(role, Size(width: share, height: size.height - (hasRule ? 1 : 0)))
      grid.put(part, at: (index * share, hasRule ? 1 : 0))
    }
    return grid
  }

  private func lines(_ role: Role, _ size: Size) -> Grid {
    var grid = Grid(size)
    let lines = snapshot.discipline.listing.lines(of: role)
    let standing = standing(role)
    let focus = state.selected?.role == role ? state.selected : nil
    let focusLine = standing.first { entry in entry.value.contains { $0.id == focus } }?.key ?? 0
    let window = Window(of: lines.count, lines: size.height, around: focusLine, glyphs)
    let markers = min(2 + (lines.map { width(of: $0.text) }.max() ?? 0) + 2, 26)
    for (row, index) in window.rows.enumerated() {
      let text = fitting([lines[index].text], within: size.width - 3, ellipsis: glyphs.ellipsis)
      let end = grid.put(text, at: (2, row), .code)
      drawMarkers(standing[index] ?? [], at: (max(markers, end + 1), row), on: &grid)
    }
    if let rest = window.rest {
      grid.put(fitting([rest], within: size.width - 3, ellipsis: glyphs.ellipsis), at: (2, size.height - 1), .muted)
    }
    return grid
  }

  /// The processes at each line.
  private func standing(_ role: Role) -> [Int: [WorkerView]] {
    var lineOfOperation: [Int] = []
    for (index, line) in snapshot.discipline.listing.lines(of: role).enumerated() where line.operation != nil {
      lineOfOperation.append(index)
    }
    let here = snapshot.workers.filter { worker in
      worker.id.role == role && worker.isAlive && worker.operation.map(lineOfOperation.indices.contains) == true
    }
    return Dictionary(grouping: here) { lineOfOperation[$0.operation!] }
  }

  /// `◀ P1  P3`, `◀ P1 and 6 more`, and which are blocked.
  private func drawMarkers(_ workers: [WorkerView], at place: CellPosition, on grid: inout Grid) {
    guard let first = workers.first else { return }
    let blocked = workers.count { $0.isBlocked }
    let suffix = blocked == 0 ? "" : blocked == workers.count ? " blocked" : ", \(blocked) blocked"
    let names = workers.map(\.id.description).joined(separator: " ")
    let words = [
      names + suffix, "\(first.id) and \(workers.count - 1) more" + suffix, "\(workers.count)" + suffix, names,
    ]
    let room = grid.size.width - place.column - 2
    guard let text = words.first(where: { width(of: $0) <= room }) else { return }
    let style: Style = blocked > 0 ? .warning : style(first.id)
    grid.put("\(glyphs.here) \(text)", at: place, style)
  }
}
