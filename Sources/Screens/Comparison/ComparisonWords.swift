import Grid
import Model

extension ComparisonView {
  /// The winners so far, in a sentence for each of the two figures.
  func drawVerdict(_ place: ComparisonLayout.Placed, on grid: inout Grid) {
    let room = grid.size.width - 4
    let sentences = [
      sentence("most messages", "as many as") { $0.messagesPerSecond },
      sentence("shortest round trip", "as fast as") { $0.roundTrip > 0 ? 1 / Double($0.roundTrip) : 0 },
    ]
    for (offset, wordings) in sentences.prefix(place.height).enumerated() {
      let words = fitting(wordings, within: room, ellipsis: glyphs.ellipsis)
      guard !words.isEmpty else { continue }
      grid.put(glyphs.best, at: (1, place.top + offset), .good)
      grid.put(words, at: (3, place.top + offset), .narration)
    }
  }

  /// From the longest wording to the shortest; none before there is one of each kind to compare.
  private func sentence(
    _ figure: String, _ comparative: String, _ speed: (ComparisonRow.Figures) -> Double
  ) -> [String] {
    func best(_ isShared: Bool) -> (title: String, speed: Double)? {
      let measured = rows.filter { $0.transport.isShared == isShared }.compactMap { row in
        row.figures.map { (row.transport.title, speed($0)) }
      }
      return measured.max { $0.1 < $1.1 }
    }
    guard let shared = best(true), let other = best(false), shared.speed > 0, other.speed > 0 else { return [] }
    let (winner, loser) = shared.speed >= other.speed ? (shared, other) : (other, shared)
    let kind = shared.speed >= other.speed ? "shared memory" : "message passing"
    let ratio = winner.speed / loser.speed
    // A smaller difference changes from run to run.
    if ratio < 1.1 {
      return ["\(figure): no clear winner (\(shared.title); \(other.title))", "\(figure): no clear winner"]
    }
    let times = "\(decimal(ratio)) times"
    return [
      "\(figure): \(kind) (\(winner.title)), \(times) \(comparative) \(loser.title)",
      "\(figure): \(kind), \(times) \(comparative) \(loser.title)", "\(figure): \(kind), \(times)",
      "\(figure): \(kind)",
    ]
  }

  /// The selected transport's traits other than speed; if it is not available, the reason first.
  func drawWords(_ place: ComparisonLayout.Placed, on grid: inout Grid) {
    guard let selected else { return }
    grid.rule(place.top, headings: [(1, "\(selected.transport.title): beyond speed")], glyphs)
    let lines = ComparisonView.words(of: selected, width: grid.size.width)
    let room = place.height - 1
    for (offset, line) in lines.prefix(room).enumerated() {
      grid.put(line.name, at: (1, place.top + 1 + offset), .heading)
      let isCut = offset == room - 1 && lines.count > room && lines[room].name.isEmpty
      let words = isCut ? line.words + " " + lines[room].words : line.words
      let text = fitting([words], within: grid.size.width - Self.margin - 1, ellipsis: glyphs.ellipsis)
      grid.put(text, at: (Self.margin, place.top + 1 + offset), .hint)
    }
  }

  private static let margin = 10

  static func words(of row: Row, width: Int) -> [(name: String, words: String)] {
    let traits = row.transport.traits.named.flatMap { lines($0.name, $0.words, width: width) }
    guard case .unavailable(_, let reason)? = row.outcome else { return traits }
    return lines("missing", reason, width: width) + traits
  }

  /// A name, and beside it a sentence on as many lines as it needs. If hardly any of it fits, there are none.
  private static func lines(_ name: String, _ words: String, width: Int) -> [(name: String, words: String)] {
    guard width >= 30 else { return [] }
    return wrapped(words, within: width - margin - 1).enumerated().map { ($0.offset == 0 ? name : "", $0.element) }
  }
}

extension ComparedTransport.Traits {
  /// Each trait with its name.
  fileprivate var named: [(name: String, words: String)] {
    [("waiting", waiting), ("reach", reach), ("effort", effort), ("safety", safety)]
  }
}
