import Grid
import Model

/// The columns of the memory view.
private struct ByteColumns {
  let perRow: Int
  let digits: Int
  /// The column of the first byte, or of the bracket before it; nil if no bytes fit.
  let bytes: Int?
  let names: Int

  static let offset = 3

  init(_ size: Size, perRow: Int, regionSize: Int) {
    self.perRow = perRow
    digits = max(4, String(max(0, regionSize - 1), radix: 16).utf8.count)
    // The plus, 0x, the digits, and a gap.
    let start = ByteColumns.offset + 3 + digits + 1
    let hasBytes = size.width >= start + 3 * perRow + 3
    bytes = hasBytes ? start : nil
    names = hasBytes ? start + 3 * perRow + (perRow > 8 ? 3 : 2) : start + 1
  }

  /// The column of a byte of a row; the one before it is for a bracket.
  func column(_ byte: Int) -> Int { (bytes ?? 0) + 1 + 3 * byte + (byte >= 8 ? 1 : 0) }
}

extension Scene {
  /// The region as bytes: each process's mapping, the contents row by row, and the changes.
  func bytes(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let view = state.byteView, let bytes = snapshot.bytes else {
      grid.put(fitting(["reading the memory"], within: size.width - 2, ellipsis: glyphs.ellipsis), at: (1, 0), .muted)
      return grid
    }
    let layout = ByteLayout(size, mappings: bytes.mappings.count)
    let columns = ByteColumns(size, perRow: layout.perRow, regionSize: bytes.map.size)
    let rows = ByteRows(bytes.map, perRow: layout.perRow)
    let (shown, cursor) = state.visibleRows(view, rows, lines: layout.rows)
    var top = 0
    if layout.mappings > 0 {
      let room = Size(width: size.width, height: layout.mappings + 1)
      grid.put(mappings(room, bytes, at: rows[cursor], columns.digits), at: (0, 0))
      top = layout.mappings + 1
    }
    if layout.hasHeading {
      drawHeadings(columns, bytes.map, row: top, on: &grid)
      top += 1
    }
    for (line, index) in shown.enumerated() {
      draw(rows[index], isPointedAt: index == cursor, bytes, columns, row: top + line, on: &grid)
    }
    let height = layout.summary + (layout.hasSummaryHeading ? 1 : 0)
    grid.put(
      summary(Size(width: size.width, height: height), bytes.map, hasHeading: layout.hasSummaryHeading),
      at: (0, size.height - height))
    return grid
  }

  private func drawHeadings(_ columns: ByteColumns, _ map: RegionMap, row: Int, on grid: inout Grid) {
    var headings = [(1, "offset")]
    if let bytes = columns.bytes { headings.append((bytes, "bytes")) }
    let long = "names and values, by the region's layout"
    headings.append((columns.names - 1, grid.size.width >= 110 ? long : "names and values"))
    let end = "\(grouped(map.size)) bytes in total"
    let last = grid.size.width - width(of: end) - 3
    if last > columns.names + 48 { headings.append((last, end)) }
    grid.rule(row, headings: headings, glyphs)
  }

  private func draw(
    _ row: ByteRow, isPointedAt: Bool, _ bytes: RegionBytes, _ columns: ByteColumns, row line: Int, on grid: inout Grid
  ) {
    let part = bytes.map.parts[row.part]
    grid.mark(0..<grid.size.width, row: line, as: ClickTarget.byte(row.range.lowerBound))
    let isChanged = state.byteChanges.touches(row.range)
    if isPointedAt { grid.put(glyphs.selected, at: (1, line), .selected) }
    if isChanged { grid.put("*", at: (2, line), .changed) }
    let style: Style = row.isPadding ? .muted : isPointedAt ? .selected : part.isBookkeeping ? .muted : .text
    let offset = "+" + hexadecimal(offset: row.range.lowerBound, digits: columns.digits)
    if ByteColumns.offset + offset.utf8.count < grid.size.width {
      grid.put(offset, at: (ByteColumns.offset, line), .muted)
    }
    if columns.bytes != nil {
      drawBytes(row, bytes, columns, line: line, style, on: &grid)
    }
    let room = grid.size.width - columns.names - 1
    let words = fitting(words(for: row, bytes), within: room, ellipsis: glyphs.ellipsis)
    grid.put(words, at: (columns.names, line), isChanged && !row.isPadding ? .key : style)
  }

