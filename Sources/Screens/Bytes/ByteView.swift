import Grid
import Model

/// The open memory view, and its position in the region.
struct ByteView: Sendable, Hashable {
  /// An offset in the row under the cursor; nil before the first bytes are read.
  var cursor: Int?
  /// An offset in the first visible row, unless that would hide the cursor.
  var top = 0
}

/// The division of the memory view's space.
struct ByteLayout {
  /// Bytes in a row.
  let perRow: Int
  /// Lines for the mappings, without their heading; none if there is no heading.
  let mappings: Int
  let hasHeading: Bool
  let rows: Int
  /// Lines for the changes, without their heading.
  let summary: Int
  let hasSummaryHeading: Bool

  init(_ size: Size, mappings count: Int) {
    perRow = size.width >= 110 ? 16 : 8
    let height = size.height
    mappings = height >= 9 ? min(count, max(2, height * 3 / 10)) : 0
    hasHeading = height >= 6
    summary = height >= 12 ? 2 : height >= 4 ? 1 : 0
    hasSummaryHeading = height >= 18
    let others = (mappings > 0 ? mappings + 1 : 0) + (hasHeading ? 1 : 0) + summary + (hasSummaryHeading ? 1 : 0)
    rows = max(0, height - others)
  }
}

extension State {
  /// The division of the space; nil if the memory is not on the screen.
  var byteLayout: ByteLayout? { byteRoom.map { ByteLayout($0, mappings: snapshot?.bytes?.mappings.count ?? 0) } }

  /// The visible rows, and the one under the cursor.
  func visibleRows(_ view: ByteView, _ rows: ByteRows, lines: Int) -> (shown: Range<Int>, cursor: Int) {
    let cursor = rows.index(of: view.cursor ?? 0)
    let wished = min(rows.index(of: view.top), max(0, rows.count - lines))
    let first = min(max(wished, cursor - lines + 1), cursor)
    return (first..<min(rows.count, first + max(0, lines)), cursor)
  }
}

/// The part of the region that the next snapshot should include; nil while the memory view is closed.
public func wantedBytes(of state: State) -> Range<Int>? {
  guard let view = state.byteView else { return nil }
  guard let map = state.snapshot?.bytes?.map, let layout = state.byteLayout else { return 0..<0 }
  let rows = ByteRows(map, perRow: layout.perRow)
  let shown = state.visibleRows(view, rows, lines: layout.rows).shown
  guard let first = shown.first, let last = shown.last else { return 0..<0 }
  // In whole words: rows may begin and end inside a word.
  return rows[first].range.lowerBound / 8 * 8..<(rows[last].range.upperBound + 7) / 8 * 8
}

/// Whether the last snapshot lacks bytes that are to be shown: the view moved to follow it, in a region too large to
/// be copied whole.
public func lacksBytes(_ state: State) -> Bool {
  guard let wanted = wantedBytes(of: state), !wanted.isEmpty, let bytes = state.snapshot?.bytes else { return false }
  return bytes.bytes(wanted) == nil
}

// MARK: - Keys

extension State {
  mutating func toggleBytes() -> [Effect] {
    bytes = bytes == nil ? ByteView() : nil
    byteChanges = ByteChanges()
    return []
  }

  func whyNotBytes() -> String? { snapshot == nil ? "nothing is running yet" : nil }

  /// Moves by this many rows, or screenfuls of rows.
  mutating func scrollBytes(rows: Int = 0, pages: Int = 0) -> [Effect] {
    withRows { _, layout, cursor in cursor + rows + pages * max(1, layout.rows - 1) }
  }

  /// Whether there are more rows than fit.
  var hasMoreBytes: Bool {
    guard let map = snapshot?.bytes?.map, let layout = byteLayout else { return false }
    return ByteRows(map, perRow: layout.perRow).count > layout.rows
  }

  /// Moves to the first row, or the last one.
  mutating func scrollBytes(toEnd isEnd: Bool) -> [Effect] {
    withRows { rows, _, _ in isEnd ? rows.count - 1 : 0 }
  }

  /// Moves to the next object of the layout, or to the one before.
  mutating func jumpPart(_ step: Int) -> [Effect] {
    guard let map = snapshot?.bytes?.map, let place = byteView?.cursor else { return [] }
    let starts = map.parts.filter { !$0.name.isEmpty }.map(\.offset)
    let target = step > 0 ? starts.first { $0 > place } : starts.last { $0 < place }
    return target.map { point(at: $0) } ?? []
  }

  /// Moves to the next row with a change, past the end to the beginning if necessary.
  mutating func jumpToChange() -> [Effect] {
    guard let map = snapshot?.bytes?.map, let layout = byteLayout, let place = byteView?.cursor else { return [] }
    let rows = ByteRows(map, perRow: layout.perRow)
    let here = rows.index(of: place)
    let changed = byteChanges.words.keys.map { rows.index(of: 8 * $0) }.sorted()
    let target = changed.first { $0 > here } ?? changed.first
    return target.map { point(at: rows[$0].range.lowerBound) } ?? []
  }

  func whyNotJumpToChange() -> String? {
    guard byteChanges.words.isEmpty else { return nil }
    if Changes.life(at: pace) == nil { return "at this pace everything changes all the time; s steps" }
    if byteChanges.hasCompared { return "no byte has changed" }
    return bytes == nil ? "no step was made yet" : "no step was made since you opened this view"
  }

  private mutating func withRows(_ target: (ByteRows, ByteLayout, Int) -> Int) -> [Effect] {
    guard let map = snapshot?.bytes?.map, let layout = byteLayout, let place = byteView?.cursor else { return [] }
    let rows = ByteRows(map, perRow: layout.perRow)
    let index = min(max(0, target(rows, layout, rows.index(of: place))), rows.count - 1)
    return point(at: rows[index].range.lowerBound)
  }

  /// Points at a row. If the row is visible or adjacent, the view scrolls as little as possible. Otherwise it shows
  /// rows before and after it, but none from before the row's array.
  mutating func point(at offset: Int) -> [Effect] {
    byteView?.cursor = offset
    guard let view = byteView, let map = snapshot?.bytes?.map, let layout = byteLayout else { return [] }
    let lines = layout.rows
    let rows = ByteRows(map, perRow: layout.perRow)
    let cursor = rows.index(of: offset)
    let isFar = !(rows.index(of: view.top) - 1...rows.index(of: view.top) + lines).contains(cursor)
    let array = map.part(at: offset).flatMap { $0.count > 1 ? rows.index(of: $0.offset) : nil } ?? 0
    let first = isFar ? max(array, cursor - lines / 3) : visibleRows(view, rows, lines: lines).shown.lowerBound
    byteView?.top = rows[min(first, max(0, rows.count - lines))].range.lowerBound
    return []
  }
}

// MARK: - Snapshots

extension State {
  /// Reads the bytes: records the changes, and places the view. It opens at the program's main object and follows the
  /// changes of a step; it stays where it is after a step that changed nothing shared.
  mutating func seeBytes(_ new: Snapshot, after old: Snapshot?) {
    guard let view = byteView, let map = new.bytes?.map else { return }
    if view.cursor == nil {
      let start =
        map.parts.first { $0.name == new.discipline.program.screen.firstObject(of: new.discipline) }?.offset ?? 0
      byteView = ByteView(cursor: start, top: start)
    }
    guard let old, byteChanges.note(from: old, to: new), let change = byteChanges.firstShared(map) else { return }
    _ = point(at: change)
  }
}
