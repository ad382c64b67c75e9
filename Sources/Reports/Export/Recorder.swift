import Grid
import Model

/// Collects the steps of a recording while a run goes on. Rows of the screen that a step leaves as they were are stored
/// once.
public struct Recorder: Sendable {
  /// The usual limit of the steps after the start.
  public static let most = 2000

  private let mostSteps: Int
  private let mostCells: Int

  private struct Kept {
    /// Its grid is empty: the rows hold it.
    var step: Recording.Step
    var size: Size
    var rows: [[Cell]]
    /// How many moves were made from the start to here.
    var moves: Int
  }

  private var kept: [Kept] = []
  private var start = 0.0
  private var closing = ""
  private var closingReplaces = false
  /// The moves after the last kept step.
  public private(set) var leftOut = 0

  /// - Parameters:
  ///   - steps: the most steps after the start that are kept.
  ///   - cells: the most cells of all these screens together, 24 bytes each once they are grids again. So there are fewer
  ///     steps of a very large screen.
  public init(steps: Int = Recorder.most, cells: Int = 6_000_000) { (mostSteps, mostCells) = (steps, cells) }

  /// Whether nothing is recorded, not even the start.
  public var isEmpty: Bool { kept.isEmpty }

  /// How many steps there are after the start.
  public var steps: Int { max(0, kept.count - 1) }

  /// Whether further steps are only counted.
  public var isFull: Bool {
    guard let size = kept.first?.size else { return false }
    return kept.count > min(mostSteps, max(1, mostCells / max(1, size.width * size.height)))
  }

  /// Adds a step. The first one is the start. If the recorder is full, the step is not made but counted.
  ///
  /// - Parameters:
  ///   - moves: how many moves led to it from the step before.
  ///   - step: the step. Its time is in seconds of any clock; the start becomes 0.
  public mutating func add(moves: Int, _ step: () -> Recording.Step) {
    if isFull {
      leftOut += moves
      return
    }
    var step = step()
    if kept.isEmpty { start = step.seconds }
    step.seconds = max(0, step.seconds - start)
    let before = kept.last?.rows ?? []
    let rows = step.grid.rows.enumerated().map { index, row in
      before.indices.contains(index) && before[index][...] == row ? before[index] : Array(row)
    }
    kept.append(Kept(step: step, size: step.grid.size, rows: rows, moves: (kept.last?.moves ?? 0) + moves))
    kept[kept.count - 1].step.grid = Grid(Size(width: 0, height: 0))
  }

  /// Forgets everything after this many moves, because they were taken back. A step of several moves that was taken
  /// back in part is forgotten as a whole.
  /// - Returns: how many moves are still recorded.
  @discardableResult
  public mutating func goBack(to moves: Int) -> Int {
    let last = kept.last?.moves ?? 0
    if moves >= last {
      leftOut = min(leftOut, moves - last)
      return last + leftOut
    }
    leftOut = 0
    while let newest = kept.last, newest.moves > moves { kept.removeLast() }
    return kept.last?.moves ?? 0
  }

  /// Ends with these sentences, after those of the last step or in place of them.
  public mutating func close(with words: String, replacing: Bool = false) {
    (closing, closingReplaces) = (words, replacing)
  }

  /// The recording; nil if there is not even a start.
  ///
  /// - Parameter newest: the present state. If steps were left out, it is the last step, and says so.
  public func recording(title: String, command: String?, newest: () -> Recording.Step) -> Recording? {
    guard !kept.isEmpty else { return nil }
    var steps = kept.map { item in
      var step = item.step
      step.grid = Grid(item.size)
      for (row, cells) in item.rows.enumerated() {
        for (column, cell) in cells.enumerated() { step.grid[column, row] = cell }
      }
      return step
    }
    if leftOut > 0 {
      var last = newest()
      last.seconds = max(steps[steps.count - 1].seconds, last.seconds - start)
      (last.move, last.process, last.event, last.operation, last.changes) = ("", "", "", "", [])
      let note =
        "\(Quantity.counted(leftOut, "move")) before this one \(leftOut == 1 ? "was" : "were") left out: a recording keeps "
        + "the first \(Quantity.grouped(self.steps))."
      last.words = last.words.isEmpty ? note : note + " " + last.words
      steps.append(last)
    }
    let words = [closingReplaces ? "" : steps[steps.count - 1].words, closing].filter { !$0.isEmpty }
    steps[steps.count - 1].words = words.joined(separator: " ")
    return Recording(title: title, command: command, steps: steps)
  }
}
