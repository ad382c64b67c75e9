import Model

// The commands of the comparison's keys, the reasons why they may be unavailable, and the arrival of its rows.

/// Shared memory beside message passing: the measurements, and the part of them on the screen.
struct ComparisonState: Sendable {
  /// The sizes of the messages, in bytes.
  var sizes = [4, 64, 1024, 4096, 65536]

  var isOpen = false
  /// The index of the size on the screen.
  var sizeIndex = 1
  /// The index of the selected transport.
  var selected = 0
  /// By size and name. They stay after the comparison is closed.
  var rows: [Int: [String: ComparisonRow]] = [:]
  /// The sizes that are still to be measured; the first is being measured.
  var underway: [Int] = []
  /// The pace to which the experiment returns; nil if it stood still before.
  var paceBefore: Pace?

  var size: Int { sizes[sizeIndex] }
}

extension State {
  /// Pauses the experiment meanwhile, because it would compete with the measurement for the processor.
  mutating func openComparison() -> [Effect] {
    comparison.isOpen = true
    comparison.paceBefore = isPaused ? nil : pace
    return pause() + measure()
  }

  func whyNotCompare() -> String? { transports.isEmpty ? "there is no transport to compare with" : nil }

  mutating func closeComparison() -> [Effect] {
    let ends: [Effect] = comparison.underway.isEmpty ? [] : [.endComparison]
    comparison.isOpen = false
    comparison.underway = []
    let pace = comparison.paceBefore
    comparison.paceBefore = nil
    return ends + (pace.map { go($0) } ?? [])
  }

  mutating func changeSize(by step: Int) -> [Effect] {
    guard whyNotChangeSize(by: step) == nil else { return [] }
    comparison.sizeIndex += step
    // The measurement continues, unless the size on the screen is missing and must come first.
    return isMeasured(comparison.size) || comparison.underway.first == comparison.size ? [] : measure()
  }

  func whyNotChangeSize(by step: Int) -> String? {
    if comparison.sizes.indices.contains(comparison.sizeIndex + step) { return nil }
    return "\(comparison.size) bytes is the \(step < 0 ? "smallest" : "largest") size here"
  }

  mutating func selectTransport(_ step: Int) -> [Effect] {
    let count = transports.count
    if count > 0 { comparison.selected = (comparison.selected + step + count) % count }
    return []
  }

  mutating func measureAgain() -> [Effect] {
    comparison.rows[comparison.size] = nil
    return measure()
  }

  /// Requests all missing sizes, first the one on the screen.
  private mutating func measure() -> [Effect] {
    let others = comparison.sizes.filter { $0 != comparison.size }
    let missing = ([comparison.size] + others).filter { !isMeasured($0) }
    guard !missing.isEmpty else { return [] }
    for size in missing { comparison.rows[size] = nil }
    comparison.underway = missing
    return [.compare(missing)]
  }

  private func isMeasured(_ size: Int) -> Bool { comparison.rows[size]?.count == transports.count }
}

// MARK: Rows

extension State {
  /// Measures exactly these sizes for a lesson.
  mutating func compareForLesson(_ sizes: [Int]) {
    comparison.sizes = sizes
    comparison.sizeIndex = 0
    comparison.rows = [:]
    comparison.underway = sizes
  }

  mutating func enter(_ row: ComparisonRow) {
    // A row that was already on its way when its measurement was ended is ignored.
    guard comparison.underway.contains(row.size), transports.contains(where: { $0.name == row.transport }) else {
      return
    }
    comparison.rows[row.size, default: [:]][row.transport] = row
    // In a lesson the user cannot choose the size of the table.
    if !comparison.isOpen, let index = comparison.sizes.firstIndex(of: row.size) { comparison.sizeIndex = index }
    if isMeasured(row.size) { comparison.underway.removeAll { $0 == row.size } }
  }

  mutating func endMeasuring(_ reason: String?) {
    comparison.underway = []
    if let reason { say(reason) }
  }

  /// The transport that is being measured with messages of the size on the screen.
  var measuredNow: String? {
    guard comparison.underway.first == comparison.size else { return nil }
    return transports.first { comparison.rows[comparison.size]?[$0.name] == nil }?.name
  }
}
