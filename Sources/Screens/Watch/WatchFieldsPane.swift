import Grid
import Model

// The shared variables as a tree, and the synchronization objects beside them.

extension WatchScreen {
  /// A row of the tree: the name of a struct, or a value.
  private enum Row {
    case group(String, depth: Int)
    case value(WatchedState.Field, name: String, depth: Int)
  }

  /// Nested names as a tree: `stats.count` is `count` below `stats`.
  private var rows: [Row] {
    var rows: [Row] = []
    var open: [Substring] = []
    for field in state.variables {
      var path = field.name.split(separator: ".", omittingEmptySubsequences: false)
      let name = String(path.removeLast())
      let common = zip(open, path).prefix { $0 == $1 }.count
      for depth in common..<max(common, path.count) { rows.append(.group(String(path[depth]), depth: depth)) }
      open = path
      rows.append(.value(field, name: name, depth: path.count))
    }
    return rows
  }

  var fieldRows: Int { max(rows.count, state.synchronizers.count) }

  func fieldsPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    let half = state.synchronizers.isEmpty ? size.width : size.width * 7 / 16
    var headings = [(1, "shared variables")]
    if !state.synchronizers.isEmpty { headings.append((half, "synchronization")) }
    grid.rule(0, headings: headings, glyphs)
    let all = rows
    let room = size.height - 1
    // The value that just changed stays in sight.
    let changed = all.firstIndex { if case .value(let field, _, _) = $0 { field.isChanged } else { false } } ?? 0
    let first = max(0, min(changed - room / 2, all.count - room))
    let shown = all.dropFirst(first).prefix(room)
    let nameWidth = min(half / 2, shown.map(nameWidth).max() ?? 0)
    for (row, item) in shown.enumerated() {
      grid.put(line(item, nameWidth).shortened(within: half - 4, glyphs.ellipsis), at: (2, row + 1))
    }
    if all.count > first + room, room > 0 {
      grid.put(glyphs.ellipsis, at: (half - 2, size.height - 1), .muted)
    }
    let names = state.synchronizers.map { width(of: $0.name) }.max() ?? 0
    for (row, field) in state.synchronizers.prefix(room).enumerated() {
      grid.put(
        synchronizer(field, min(names, 20)).shortened(within: size.width - half - 3, glyphs.ellipsis),
        at: (half + 1, row + 1))
    }
    return grid
  }

  private func nameWidth(_ row: Row) -> Int {
    switch row {
    case .group: 0
    case .value(_, let name, let depth): 2 * depth + width(of: name)
    }
  }

  private func line(_ row: Row, _ nameWidth: Int) -> [Span] {
    switch row {
    case .group(let name, let depth): return [Span(String(repeating: "  ", count: depth) + name, .heading)]
    case .value(let field, let name, let depth):
      let indent = String(repeating: "  ", count: depth)
      let short = shortened(indent + name, within: nameWidth, glyphs.ellipsis)
      let value = [
        Span(short.padded(to: nameWidth), .code), Span(" = "), Span(field.value, field.isChanged ? .changed : .text),
      ]
      return value + (field.writer.map { [Span("  \($0)", .muted)] } ?? [])
    }
  }

  /// Short where room is scarce.
  private func kind(_ field: WatchedState.Field) -> String {
    size.width < 100 ? field.kind.replacing("pthread_", with: "") : field.kind
  }

  private func synchronizer(_ field: WatchedState.Field, _ nameWidth: Int) -> [Span] {
    var line = [Span(field.name.padded(to: nameWidth), .code), Span("  \(kind(field))  ", .muted)]
    // The name of the process inside says as much.
    if field.owners.isEmpty || field.value != "locked" {
      line.append(Span(field.value, field.isChanged ? .changed : .key))
    }
    if !field.owners.isEmpty { line.append(Span("  \(field.owners.joined(separator: ", ")) inside", .good)) }
    if !field.waiters.isEmpty {
      let verb = field.waiters.count == 1 ? "waits" : "wait"
      line.append(Span("  \(field.waiters.joined(separator: ", ")) \(verb)", .warning))
    }
    return line
  }
}
