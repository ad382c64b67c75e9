import Model

/// A row of the memory view: some contiguous bytes.
struct ByteRow: Sendable, Hashable {
  var range: Range<Int>
  /// Padding is a single row however large: its bytes are counted, not shown.
  var isPadding: Bool
  /// The index of its part in the map, and the element of that part.
  var part: Int
  var element: Int
}

/// The region in rows of at most this many bytes. Each object begins a row, and the padding between two objects is a
/// single row. All elements of a part are split alike, so that any of a million rows is found without counting the
/// others.
struct ByteRows {
  private let map: RegionMap
  /// How an element of each part is split.
  private let cuts: [[(range: Range<Int>, isPadding: Bool)]]
  /// The first row of each part, followed by the number of all rows.
  private let firsts: [Int]

  init(_ map: RegionMap, perRow: Int) {
    self.map = map
    cuts = map.parts.map { ByteRows.cut($0.fields, perRow) }
    var firsts = [0]
    for (part, cut) in zip(map.parts, cuts) { firsts.append(firsts[firsts.count - 1] + cut.count * part.count) }
    self.firsts = firsts
  }

  private static func cut(_ fields: [RegionMap.Field], _ perRow: Int) -> [(range: Range<Int>, isPadding: Bool)] {
    var rows: [(range: Range<Int>, isPadding: Bool)] = []
    var start = 0
    func close(at end: Int) {
      while start < end {
        let next = min(end, (start / perRow + 1) * perRow)
        rows.append((start..<next, false))
        start = next
      }
    }
    for field in fields where field.kind == .padding && field.size >= 8 {
      close(at: field.offset)
      start = field.offset + field.size
      rows.append((field.offset..<start, true))
    }
    close(at: fields.last.map { $0.offset + $0.size } ?? 0)
    return rows
  }

  var count: Int { firsts[firsts.count - 1] }

  subscript(index: Int) -> ByteRow {
    let part = (firsts.firstIndex { $0 > index } ?? 1) - 1
    let (element, row) = (index - firsts[part]).quotientAndRemainder(dividingBy: cuts[part].count)
    let cut = cuts[part][row]
    let start = map.parts[part].offset + element * map.parts[part].stride
    return ByteRow(
      range: start + cut.range.lowerBound..<start + cut.range.upperBound, isPadding: cut.isPadding, part: part,
      element: element)
  }

  /// The row that contains an offset; the last row for an offset past the end.
  func index(of offset: Int) -> Int {
    guard let part = map.parts.firstIndex(where: { offset < $0.end }) else { return max(0, count - 1) }
    let (element, rest) = max(0, offset - map.parts[part].offset).quotientAndRemainder(
      dividingBy: map.parts[part].stride)
    let row = cuts[part].lastIndex { $0.range.lowerBound <= rest } ?? 0
    return firsts[part] + element * cuts[part].count + row
  }
}
