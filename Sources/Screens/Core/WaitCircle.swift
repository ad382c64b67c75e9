import Grid
import Model

// The cycle of waiting processes, drawn as a closed loop.

extension Scene {
  /// Its rows; none if there is no cycle. In few words, and on several rows, where many do not fit.
  func cycleRows(within room: Int) -> [[Span]] {
    guard let circle = snapshot.waitCycle else { return [] }
    let wordy = circleRows(circle, "waits for ", within: .max)
    if wordy[0].cells <= room { return wordy }
    return circleRows(circle, "", within: room)
  }

  /// - Parameter words: what stands before the variable that a process waits for.
  private func circleRows(_ circle: [Wait], _ words: String, within room: Int) -> [[Span]] {
    let line = glyphs.horizontal
    var rows: [[Span]] = []
    var row = [Span("\(glyphs.topLeft)\(line)\(glyphs.then) ", .warning)]
    for wait in circle {
      let arrow = wait.worker == circle.last?.worker ? line + glyphs.topRight : glyphs.then
      let link = [
        Span(wait.worker.description, style(wait.worker)),
        Span(" \(line)\(words)\(wait.variable.name)\(line)\(arrow)", .warning),
      ]
      if row.cells + link.cells > room, row.count > 1 {
        rows.append(row)
        row = [Span("\(glyphs.vertical)   ", .warning)]
      }
      row += link
      if wait.worker != circle.last?.worker { row.append(Span(" ", .warning)) }
    }
    let bottom = glyphs.bottomLeft + String(repeating: line, count: max(0, row.cells - 2)) + glyphs.bottomRight
    return rows + [row, [Span(bottom, .warning)]]
  }
}
