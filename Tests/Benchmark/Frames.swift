import BaselineFrames
import Glibc
import Grid
import Terminal

/// Drawing frames of which the usual changes, against a bare ncurses program that draws the same.
func measureFrames() throws -> [Line] {
  let (ours, baseline) = try inTurn {
    try costOfFrame(ownDrawing)
  } _: {
    try costOfFrame(baselineDrawing)
  }
  func line(_ quantity: String, _ key: KeyPath<Cost, Double>, _ bound: Double) -> Line {
    Line(
      quantity: quantity, ours: ours.map { $0[keyPath: key] }, baseline: baseline.map { $0[keyPath: key] },
      bound: .atMost(bound))
  }
  return [
    line("200x60, CPU of drawing, µs", \.drawing, 2.0),
    line("200x60, and of making the grid, µs", \.all, 2.0),
    line("200x60, bytes", \.bytes, 1.5),
  ]
}

private let size = Size(width: 200, height: 60)

/// What frames take: microseconds of processor time, and bytes.
private struct Cost {
  var drawing = 0.0
  /// With making the grid. A program without one has nothing to make.
  var all = 0.0
  var bytes = 0.0
}

/// What a frame takes, the first one on the empty screen not counted.
private func costOfFrame(_ draw: (_ frames: Int) throws -> Cost) rethrows -> Cost {
  let frames = 300
  let first = try draw(1)
  let all = try draw(1 + frames)
  func each(_ key: KeyPath<Cost, Double>) -> Double { (all[keyPath: key] - first[keyPath: key]) / Double(frames) }
  return Cost(drawing: each(\.drawing), all: each(\.all), bytes: each(\.bytes))
}

private func ownDrawing(_ frames: Int) throws -> Cost {
  let terminal = try EmptiedTerminal(width: size.width, height: size.height)
  let screen = try Screen(
    input: terminal.descriptor, output: terminal.descriptor, theme: ThemeChoice.standard.theme(on: .dark))
  var cost = Cost()
  for frame in 0..<frames {
    let start = threadSeconds()
    let grid = makeGrid(frame)
    let made = threadSeconds()
    screen.paint(grid)
    let painted = threadSeconds()
    cost.drawing += (painted - made) * 1e6
    cost.all += (painted - start) * 1e6
  }
  screen.leave()
  cost.bytes = Double(terminal.close())
  return cost
}

private func makeGrid(_ frame: Int) -> Grid {
  var grid = Grid(size)
  withUnsafeMutablePointer(to: &grid) { grid in
    baseline_frame(
      UInt32(frame), Int32(size.width), Int32(size.height),
      { grid, row, column, text, role in
        let place = (column: Int(column), row: Int(row))
        let style = Style(rawValue: UInt8(role))!
        grid!.assumingMemoryBound(to: Grid.self).pointee.put(String(cString: text!), at: place, style)
      }, grid)
  }
  return grid
}

private func baselineDrawing(_ frames: Int) throws -> Cost {
  let report: DrawReport = try report([
    Built.baseline, "draw", "--frames", "\(frames)", "--width", "\(size.width)", "--height", "\(size.height)",
  ])
  return Cost(drawing: report.cpu_seconds * 1e6, all: report.cpu_seconds * 1e6, bytes: report.bytes)
}

/// What `baseline draw` prints.
private struct DrawReport: Decodable {
  var cpu_seconds: Double
  var bytes: Double
}
