import ArgumentParser
import Glibc
import Grid
import Laboratory
import Model
import Reports
import SharedMemory
import Terminal

/// `ringside compare`: measures shared memory beside message passing.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Measure the same transfer between two processes over pipes, sockets, message queues and shared memory.",
    usage: "ringside compare [options]",
    discussion: CommandManual.compare.discussion)

  @Option(
    parsing: .unconditional,
    help: """
      Sizes of the messages in bytes, \(OptionParsing.text(Comparison.Limit.sizes)), with commas between them; \
      K stands for 1024. (default: 4,64,1K,4K,64K)
      """,
    completion: .list(["4", "64", "1K", "4K", "64K"]),
    transform: OptionParsing.sizes)
  var sizes = Comparison().sizes

  @Option(
    parsing: .unconditional,
    help: """
      Seconds for each transport and size, \(OptionParsing.text(Comparison.Limit.seconds)): half for messages one way, half \
      for round trips. (default: \(Comparison().seconds))
      """,
    transform: { try OptionParsing.number($0, Comparison.Limit.seconds, of: "seconds") })
  var seconds = Comparison().seconds

  @Option(
    parsing: .unconditional,
    help: "Processors for the two processes: 1 for both, or 2, one for each. (default: 1)",
    completion: .list(["1", "2"]), transform: { try OptionParsing.whole($0, 1...2) })
  var processors = 1

  @Option(
    help: """
      Transports to measure, with commas between them: \(Transports.all.map(\.name).joined(separator: ", ")). \
      (default: all)
      """,
    completion: .list(Transports.all.map(\.name)), transform: OptionParsing.transports)
  var transports = Transports.all

  @Flag(help: "Report as one JSON object.")
  var json = false

  @Flag(help: "Report as comma-separated values with a header, each line as soon as it is measured.")
  var csv = false

  @Flag(help: "Draw with ASCII only, as Ringside does by itself where the locale is not UTF-8.")
  var ascii = false

  func validate() throws {
    if json && csv { throw ValidationError("--json and --csv cannot be combined; choose one") }
  }

  func run() throws {
    let signals = try Signals(answersStops: false)
    if let notice = LeftoverTable.notice(cleared: Leftovers.clear()) { say(notice) }
    #if DEBUG
      say("this is a debug build, which is slow with large messages; use swift run -c release ringside compare")
    #endif
    let places = Comparison.processors(processors)
    guard processors == 1 || places.count == processors else {
      throw ComparisonError.tooFewProcessors(wanted: processors)
    }
    var comparison = Comparison()
    comparison.processors = places
    comparison.sizes = sizes
    comparison.seconds = seconds
    comparison.transports = transports
    let line = ProgressLine()
    let report: ComparisonReport?
    do {
      defer { line.erase() }
      if csv { try printAtOnce(ComparisonReport.csvHeader) }
      report = try comparison.run(isCancelled: { signals.ending != nil }, progress: { line.show($0.words) }) { row in
        guard csv else { return }
        line.erase()
        try printAtOnce(row.csv)
      }
    }
    guard let report else { return signals.endAsAsked() }
    if json {
      print(try JSONOutput.object(report, units: ComparisonReport.units))
    } else if !csv {
      let transports = comparison.transports.map { ComparedTransport($0) }
      let glyphs = ascii || !Screen.localeIsUTF8 ? GlyphSet.ascii : .unicode
      print(report.text(transports: transports, glyphs: glyphs), terminator: "")
    }
  }
}

/// Prints and flushes, because somebody may be waiting for it: fflush(3).
private func printAtOnce(_ text: String) throws {
  print(text, terminator: "")
  try StandardOutput.flush()
}

extension Comparison.Progress {
  fileprivate var words: String { "comparing, \(step) of \(steps): \(title), \(size) bytes" }
}
