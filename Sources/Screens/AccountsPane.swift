import Grid
import Model

// Semaphores, ledger and shared variables: beside each other, or one below the other where the screen is narrow.

extension Scene {
  private enum Width {
    /// From here on semaphores and ledger fit beside each other; from `three` on the shared variables as well.
    static let two = 76
    static let three = 110
  }

  /// Where the parts begin that stand beside each other.
  private func columns(_ width: Int) -> [Int] {
    if width >= Width.three { return [0, 40, 88] }
    return width >= Width.two ? [0, 34] : [0]
  }

  func accountsHeights(_ width: Int) -> [Int] {
    let semaphores = snapshot.semaphores.count
    if width >= Width.two { return [1, max(5, semaphores + 1)] }
    return [1, 2, semaphores + 1, semaphores + 2, semaphores + 1 + 5]
  }

  func accounts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let starts = columns(size.width)
    guard starts.count > 1 else { return stackedAccounts(size) }
    let ends = starts.dropFirst() + [size.width]
    let parts = [semaphores, ledger, sharedVariables]
    for (index, (start, end)) in zip(starts, ends).enumerated() {
      grid.put(parts[index](Size(width: end - start, height: size.height)), at: (start, 0))
    }
    return grid
  }

  /// The verdict first; then, as there is room, the semaphores above it, and the whole ledger.
  private func stackedAccounts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let upper =
      switch size.height {
      case ...1: 0
      case 2: 1
      case ..<(snapshot.semaphores.count + 6): size.height - 1
      default: snapshot.semaphores.count + 1
      }
    grid.put(semaphores(Size(width: size.width, height: upper)), at: (0, 0))
    grid.put(ledger(Size(width: size.width, height: size.height - upper)), at: (0, upper))
    return grid
  }
}

// MARK: Semaphores

extension Scene {
  /// One line, or a line for each semaphore, below a rule if there is room for one.
  func semaphores(_ size: Size) -> Grid {
    var grid = Grid(size)
    let hasRule = size.height > snapshot.semaphores.count
    if hasRule { grid.rule(0, headings: [(1, "semaphores")], glyphs) }
    if size.height == 1 {
      grid.put(.first(of: [shortSemaphores(gap: 3), shortSemaphores(gap: 1)], within: size.width - 2), at: (2, 0))
    } else {
      let start = hasRule ? 1 : 0
      for (row, semaphore) in snapshot.semaphores.enumerated() where start + row < size.height {
        drawSemaphore(semaphore, row: start + row, on: &grid)
      }
    }
    return grid
  }

  private func shortSemaphores(gap: Int) -> [Span] {
    Array(
      snapshot.semaphores.map { semaphore in
        [Span(semaphore.variable.name + " ", .muted), Span(grouped(semaphore.value), .key)]
      }.joined(separator: [Span(String(repeating: " ", count: gap))]))
  }

  /// `empty  6▼ ██████░░░░ P1 waits`
  private func drawSemaphore(_ semaphore: SemaphoreView, row: Int, on grid: inout Grid) {
    guard grid.size.width >= 12 else { return }
    let variable = semaphore.variable
    let isConsulted = snapshot.discipline.consults(variable)
    let number = grouped(semaphore.value, within: min(13, grid.size.width - 10))
    let widest = max(2, width(of: grouped(snapshot.slots.count)))
    let pad = String(repeating: " ", count: max(0, widest - width(of: number)))
    var column = grid.put(variable.name, at: (2, row), isConsulted ? .text : .muted)
    column = grid.put(pad + number, at: (max(8, column + 1), row), isConsulted ? .key : .muted)
    if let change = state.changes.variables[variable] {
      grid.put(change.grew ? glyphs.rose : glyphs.fell, at: (column, row), .warning)
    }
    column += 2
    guard isConsulted else {
      grid.put(fitting(["not consulted"], within: grid.size.width - column), at: (column, row), .muted)
      return
    }
    if variable != .mutex { column = drawBar(semaphore.value, at: (column, row), on: &grid) }
    drawWho(variable, at: (column, row), on: &grid)
  }