  /// The bytes in hexadecimal, with changes in brackets.
  private func drawBytes(
    _ row: ByteRow, _ bytes: RegionBytes, _ columns: ByteColumns, line: Int, _ style: Style, on grid: inout Grid
  ) {
    if row.isPadding {
      grid.put(glyphs.ellipsis, at: (columns.column(0), line), .muted)
      return
    }
    let first = row.range.lowerBound
    guard let found = bytes.bytes(row.range) else { return }
    for (place, byte) in zip(row.range, found) {
      let column = columns.column(place - first)
      let digits = String(byte, radix: 16)
      let isChanged = state.byteChanges.contains(place)
      grid.put(
        digits.utf8.count == 1 ? "0" + digits : digits, at: (column, line),
        isChanged ? .changed : byte == 0 ? .muted : style)
      guard isChanged else { continue }
      if place == row.range.lowerBound || !state.byteChanges.contains(place - 1) {
        grid.put("[", at: (column - 1, line), .changed)
      }
      let isLast = place == row.range.upperBound - 1 || !state.byteChanges.contains(place + 1)
      grid.put(isLast ? "]" : " ", at: (column + 2, line), .changed)
    }
  }
}

// MARK: - Mappings

extension Scene {
  /// Each process's own address of the region, and of the bytes under the cursor.
  private func mappings(_ size: Size, _ bytes: RegionBytes, at row: ByteRow, _ digits: Int) -> Grid {
    var grid = Grid(size)
    let headings = [
      "mappings: share offsets, never addresses",
      "each process maps the region at its own address: share offsets, never addresses",
    ]
    grid.rule(0, headings: [(1, headings.last { width(of: $0) + 4 <= size.width } ?? "mappings")], glyphs)
    let offset = row.range.lowerBound
    let name = bytes.map.field(at: offset)?.name ?? "there"
    let lines = mappingLines(bytes.mappings, size.height - 1)
    for (line, mapping) in lines.shown.enumerated() {
      draw(mapping, offset, digits, name, row: line + 1, on: &grid)
    }
    if lines.hidden > 0 {
      let words = "\(glyphs.ellipsis) \(lines.hidden) more"
      grid.put(fitting([words], within: size.width - 4, ellipsis: glyphs.ellipsis), at: (3, size.height - 1), .muted)
    }
    return grid
  }

  /// As many mappings as fit: first the selected process's, then the others in order, and the viewer's at the end.
  private func mappingLines(_ all: [ProcessMapping], _ lines: Int) -> (shown: [ProcessMapping], hidden: Int) {
    guard all.count > lines, lines > 1 else { return (Array(all.prefix(max(0, lines))), 0) }
    let room = lines - 1
    let viewers = all.filter { $0.worker == nil }.prefix(room > 3 ? 2 : room > 1 ? 1 : 0)
    let workers = all.filter { $0.worker != nil }
    let selected = workers.firstIndex { $0.worker == state.selected } ?? 0
    let count = min(workers.count, room - viewers.count)
    let first = min(max(0, selected - count / 2), workers.count - count)
    return (Array(workers[first..<first + count]) + Array(viewers), all.count - count - viewers.count)
  }

