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
    help: "What is run: \(Program.allCases.map(\.rawValue).joined(separator: ", ")). (default: ring)",
    transform: Typed.program)
  var program = Program.ring

  @Option(
    parsing: .unconditional, help: "Slots in the ring, \(Typed.text(Setup.Limit.slots)). (default: 10)",
    transform: { try Typed.whole($0, Setup.Limit.slots) })
  var slots: Int?

  @Option(
    parsing: .unconditional, help: "Words of 8 bytes in an item, \(Typed.text(Setup.Limit.words)). (default: 1)",
    transform: { try Typed.whole($0, Setup.Limit.words) })
  var words: Int?

  @Option(
    parsing: .unconditional,
    help: "Producer processes of the ring, \(Typed.text(Setup.Limit.workersPerRole)). (default: 1)",
    transform: { try Typed.whole($0, Setup.Limit.workersPerRole) })
  var producers: Int?

  @Option(
    parsing: .unconditional,
    help: "Consumer processes of the ring, \(Typed.text(Setup.Limit.workersPerRole)). (default: 1)",
    transform: { try Typed.whole($0, Setup.Limit.workersPerRole) })
  var consumers: Int?

  @Option(
    parsing: .unconditional,
    help: "Processes that add to the counter (default: 2), or readers of the message (default: 1); 1 to 32.",
    transform: { try Typed.whole($0, 1...Setup.Limit.workersPerRole.upperBound) })
  var processes: Int?

  @Option(help: "What the writer of the message writes, up to \(MessageView.longest) bytes.")
  var text: String?

  @Option(
    help: """
      The synchronization: \(Typed.disciplines). \
      (default: the first that the program has, or with --resume the ring's own)
      """)
  var discipline: String?

  @Option(
    parsing: .unconditional,
    help: """
      Operations a second by each process, \(Typed.text(Pace.tempos)), or full, or on the screen also step. \
      (default: 125 on the screen, full without)
      """,
    transform: Typed.pace)
  var pace: Pace?

  @Option(
    parsing: .unconditional, help: "Where the jitter of the tempo starts from, a whole number. (default: 1)",
    transform: { try Typed.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional,
    help: """
      Where the listing says so, call sched_yield() every N times, which makes a race likelier; 0 for never. \
      (default: \(Provocation.standard))
      """,
    transform: { try Typed.whole($0, Setup.Limit.provoke) })
  var provoke: Int?

  @Option(
    help: """
      Do what this says, such as 'P1*4 kill:P1 C1*2', and pause there; with --headless, report and end. \
      P1*4 steps P1 four times; besides steps there are kill:P1, restart:P1, add:P2 and remove:P1.
      """,
    transform: Typed.schedule)
  var schedule: Schedule?

  @Flag(help: "Only move the data: nothing is accounted for.")
  var noLedger = false

  @Flag(help: "Run without a screen, to the end, and report.")
  var headless = false

  @Option(
    parsing: .unconditional, help: "With --headless: end after so many items.",
    transform: { try Typed.whole($0, 1...1_000_000_000_000 as ClosedRange<UInt64>) })
  var items: UInt64?

  @Option(parsing: .unconditional, help: "With --headless: end after so many seconds.", transform: Typed.seconds)
  var seconds: Double?

  @Flag(help: "With --headless: report as one JSON object.")
  var json = false

  @Flag(help: "With --headless, at a pace below full: print a line for each operation, with what it changed.")
  var trace = false

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var look: LookOptions

  func validate() throws {
    try validateProgram()
    let setup = setup(standard: .full)
    guard setup.producers + setup.consumers > 0 else {
      throw ValidationError("there must be at least one process; give --producers or --consumers")
    }
    guard let index = Catalogue.index(of: setup.discipline, in: program) else {
      throw ValidationError("\(ExperimentError.noDiscipline(harmless(setup.discipline), program))")
    }
    if let reason = Catalogue.disciplines[index].whyNot(setup) { throw ValidationError(reason) }
    try validateProvocation(of: Catalogue.disciplines[index])
    if let schedule { try validate(schedule, setup) }
    if headless { try validateHeadless() } else { try validateScreen() }
  }

  private func validate(_ schedule: Schedule, _ setup: Setup) throws {
    if let reason = schedule.whyNot(setup) { throw ValidationError("--schedule: \(reason)") }
    if pace != nil && pace != .step { throw ValidationError("--schedule goes step by step; leave out --pace") }
    if items != nil || seconds != nil {
      throw ValidationError("--schedule says itself when to end; leave out --items and --seconds")
    }
    if memory.resume { throw ValidationError("--schedule begins with an empty ring; leave out --resume") }
  }

  private func validateProvocation(of chosen: Discipline) throws {
    // A ring that is resumed brings its own discipline.
    guard let provoke, !memory.resume || discipline != nil else { return }
    if let reason = chosen.whyNot(provokingEvery: provoke, among: Catalogue.disciplines) {
      throw ValidationError("--provoke: \(reason)")
    }
  }

  private func validateProgram() throws {
    if program == .ring {
      if processes != nil { throw ValidationError("the ring has --producers and --consumers, not --processes") }
    } else {
      let misplaced = [("--producers", producers != nil), ("--consumers", consumers != nil)].first(where: \.1)?.0
      if let misplaced {
        throw ValidationError("\(misplaced) is for the ring; the program \(program.rawValue) takes --processes")
      }
    }
    guard let text else { return }
    if program != .message { throw ValidationError("--text is for the message; add --program message") }
    guard !text.isEmpty, text.utf8.count <= MessageView.longest, harmless(text) == text else {
      throw ValidationError("--text takes 1 to \(MessageView.longest) bytes without control or invisible characters")
    }
  }

  private func validateHeadless() throws {
    if items == nil && seconds == nil && schedule == nil {
      throw ValidationError("--headless needs one of --items, --seconds and --schedule, to know when to end")
    }
    if pace == .step && schedule == nil { throw ValidationError("--pace step needs a screen; leave out --headless") }
    if trace && schedule == nil && (pace ?? .full) == .full {
      throw ValidationError("--trace needs a pace below full; try --pace 1000")
    }
  }

  private func validateScreen() throws {
    let misplaced = [
      ("--items", items != nil), ("--seconds", seconds != nil), ("--json", json), ("--trace", trace),
    ].first(where: \.1)?.0
    if let misplaced { throw ValidationError("\(misplaced) needs --headless") }
  }

  private func setup(standard: Pace) -> Setup {
    let counts = counts
    return Setup(
      program: program, slots: slots ?? 10, words: words ?? 1, producers: counts.first, consumers: counts.second,
      discipline: discipline ?? Catalogue.disciplines(of: program)[0].name, pace: pace ?? standard, seed: seed,
      keepsLedger: !noLedger, text: text ?? Setup.standardText,
      provoke: provoke ?? Provocation.standard)
  }

  private var place: MemoryChoice {
    memory.choice(MemoryChoice.Wishes(slots: slots, words: words, discipline: discipline))
  }

  /// How many workers each role has.
  private var counts: (first: Int, second: Int) {
    switch program {
    case .ring: (producers ?? 1, consumers ?? 1)
    case .counter: (processes ?? 2, 0)
    case .message: (1, processes ?? 1)
    }
  }

  /// Fast enough to see the ring live, slow enough to see single items.
  private static let demonstration = Pace.tempo(perSecond: 125)

  func run() throws {
    if headless {
      try runHeadless()
    } else {
      let standard = schedule == nil ? Self.demonstration : .step
      try LiveSession.run(setup(standard: standard), place, look: look, schedule: schedule)
    }
  }

  private func runHeadless() throws {
    let signals = try Signals(answersStops: false)
    var trial = Trial(
      setup(standard: .full), end: Trial.End(items: items, seconds: seconds), memory: place)
    trial.onSegment = { CrashGuard.remember($0) }
    let cleared = Leftovers.clear()
    if !cleared.isEmpty { say(ringside.words(for: cleared)) }
    let report = try report(of: trial, signals)
    guard let report else { return signals.endAsAsked() }
    try report.print(asJSON: json, tracing: trace)
    if let code = report.exitCode { throw ExitCode(code) }
  }

  private func report(of trial: Trial, _ signals: Signals) throws -> Trial.Report? {
    let isCancelled = { signals.ending != nil }
    guard trace else {
      if let schedule { return try trial.follow(schedule) { _ in } }
      return try trial.run(isCancelled: isCancelled)
    }
    var failure: (any Error)?
    let tell = { (line: TraceLine) in
      do { print(json ? try JSONOutput.object(line, kind: "move") : line.text) } catch { failure = error }
    }
    let report =
      try schedule.map { try trial.follow($0, print: tell) } ?? trial.trace(isCancelled: isCancelled, print: tell)
    if let failure { throw failure }
    return report
  }
}
