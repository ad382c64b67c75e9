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

  @Option(parsing: .unconditional, help: "Slots in the ring, \(text(Setup.Limit.slots)).")
  var slots = 10

  @Option(parsing: .unconditional, help: "Words of 8 bytes in an item, \(text(Setup.Limit.words)).")
  var words = 1

  @Option(parsing: .unconditional, help: "Producer processes, \(text(Setup.Limit.workersPerRole)).")
  var producers = 1

  @Option(parsing: .unconditional, help: "Consumer processes, \(text(Setup.Limit.workersPerRole)).")
  var consumers = 1

  @Option(help: "The synchronization: \(Catalogue.disciplines.map(\.name).joined(separator: ", ")).")
  var discipline = Catalogue.disciplines[0].name

  @Option(
    parsing: .unconditional,
    help: """
      Operations a second by each process, \(text(Pace.tempos)), or full, or on the screen also step. \
      (default: \(PaceArgument.demonstration) on the screen, full without)
      """)
  var pace: PaceArgument?

  @Option(parsing: .unconditional, help: "Where the jitter of the tempo starts from.")
  var seed: UInt64 = 1

  @Flag(help: "Run without a screen, to the end, and report.")
  var headless = false

  @Option(parsing: .unconditional, help: "With --headless: end after so many items.")
  var items: UInt64?

  @Option(parsing: .unconditional, help: "With --headless: end after so many seconds.")
  var seconds: Double?

  @Flag(help: "With --headless: report as one JSON object.")
  var json = false

  @Flag(help: "With --headless, at a pace below full: print a line for each operation, with what it changed.")
  var trace = false

  @Option(help: "The name of the segment, such as /ringside-mine. (default: made of the process id)")
  var segment: String?

  @OptionGroup var look: LookOptions

  func validate() throws {
    try check(slots, in: Setup.Limit.slots, "--slots")
    try check(words, in: Setup.Limit.words, "--words")
    try check(producers, in: Setup.Limit.workersPerRole, "--producers")
    try check(consumers, in: Setup.Limit.workersPerRole, "--consumers")
    guard producers + consumers > 0 else {
      throw ValidationError("there must be at least one process; give --producers or --consumers")
    }
    guard Catalogue.index(of: discipline) != nil else {
      throw ValidationError("\(ExperimentError.noDiscipline(discipline))")
    }
    if let segment { try checkName(segment) }
    if headless { try validateHeadless() } else { try validateScreen() }
  }

  private func validateHeadless() throws {
    guard (items == nil) != (seconds == nil) else {
      throw ValidationError("--headless needs one of --items and --seconds, to know when to end")
    }
    if let items, items == 0 { throw ValidationError("--items must be at least 1") }
    if let seconds, !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("--seconds must be more than 0 and at most 86400, not \(seconds)")
    }
    if pace?.pace == .step { throw ValidationError("--pace step needs a screen; leave out --headless") }
    if trace && (pace ?? .full).pace == .full {
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

  private func checkName(_ name: String) throws {
    guard name.hasPrefix("/ringside-"), name.count > 10, name.utf8.count <= 200, !name.dropFirst().contains("/") else {
      throw ValidationError("--segment must be /ringside- and a name without another slash, not '\(printable(name))'")
    }
  }

  private func check(_ value: Int, in range: ClosedRange<Int>, _ option: String) throws {
    guard range.contains(value) else {
      throw ValidationError("\(option) must be \(text(range)), not \(value)")
    }
  }

  private func setup(standard: PaceArgument) -> Setup {
    Setup(
      slots: slots, words: words, producers: producers, consumers: consumers, discipline: discipline,
      pace: (pace ?? standard).pace, seed: seed)
  }

  func run() throws {
    if headless {
      try runHeadless()
    } else {
      try LiveSession.run(setup(standard: .demonstration), segment: segment, look: look)
    }
  }

  private func runHeadless() throws {
    let signals = try Signals()
    let end = items.map(Trial.End.items) ?? .seconds(seconds ?? 0)
    let trial = Trial(setup(standard: .full), end: end, segment: segment)
    let report =
      trace
      ? try trial.trace(isCancelled: { signals.ending != nil }, print: { Swift.print($0) })
      : try trial.run(isCancelled: { signals.ending != nil })
    guard let report else { return signals.endAsAsked() }
    try report.print(asJSON: json, tracing: trace)
    if let code = report.exitCode { throw ExitCode(code) }
  }
}

/// A pace on the command line: `full`, `step`, or operations a second.
struct PaceArgument: ExpressibleByArgument, CustomStringConvertible {
  var pace: Pace

  static let full = PaceArgument(pace: .full)
  /// Fast enough to see the ring live, slow enough to see single items.
  static let demonstration = PaceArgument(pace: .tempo(perSecond: 125))

  init(pace: Pace) { self.pace = pace }

  init?(argument: String) {
    switch argument {
    case "full": pace = .full
    case "step": pace = .step
    default:
      guard let perSecond = Double(argument), Pace.tempos.contains(perSecond) else { return nil }
      pace = .tempo(perSecond: perSecond)
    }
  }

  var description: String {
    switch pace {
    case .full: "full"
    case .step: "step"
    case .tempo(let perSecond): text(perSecond)
    }
  }
}

/// A range in words: "1 to 4096".
func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }
func text(_ range: ClosedRange<Double>) -> String { "\(text(range.lowerBound)) to \(text(range.upperBound))" }

private func text(_ number: Double) -> String { number == number.rounded() ? String(Int(number)) : String(number) }

/// Somebody's text with everything that could upset a terminal replaced.
func printable(_ text: String) -> String {
  String(text.map { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? $0 : "?" })
}
