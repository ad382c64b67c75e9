import Grid
import Model

extension ComparisonReport {
  /// The report as text: a table with bars for each size, and in words the traits that figures cannot show. At most
  /// 80 columns wide.
  ///
  /// - Parameter transports: the compared transports, with their descriptions.
  public func text(transports: [ComparedTransport], glyphs: GlyphSet) -> String {
    var sizes: [Int] = []
    for row in rows where !sizes.contains(row.size) { sizes.append(row.size) }
    let tables = sizes.map { size in table(size, transports, glyphs) }
    let parts =
      [opening] + tables + [winners(sizes, transports), refusals(transports), explanation]
      + [["Beyond speed"] + families(transports).flatMap(beyondSpeed), betterChoice]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var opening: [String] {
    let place =
      switch processors.count {
      case 0: "on any processors"
      case 1: "both on processor \(processors[0]) (a hand-off across two processors is slower and less steady)"
      default: "the sender on processor \(processors[0]) and the receiver on processor \(processors[1])"
      }
    return wrapped(
      "Two processes, \(place), \(seconds) s for each line. Every message is different, and every byte is checked.",
      within: columns)
  }

  /// The fastest transports, in words.
  private func winners(_ sizes: [Int], _ transports: [ComparedTransport]) -> [String] {
    func sentence(_ start: String, _ isBetter: (ComparisonRow.Figures, ComparisonRow.Figures) -> Bool) -> [String] {
      let winners = sizes.compactMap { size -> (title: String, size: Int)? in
        let measured = rows.filter { $0.size == size && $0.figures != nil }
        let best = measured.max { one, other in
          guard let one = one.figures, let other = other.figures else { return false }
          return isBetter(other, one)
        }
        guard let best else { return nil }
        return (transports.first { $0.name == best.transport }?.title ?? best.transport, size)
      }
      var titles: [String] = []
      for winner in winners where !titles.contains(winner.title) { titles.append(winner.title) }
      if titles.isEmpty { return [] }
      let parts = titles.map { title in
        "\(title) at " + winners.filter { $0.title == title }.map { "\($0.size)" }.joined(separator: ", ")
      }
      return wrapped("\(start): \(parts.joined(separator: "; ")) bytes.", behind: "", hanging: 2, within: columns)
    }
    return sentence("Most messages a second") { $0.messagesPerSecond > $1.messagesPerSecond }
      + sentence("Shortest round trip") { $0.roundTrip < $1.roundTrip }
  }

  /// The reasons why some lines have no figures, each once.
  private func refusals(_ transports: [ComparedTransport]) -> [String] {
    var seen: Set<String> = []
    let reasons = rows.compactMap { row -> String? in
      guard let refusal = row.refusal, seen.insert(row.transport + refusal.reason).inserted else { return nil }
      let title = transports.first { $0.name == row.transport }?.title ?? row.transport
      return "\(title): \(refusal.reason)."
    }
    return reasons.flatMap { wrapped($0, behind: "", hanging: 2, within: columns) }
  }

  private var explanation: [String] {
    [
      ("messages/s", "messages a second, one way; a longer bar is better."),
      ("copies", "of each message: into the kernel and out again, or into the shared memory and out again."),
      ("calls", "system calls for each message, of both processes together, counted during the measurement."),
      ("round trip", "the median time there and back; a shorter bar is better."),
      ("99 %", "of the round trips took at most this long."),
    ].flatMap { wrapped($0.1, behind: Self.word($0.0), within: columns) }
  }

  /// The transports in groups with the same traits, so that these are printed once.
  private func families(_ transports: [ComparedTransport]) -> [[ComparedTransport]] {
    var families: [[ComparedTransport]] = []
    for transport in transports {
      let index = families.firstIndex {
        $0[0].family == transport.family && $0[0].traits == transport.traits
      }
      if let index { families[index].append(transport) } else { families.append([transport]) }
    }
    return families
  }

  private func beyondSpeed(_ family: [ComparedTransport]) -> [String] {
    let numbers = ["both", "all three", "all four", "all five", "all six", "all seven", "all eight", "all nine"]
    let count = family.count - 2
    let heading =
      count < 0
      ? family[0].title
      : "\(family[0].family) (\(numbers.indices.contains(count) ? numbers[count] : "all \(family.count)"))"
    let traits = family[0].traits
    return ["  " + heading]
      + [
        ("waiting", traits.waiting), ("reach", traits.reach), ("complexity", traits.effort),
        ("safety", traits.safety),
      ].flatMap { wrapped($0.1, behind: Self.word("    " + $0.0), within: columns) }
  }

  /// A word in the column before the sentences that explain it.
  private static func word(_ text: String) -> String { text.padded(to: 15) + " " }

  private var betterChoice: [String] {
    ["Message passing is the better choice"]
      + [
        "if the processes may one day run on two machines: shared memory works on one machine only;",
        "if they do not trust each other: in shared memory, each can overwrite what the other reads;",
        "if one may die at any moment: the other is told, and nothing stays half written or locked for ever;",
        "if messages are small or few: waiting costs more than copying, and message passing waits for you;",
        "if correct today matters more than fast: there are no semaphores to forget and no races to find.",
      ].flatMap { wrapped($0, behind: "  - ", within: columns) }
      + wrapped(
        "Shared memory wins if messages are large and many, both sides trust each other, and somebody has thought "
          + "about every wait.", within: columns)
  }
}

/// The greatest width of the text.
private let columns = 79
