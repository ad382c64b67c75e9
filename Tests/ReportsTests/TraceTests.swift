import Laboratory
import Model
import Reports
import Support
import Testing

/// A line of a trace as somebody reads it who knows only what README says of the columns. Anything else is an error.
private struct ReadLine {
  struct Mistake: Error { let line: String }

  let move: Int
  let process: Substring
  let event: TraceLine.Event
  let operation: Substring
  let change: (variable: Substring, old: Substring, new: Substring)?
  let ledger: [Substring: Int]

  init(_ line: String) throws {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    let name = /[PCAWR][1-9][0-9]?/
    guard columns.count == TraceLine.columns.count, let move = Int(columns[0]), move > 0,
      columns[1].wholeMatch(of: name) != nil, let event = TraceLine.Event(rawValue: String(columns[2]))
    else { throw Mistake(line: line) }
    (self.move, process, self.event, operation) = (move, columns[1], event, columns[3])
    if columns[4].isEmpty {
      change = nil
    } else {
      guard let match = columns[4].wholeMatch(of: /(\S+) (\S+) -> (\S+)/) else { throw Mistake(line: line) }
      change = (match.1, match.2, match.3)
    }
    ledger = try columns[5].split(separator: " ", omittingEmptySubsequences: columns[5].isEmpty).reduce(into: [:]) {
      guard let match = $1.wholeMatch(of: /(produced|taken|lost|duplicated|torn|phantom)([+-][1-9][0-9]*)/),
        let amount = Int(match.2)
      else { throw Mistake(line: line) }
      $0[match.1] = amount
    }
  }
}

@Suite("A trace", .serialized)
struct TraceTests {
  /// A trial on workers of the built executable, in a segment of its own.
  private func trial(_ setup: Setup, end: Trial.End, test: String = #function, line: Int = #line) -> Trial {
    var trial = Trial(setup, end: end, memory: .posix(name: uniqueSegmentName(test, line: line)))
    trial.executable = ringside
    return trial
  }

  private func trace(
    _ setup: Setup, items: UInt64, test: String = #function
  ) throws -> (lines: [ReadLine], report: RunReport) {
    var lines: [String] = []
    let report = try #require(try trial(setup, end: .items(items), test: test).trace { lines += $0.lines.map(\.text) })
    return (try lines.map(ReadLine.init), report)
  }

  @Test("tells every operation in order, and the same seed tells the same")
  func order() throws {
    func setup(_ seed: UInt64) -> Setup {
      Setup(producers: 2, consumers: 2, discipline: "semaphores", pace: .tempo(perSecond: 1000), seed: seed)
    }
    func texts(_ seed: UInt64) throws -> [String] {
      var lines: [String] = []
      _ = try trial(setup(seed), end: .items(12)).trace { lines += $0.lines.map(\.text) }
      return lines
    }
    #expect(try texts(5) == texts(5))
    #expect(try texts(5) != texts(6))
    let (lines, report) = try trace(setup(5), items: 12)
    #expect(report.ledger.produced == 12)
    // Each change of a shared variable begins where the last one ended.
    var values: [Substring: Substring] = ["empty": "10", "full": "0", "mutex": "1", "in": "0", "out": "0"]
    for change in lines.compactMap(\.change) where values[change.variable] != nil {
      #expect(change.old == values[change.variable], "\(change)")
      values[change.variable] = change.new
    }
    #expect(values["in"] == "2" && values["out"] == "2")
    for (one, next) in zip(lines, lines.dropFirst()) { #expect(next.move == one.move || next.move == one.move + 1) }
  }

  @Test(
    "what its ledger column adds up to is the ledger, whatever the program, the discipline and the width",
    arguments: [
      (Setup(slots: 3, producers: 2, consumers: 2, discipline: "none"), 5),
      (Setup(slots: 1, words: 3, producers: 3, consumers: 2, discipline: "none"), 5),
      (Setup(slots: 2, words: 2, producers: 2, consumers: 2, discipline: "no-mutex"), 3),
      (Setup(slots: 2, words: 1, producers: 1, consumers: 1, discipline: "early-post"), 3),
      (Setup(slots: 4, producers: 2, consumers: 2, discipline: "robust-mutex"), 2),
      (Setup(program: .counter, producers: 3, consumers: 0, discipline: "none"), 3),
      (Setup(program: .message, consumers: 2, discipline: "none"), 3),
    ])
  func ledger(setup: Setup, seeds: Int) throws {
    for seed in 1...UInt64(seeds) {
      var setup = setup
      (setup.seed, setup.pace) = (seed, .tempo(perSecond: 1000))
      let (lines, report) = try trace(setup, items: 30)
      func sum(_ name: Substring) -> UInt64 { UInt64(lines.reduce(0) { $0 + ($1.ledger[name] ?? 0) }) }
      #expect(sum("produced") == report.ledger.produced)
      #expect(sum("taken") + sum("duplicated") + sum("torn") + sum("phantom") == report.ledger.consumed)
      #expect(sum("lost") == report.ledger.lost && sum("duplicated") == report.ledger.duplicated)
      #expect(sum("torn") == report.ledger.torn && sum("phantom") == report.ledger.phantom)
    }
  }

  @Test("tells whoever follows the slots alone what the ledger says")
  func independentReader() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let setup = Setup(
        slots: 3, producers: 2, consumers: 2, discipline: "none", pace: .tempo(perSecond: 1000), seed: seed)
      let (lines, report) = try trace(setup, items: 30)
      var slots: [Substring: Substring] = [:]
      var takes: [Substring] = []
      var produced: Set<Substring> = []
      for line in lines {
        guard let change = line.change else { continue }
        if change.variable.hasPrefix("slot[") {
          #expect(slots[change.variable, default: "-"] == change.old)
          slots[change.variable] = change.new
          produced.insert(change.new)
        } else if change.variable == "item" {
          takes.append(change.new)
        }
      }
      let real = takes.filter { produced.contains($0) }
      #expect(report.ledger.produced == UInt64(produced.count))
      #expect(report.ledger.consumed == UInt64(takes.count))
      #expect(report.ledger.phantom == UInt64(takes.count - real.count))
      #expect(report.ledger.duplicated == UInt64(real.count - Set(real).count))
      let left = Set(slots.values).subtracting(real)
      #expect(report.ledger.inRing == UInt64(left.count))
      #expect(report.ledger.lost == UInt64(produced.subtracting(real).subtracting(left).count))
    }
  }
}
