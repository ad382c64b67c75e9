import Grid
import Model

// Synchronizers, ledger and shared variables: beside each other, or below each other on a narrow screen.

extension Scene {
  private enum Width {
    /// From this width on semaphores and ledger fit beside each other; from `three` on the shared variables as well.
    static let two = 76
    static let three = 110
  }

  /// The columns at which the parts begin.
  private func columns(_ width: Int) -> [Int] {
    if width >= Width.three { return [0, 40, 88] }
    return width >= Width.two ? [0, 34] : [0]
  }

  func accountsHeights(_ width: Int) -> [Int] {
    let semaphores = max(1, snapshot.synchronizers.count)
    if width >= Width.two { return [1, max(5, semaphores + 1)] }
    return [1, 2, semaphores + 1, semaphores + 2, semaphores + 1 + 5]
  }

  func accounts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let starts = columns(size.width)
    guard starts.count > 1 else { return stackedAccounts(size) }
    let ends = starts.dropFirst() + [size.width]
    let parts = [synchronizers, ledger, sharedVariables]
    for (index, (start, end)) in zip(starts, ends).enumerated() {
      grid.put(parts[index](Size(width: end - start, height: size.height)), at: (start, 0))
    }
    return grid
  }

  /// The verdict first; then, as far as they fit, the semaphores above it, and the whole ledger.
  private func stackedAccounts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let upper =
      switch size.height {
      case ...1: 0
      case 2: 1
      case ..<(snapshot.synchronizers.count + 6): size.height - 1
      default: snapshot.synchronizers.count + 1
      }
    grid.put(synchronizers(Size(width: size.width, height: upper)), at: (0, 0))
    grid.put(ledger(Size(width: size.width, height: size.height - upper)), at: (0, upper))
    return grid
  }
}

// MARK: Synchronizers

extension Scene {
  /// One line, or a line for each synchronizer, below a rule if that fits.
  func synchronizers(_ size: Size) -> Grid {
    var grid = Grid(size)
    let all = snapshot.synchronizers
    let hasRule = size.height > max(1, all.count)
    if hasRule { grid.rule(0, headings: [(1, synchronizersHeading)], glyphs) }
    let start = hasRule ? 1 : 0
    if all.isEmpty {
      let words = ["no lock: nobody ever sleeps", "no lock"]
      grid.put(fitting(words, within: size.width - 2, ellipsis: glyphs.ellipsis), at: (2, start), .muted)
    } else if size.height == 1 {
      grid.put(
        .first(
          of: [shortSynchronizers(gap: 3), shortSynchronizers(gap: 1)], within: size.width - 3,
          ellipsis: glyphs.ellipsis),
        at: (2, 0))
    } else {
      for (row, view) in all.enumerated() where start + row < size.height {
        drawSynchronizer(view, row: start + row, on: &grid)
      }
    }
    return grid
  }

  private var synchronizersHeading: String {
    let kinds = snapshot.synchronizers.map(\.kind)
    let isSystemV = kinds.contains(.systemVSemaphore)
    let isAll = kinds.allSatisfy { if case .semaphore = $0 { true } else { $0 == .systemVSemaphore } }
    return isAll && !kinds.isEmpty ? (isSystemV ? "System V semaphores" : "semaphores") : "synchronization"
  }

  private func shortSynchronizers(gap: Int) -> [Span] {
    Array(
      snapshot.synchronizers.filter(\.hasValue).map { view in
        [Span(view.variable.name + " ", .muted), Span(grouped(view.value), .key)]
      }.joined(separator: [Span(String(repeating: " ", count: gap))]))
  }

  /// `empty  6▼ ██████░░░░ P1 waits`
  private func drawSynchronizer(_ view: SynchronizerView, row: Int, on grid: inout Grid) {
    let variable = view.variable
    let isConsulted = snapshot.discipline.consults(variable)
    let name = shortened(variable.name, within: grid.size.width - 2, glyphs.ellipsis)
    var column = grid.put(name, at: (2, row), isConsulted ? .text : .muted)
    guard grid.size.width >= 12 else { return }
    // A condition has no count, and the name of a lock's holder says everything.
    guard view.hasValue, !view.synchronizer.namesItsHolder else {
      drawWho(view, at: (column + 2, row), on: &grid)
      return
    }
    let number = grouped(view.value, within: min(13, grid.size.width - 10))
    let widest = max(2, width(of: grouped(snapshot.slots.count)))
    let pad = String(repeating: " ", count: max(0, widest - width(of: number)))
    let miscount = snapshot.pace == .step ? snapshot.miscounts.first { $0.variable == variable } : nil
    let style: Style = miscount != nil ? .bad : isConsulted ? .key : .muted
    column = grid.put(pad, at: (max(8, column + 1), row))
    column = grid.put(number, at: (column, row), style)
    if let change = state.changes.variables[variable] {
      grid.put(change.grew ? glyphs.rose : glyphs.fell, at: (column, row), .warning)
    }
    column += 2
    guard isConsulted else {
      grid.put(
        fitting(["not consulted"], within: grid.size.width - column, ellipsis: glyphs.ellipsis), at: (column, row),
        .muted)
      return
    }
    let correction = miscount.map { "should be \($0.expected)" } ?? ""
    let others = wordings(waiting(view), "waits", "wait").first.map { width(of: $0) + 2 } ?? 0
    let rest = others + width(of: correction)
    // If both do not fit, the right value is more useful than a bar of the wrong one.
    let isInTheWay =
      !correction.isEmpty && column + Self.bar + rest > grid.size.width && column + rest <= grid.size.width
    if view.synchronizer.countsSlots, !isInTheWay { column = drawBar(view.value, at: (column, row), on: &grid) }
    column = drawWho(view, at: (column, row), on: &grid)
    // The narration has the full text.
    grid.put(fitting([correction], within: grid.size.width - column), at: (column, row), .bad)
  }

