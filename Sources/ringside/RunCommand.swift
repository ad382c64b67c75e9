import ArgumentParser
import Glibc
import Laboratory
import Model
import Programs

/// `ringside run`: the demonstration, with every choice an option, with or without a screen.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run producers and consumers on a ring, on the screen or with --headless without one."
  )

  @Option(
    parsing: .unconditional, help: "Slots in the ring, \(Argument.text(Setup.Limit.slots)). (default: 10)",
    transform: { try Argument.whole($0, Setup.Limit.slots) })
  var slots: Int?

  @Option(
    parsing: .unconditional, help: "Words of 8 bytes in an item, \(Argument.text(Setup.Limit.words)). (default: 1)",
    transform: { try Argument.whole($0, Setup.Limit.words) })
  var words: Int?

  @Option(
    parsing: .unconditional,
    help: "Producer processes, \(Argument.text(Setup.Limit.workersPerRole)). (default: 1)",
    transform: { try Argument.whole($0, Setup.Limit.workersPerRole) })
  var producers = 1

  @Option(
    parsing: .unconditional,
    help: "Consumer processes, \(Argument.text(Setup.Limit.workersPerRole)). (default: 1)",
    transform: { try Argument.whole($0, Setup.Limit.workersPerRole) })
  var consumers = 1

  @Option(
    help: """
      The synchronization: \(Catalogue.disciplines.map(\.name).joined(separator: ", ")). \
      (default: \(Catalogue.disciplines[0].name), or with --resume the ring's own)
      """)
  var discipline: String?

  @Option(
    parsing: .unconditional,
    help: """
      Operations a second by each process, \(Argument.text(Pace.tempos)), or full, or on the screen also step. \
      (default: 125 on the screen, full without)
      """,
    transform: Argument.pace)
  var pace: Pace?

  @Option(
    parsing: .unconditional, help: "Where the jitter of the tempo starts from, a whole number. (default: 1)",
    transform: { try Argument.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Flag(help: "Run without a screen, to the end, and report.")
  var headless = false

  @Option(
    parsing: .unconditional, help: "With --headless: end after so many items.",
    transform: { try Argument.whole($0, 1...1_000_000_000_000 as ClosedRange<UInt64>) })
  var items: UInt64?

  @Option(parsing: .unconditional, help: "With --headless: end after so many seconds.", transform: Argument.seconds)
  var seconds: Double?

  @Flag(help: "With --headless: report as one JSON object.")
  var json = false

  @Flag(help: "With --headless, at a pace below full: print a line for each operation, with what it changed.")
  var trace = false

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var look: LookOptions

  func validate() throws {
    guard producers + consumers > 0 else {
      throw ValidationError("there must be at least one process; give --producers or --consumers")
    }
    if let discipline, Catalogue.index(of: discipline) == nil {
      throw ValidationError("\(ExperimentError.noDiscipline(discipline))")
    }
    if headless { try validateHeadless() } else { try validateScreen() }
  }

  private func validateHeadless() throws {
    if items == nil && seconds == nil {
      throw ValidationError("--headless needs one of --items and --seconds, to know when to end")
    }
    if items != nil && seconds != nil {
      throw ValidationError("--items and --seconds cannot be had together; choose one")
    }
    if pace == .step { throw ValidationError("--pace step needs a screen; leave out --headless") }
    if trace && (pace ?? .full) == .full {
      throw ValidationError("--trace needs a pace below full; try --pace 1000")
    }
    if trace && json { throw ValidationError("--trace and --json cannot be had together; choose one") }
  }

  private func validateScreen() throws {
    let misplaced = [
      ("--items", items != nil), ("--seconds", seconds != nil), ("--json", json), ("--trace", trace),
    ].first(where: \.1)?.0
    if let misplaced { throw ValidationError("\(misplaced) needs --headless") }
  }

  private func setup(standard: Pace) -> Setup {
    Setup(
      slots: slots ?? 10, words: words ?? 1, producers: producers, consumers: consumers,
      discipline: discipline ?? Catalogue.disciplines[0].name, pace: pace ?? standard, seed: seed)
  }

  private var place: MemoryChoice {
    memory.choice(MemoryChoice.Wishes(slots: slots, words: words, discipline: discipline))
  }

  /// Fast enough to see the ring live, slow enough to see single items.
  private static let demonstration = Pace.tempo(perSecond: 125)

  func run() throws {
    if headless {
      try runHeadless()
    } else {
      try LiveSession.run(setup(standard: Self.demonstration), place, look: look)
    }
  }

  private func runHeadless() throws {
    let signals = try Signals(answersStops: false)
    let end = items.map(Trial.End.items) ?? .seconds(seconds ?? 0)
    var trial = Trial(setup(standard: .full), end: end, memory: place)
    trial.onSegment = { CrashGuard.remember($0) }
    let cleared = Leftovers.clear()
    if !cleared.isEmpty { say(ringside.words(for: cleared)) }
    let report =
      trace
      ? try trial.trace(isCancelled: { signals.ending != nil }, print: { Swift.print($0) })
      : try trial.run(isCancelled: { signals.ending != nil })
    guard let report else { return signals.endAsAsked() }
    try report.print(asJSON: json, tracing: trace)
    if let code = report.exitCode { throw ExitCode(code) }
  }
}
