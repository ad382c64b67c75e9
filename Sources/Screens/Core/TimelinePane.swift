import Grid
import Model

extension Scene {
  /// Cells for each operation.
  private static let pitch = 3
  private static let margin = 7

  var hasLanes: Bool { snapshot.pace != .full && !snapshot.events.isEmpty }

  /// A lane for each process and a letter for each operation, in order.
  func timeline(_ size: Size) -> Grid {
    var grid = Grid(size)
    let hasRule = size.height > 1
    if hasRule {
      grid.rule(
        0, headings: [(1, "timeline"), (size.width - 22, "newest at the right")].filter { $0.0 == 1 || $0.0 > 12 },
        glyphs)
    }
    let top = hasRule ? 1 : 0
    guard hasLanes, let last = snapshot.events.last else {
      let words =
        snapshot.pace == .full
        ? ["at full speed single operations are not recorded", "not at full speed"] : ["no operation yet"]
      grid.put(fitting(words, within: size.width - 3, ellipsis: glyphs.ellipsis), at: (3, top), .muted)
      return grid
    }
    let columns = (size.width - Scene.margin - 1) / Scene.pitch
    let window = window(lines: size.height - top)
    for (row, worker) in snapshot.workers[window.rows].enumerated() where columns > 0 {
      grid.put(worker.id.label, at: (3, top + row), style(worker.id))
      grid.mark(worker, row: top + row)
      drawLane(worker, columns, upTo: last.ticket, row: top + row, on: &grid)
    }
    if let rest = window.rest {
      grid.put(fitting([rest], within: size.width - 3, ellipsis: glyphs.ellipsis), at: (3, size.height - 1), .muted)
    }
    return grid
  }

  private func drawLane(_ worker: WorkerView, _ columns: Int, upTo last: UInt32, row: Int, on grid: inout Grid) {
    let operations = snapshot.discipline.listing.operations(of: worker.id.role)
    let own = snapshot.events.filter { $0.worker == worker.id }
    let end = Scene.margin + columns * Scene.pitch
    // A worker without operations in the trace has done nothing in that time, except perhaps wait.
    let waitsFromStart = own.isEmpty ? worker.isBlocked : false
    fill(Scene.margin..<end, asleep: waitsFromStart, worker, row, on: &grid)
    for event in own {
      let age = Int(last &- event.ticket)
      // A ticket from the future, or an older one than the picture shows.
      guard age < columns else {
        if !last.isYounger(than: event.ticket) {
          fill(Scene.margin..<end, asleep: event.blocked, worker, row, on: &grid)
        }
        continue
      }
      let column = end - (age + 1) * Scene.pitch
      let letter = operations.indices.contains(event.operation) ? String(operations[event.operation].letter) : "?"
      grid.fill(column..<column + Scene.pitch - 1, row: row, with: glyphs.active, style(worker.id))
      grid.put(letter, at: (column + Scene.pitch - 1, row), event.blocked ? .warning : style(worker.id))
      fill(column + Scene.pitch..<end, asleep: event.blocked, worker, row, on: &grid)
    }
  }

  private func fill(_ columns: Range<Int>, asleep: Bool, _ worker: WorkerView, _ row: Int, on grid: inout Grid) {
    grid.fill(columns, row: row, with: asleep ? glyphs.asleep : glyphs.idle, asleep ? .warning : .muted)
  }
}

extension UInt32 {
  /// Whether this ticket is later than another one; tickets wrap around.
  fileprivate func isYounger(than other: UInt32) -> Bool { Int32(bitPattern: self &- other) < 0 }
}