  /// The cells of the widest bar and of the gap after it.
  private static let bar = 11

  /// A cell for each slot, up to ten.
  private func drawBar(_ value: Int, at place: CellPosition, on grid: inout Grid) -> Int {
    let cells = min(10, snapshot.slots.count)
    guard place.column + cells <= grid.size.width else { return place.column }
    let full = filledCells(max(0, value), of: snapshot.slots.count, in: cells)
    grid.fill(place.column..<place.column + full, row: place.row, with: glyphs.occupied, .good)
    grid.fill(place.column + full..<place.column + cells, row: place.row, with: glyphs.free, .muted)
    return place.column + cells + 1
  }

  /// The processes inside and the waiting ones. Returns the column after them.
  @discardableResult
  private func drawWho(_ view: SynchronizerView, at place: CellPosition, on grid: inout Grid) -> Int {
    var column = place.column
    if view.synchronizer.isExclusive {
      let (words, style) = insideWords(view)
      // The names of the waiting processes need space as well.
      let room = grid.size.width - column
      let rest = wordings(waiting(view), "waits", "wait").first.map { width(of: $0) + 2 } ?? 0
      let isRoomy = words.contains { width(of: $0) <= room - rest }
      let text = fitting(words, within: isRoomy ? room - rest : room, ellipsis: glyphs.ellipsis)
      column = grid.put(text, at: (column, place.row), style) + (text.isEmpty ? 0 : 2)
    }
    let waiting = wordings(waiting(view), "waits", "wait")
    let text = fitting(waiting, within: grid.size.width - column, ellipsis: glyphs.ellipsis)
    column = grid.put(text, at: (column, place.row), .warning) + (text.isEmpty ? 0 : 2)
    // The kernel's fields of a System V semaphore, as ipcs -s -i shows them.
    if view.kind == .systemVSemaphore {
      let last = view.lastPid.map { " pid \($0)" } ?? ""
      let words = ["ncnt \(view.waiters ?? 0)\(last)", "\(view.waiters ?? 0)\(last)", last]
      let text = fitting(words, within: grid.size.width - column, ellipsis: glyphs.ellipsis)
      column = grid.put(text, at: (column, place.row), .muted) + (text.isEmpty ? 0 : 2)
    }
    return column
  }

  /// The processes inside: from the owner that the lock itself stores, otherwise from each process's position.
  private func insideWords(_ view: SynchronizerView) -> ([String], Style) {
    if view.synchronizer.namesItsHolder {
      guard let owner = view.owner else { return (["free"], .muted) }
      guard let holder = view.holder else { return (["owner \(owner)"], .bad) }
      let isDead = snapshot.worker(holder)?.isAlive != true
      return isDead
        ? (["owner \(owner), \(holder) died inside", "\(holder) died inside"], .bad)
        : (["owner \(owner), \(holder)", "\(holder) inside"], style(holder))
    }
    // While they run, one may have left before the next one was read; then nothing is shown.
    let standing = snapshot.insideCriticalSection
    let inside = snapshot.pace != .step && standing.count > 1 ? [] : standing
    if inside.isEmpty { return (snapshot.diedInside.map { ["\($0) died inside"] } ?? [], .bad) }
    // Readers may share a lock that is made for that.
    let isCrowded = inside.count > 1 && view.kind != .readWriteLock
    return (wordings(inside, "inside", "inside"), isCrowded ? .bad : style(inside[0]))
  }

  /// The processes that wait for it. While they run, a process that seems to wait for something available is only
  /// waking up.
  private func waiting(_ view: SynchronizerView) -> [WorkerID] {
    let isWakingUp =
      view.hasValue && view.kind != .count && view.value > 0 && !state.isDeadlocked && snapshot.pace != .step
    return isWakingUp ? [] : snapshot.waiting(for: view.variable)
  }
}

// MARK: Shared variables

extension Scene {
  /// The plain words that the program shares.
  func sharedVariables(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard size.height > 1 else { return grid }
    grid.rule(0, headings: [(1, "shared variables")], glyphs)
    for (row, line) in sharedLines.prefix(size.height - 1).enumerated() {
      grid.put(.first(of: line, within: size.width - 3, ellipsis: glyphs.ellipsis), at: (2, row + 1))
    }
    return grid
  }

  /// Each with its wordings, from the longest to the shortest.
  var sharedLines: [[[Span]]] { screen.sharedLines(self) }
}