  /// A cell for each slot, as long as there are no more than ten.
  private func drawBar(_ value: Int, at place: Place, on grid: inout Grid) -> Int {
    let cells = min(10, snapshot.slots.count)
    guard place.column + cells <= grid.size.width else { return place.column }
    let full = filledCells(value, of: snapshot.slots.count, in: cells)
    grid.fill(place.column..<place.column + full, row: place.row, with: glyphs.occupied, .good)
    grid.fill(place.column + full..<place.column + cells, row: place.row, with: glyphs.free, .muted)
    return place.column + cells + 1
  }

  private func drawWho(_ variable: SharedVariable, at place: Place, on grid: inout Grid) {
    var column = place.column
    if variable == .mutex {
      // While they run, one may have left between the look at it and the look at the next: then nothing is said.
      let standing = snapshot.insideCriticalSection
      let inside = snapshot.pace != .step && standing.count > 1 ? [] : standing
      let style = inside.count > 1 ? Style.bad : inside.first?.style ?? .text
      let words = inside.isEmpty ? diedInside.map { ["\($0) died inside"] } ?? [] : wordings(inside, "inside", "inside")
      let text = fitting(words, within: grid.size.width - column, ellipsis: glyphs.ellipsis)
      column = grid.put(text, at: (column, place.row), inside.isEmpty ? .bad : style) + (text.isEmpty ? 0 : 2)
    }
    // While they run, whoever is seen to wait for what is there is only waking up.
    let isThere = (snapshot.semaphores.first { $0.variable == variable }?.value ?? 0) > 0
    let waiting = isThere ? [] : wordings(snapshot.waiting(for: variable), "waits", "wait")
    let text = fitting(waiting, within: grid.size.width - column, ellipsis: glyphs.ellipsis)
    grid.put(text, at: (column, place.row), .warning)
  }

  /// Whose process ended while it held `mutex`, which nobody will post now.
  var diedInside: WorkerID? {
    guard let mutex = snapshot.semaphores.first(where: { $0.variable == .mutex }), mutex.value <= 0 else { return nil }
    return snapshot.workers.first { worker in
      guard case .ended = worker.state else { return false }
      return snapshot.operation(of: worker)?.holdsMutex == true
    }?.id
  }
}

// MARK: Shared variables

extension Scene {
  /// `in` and `out`, and the slot that changed last.
  func sharedVariables(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard size.height > 1 else { return grid }
    grid.rule(0, headings: [(1, "shared variables")], glyphs)
    for (row, line) in sharedLines.prefix(size.height - 1).enumerated() {
      grid.put(.first(of: line, within: size.width - 2), at: (2, row + 1))
    }
    return grid
  }

  /// Each with its wordings, from the most to the fewest.
  var sharedLines: [[[Span]]] {
    let indices: [[[Span]]] = [(SharedVariable.in, snapshot.in), (.out, snapshot.out)].map { variable, value in
      let line = [Span(variable.name + (variable == .in ? "  = " : " = "), .code), Span(grouped(value), .key)]
      return [line + mark(variable), line]
    }
    let changed = state.changes.slots.keys.sorted().map { index in
      let now = [Span("slot[\(index)] = ", .code), contents(snapshot.slots[index])]
      return [now + [Span("  was ", .muted), contents(state.changes.slots[index]!.was)], now]
    }
    return indices + changed
  }

  private func mark(_ variable: SharedVariable) -> [Span] {
    state.changes.variables[variable].map { [Span($0.grew ? glyphs.rose : glyphs.fell, .warning)] } ?? []
  }

  private func contents(_ slot: Slot) -> Span {
    let span = slotWords(slot)
    if !span.text.allSatisfy({ $0 == " " }) { return span }
    return Span(slot.contents == .empty ? "empty" : "taken", .muted)
  }
}