  /// `P1  4313  rw-s  0x7f12a4000000 + 0x01c0 = 0x7f12a40001c0  in`.
  private func draw(
    _ mapping: ProcessMapping, _ offset: Int, _ digits: Int, _ name: String, row: Int, on grid: inout Grid
  ) {
    if mapping.worker == state.selected { grid.put(glyphs.selected, at: (1, row), .selected) }
    if let worker = mapping.worker { grid.mark(0..<grid.size.width, row: row, as: ClickTarget.process(worker)) }
    let who = Span(mapping.worker?.label ?? "viewer", mapping.worker.map(style) ?? .key)
    let pid = String(mapping.pid)
    let padded = String(repeating: " ", count: max(0, 7 - pid.utf8.count)) + pid
    let base = hexadecimal(mapping.base)
    let sum = hexadecimal(mapping.base &+ UInt64(max(0, offset)))
    let start: [Span] = [who, Span(String(repeating: " ", count: max(1, 7 - who.text.utf8.count)))]
    let rights = Span("  " + mapping.permissions + "  ", .muted)
    let addition = [
      Span(base, .code), Span(" + " + hexadecimal(offset: offset, digits: digits) + " = ", .muted), Span(sum, .key),
    ]
    let line: [Span] = start + [Span(padded, .muted), rights] + addition
    let what = Span("  " + name, .muted)
    let use = Span("  " + self.use(of: mapping), .muted)
    let hasUse = width(of: use.text) > 2
    let wordings: [[Span]] = [
      line + [what, use], line + [hasUse ? use : what], line, start + addition, start + [Span(base, .code)], [who],
    ]
    grid.put([Span].first(of: wordings, within: grid.size.width - 4, ellipsis: glyphs.ellipsis), at: (3, row))
  }

  /// The purpose of this mapping.
  private func use(of mapping: ProcessMapping) -> String {
    let canWrite = mapping.permissions.contains("w")
    guard let worker = mapping.worker else { return canWrite ? "to control" : "to watch" }
    return screen.use(of: worker.role, canWrite: canWrite)
  }
}

// MARK: - Summary

extension Scene {
  /// The changes since the last step: first the shared variables, then Ringside's own records.
  private func summary(_ size: Size, _ map: RegionMap, hasHeading: Bool) -> Grid {
    var grid = Grid(size)
    if hasHeading { grid.rule(0, headings: [(1, longHeading(within: size.width - 4))], glyphs) }
    let top = hasHeading ? 1 : 0
    guard size.height > top else { return grid }
    let lead = hasHeading ? "" : changesHeading + ": "
    let room = size.width - 3
    if state.byteChanges.words.isEmpty {
      let reason = state.whyNotJumpToChange() ?? ""
      grid.put(fitting([lead + reason, reason], within: room, ellipsis: glyphs.ellipsis), at: (2, top), .muted)
      return grid
    }
    let names = state.byteChanges.names(map)
    let shared =
      names.shared.isEmpty ? "no byte of the shared variables" : listed(names.shared, within: room - width(of: lead))
    grid.put(
      fitting([lead + shared, shared, listed(names.shared, within: room)], within: room, ellipsis: glyphs.ellipsis),
      at: (2, top), names.shared.isEmpty ? .text : .key)
    guard size.height > top + 1, !names.books.isEmpty else { return grid }
    let books = "Ringside's own records: "
    let words = books + listed(names.books, within: room - width(of: books))
    grid.put(
      fitting([words, "records: " + listed(names.books, within: room - 9)], within: room, ellipsis: glyphs.ellipsis),
      at: (2, top + 1), .muted)
    return grid
  }

  private var changesHeading: String {
    snapshot.pace == .step ? "changed since the last step" : "changed just now"
  }

  /// The heading with the step itself, if that fits.
  private func longHeading(within room: Int) -> String {
    guard snapshot.pace == .step, state.byteChanges.hasCompared, let step = state.narration.steps.last else {
      return changesHeading
    }
    return fitting(
      ["\(changesHeading), \(step.worker) \(step.text)", changesHeading], within: room, ellipsis: glyphs.ellipsis)
  }

  /// As many names as fit, and the number of the others.
  private func listed(_ names: [String], within room: Int) -> String {
    for count in (1..<max(1, names.count)).reversed() {
      let words = names[...count].joined(separator: ", ")
      let rest = names.count - count - 1
      let text = rest == 0 ? words : words + " and \(rest) more"
      if width(of: text) <= room { return text }
    }
    guard let first = names.first else { return "" }
    return names.count == 1 ? first : "\(first) and \(names.count - 1) more"
  }
}
