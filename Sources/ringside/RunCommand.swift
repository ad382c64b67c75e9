import ArgumentParser
import Glibc
import Laboratory
import Model
import Programs
import Reports

/// `ringside run`: the demonstration, with an option for every choice, with or without a screen.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run processes on shared memory: on the screen, or with --headless without one.",
    discussion: CommandManual.run.discussion)

  @OptionGroup var what: SetupOptions

  @Option(
    parsing: .unconditional,
    help: """
      Operations a second by each process, \(OptionParsing.text(Pace.tempos)), or full, or on the screen also step. Each pause \
      differs at random (--seed), from half to one and a half of the mean, so that the processes drift apart; at full \
      there are no pauses. (default: 125 on the screen, full without)
      """,
    completion: .list(["full", "step", "1", "10", "125", "1000"]),
    transform: OptionParsing.pace)
  var pace: Pace?

  @Option(
    parsing: .unconditional, help: "The seed of the random pauses at a tempo, a whole number. (default: 1)",
    transform: { try OptionParsing.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional,
    help: """
      Where the listing says so, call sched_yield() every N times, which makes a race likelier; 0 for never. \
      (default: \(Provocation.standard))
      """,
    transform: { try OptionParsing.whole($0, Setup.Limit.provoke) })
  var provoke: Int?

  @Option(
    help: """
      Make these moves, such as 'P1*4 kill:P1 C1*2', then pause; with --headless, then report and end. P1*4 steps P1 \
      four times; besides steps there are kill:P1, restart:P1, add:P2 and remove:P1.
      """,
    transform: OptionParsing.schedule)
  var schedule: Schedule?

  @Flag(help: "Only move the data, without a ledger of what was lost, duplicated or torn.")
  var noLedger = false

  @Flag(help: "Run without a screen to the end, then report.")
  var headless = false

  @Option(
    parsing: .unconditional,
    help: "With --headless: end after this many items. With --seconds, whichever comes first ends the run.",
    transform: { try OptionParsing.whole($0, 1...1_000_000_000_000 as ClosedRange<UInt64>) })
  var items: UInt64?

  @Option(
    parsing: .unconditional, help: "With --headless: end after this many seconds.", transform: OptionParsing.seconds)
  var seconds: Double?

  @Flag(help: "With --headless: report as one JSON object; with --trace, one more for each line.")
  var json = false

  @Flag(
    help: "With --headless, and a pace below full or a schedule: print a line for each operation, with what it changed."
  )
  var trace = false

  @OptionGroup var export: ExportOption

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var lines: LinearOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    try lines.refuse([("--headless", headless)], because: "; --linear asks what to do, --headless does not")
    try lines.refuse(look)
    try lines.refuse(export)
    let discipline = try what.validDiscipline()
    try validateProvocation(of: discipline)
    if let schedule { try validate(schedule, setup(standard: .full)) }
    if headless { try validateHeadless() } else { try validateScreen() }
  }

  private func validate(_ schedule: Schedule, _ setup: Setup) throws {
    if let reason = schedule.whyNot(setup) { throw ValidationError("--schedule: \(reason)") }
    if pace != nil && pace != .step {
      throw ValidationError("--schedule goes step by step, at no pace; leave out --pace")
    }
    if items != nil || seconds != nil {
      throw ValidationError("--schedule ends with its last move; leave out --items and --seconds")
    }
    if memory.resume { throw ValidationError("--schedule begins with an empty ring; leave out --resume") }
  }

  private func validateProvocation(of chosen: Discipline) throws {
    // A resumed ring has its own discipline.
    guard let provoke, !memory.resume || what.discipline != nil else { return }
    if let reason = chosen.whyNot(provokingEvery: provoke, among: Catalogue.disciplines) {
      throw ValidationError("--provoke: \(reason)")
    }
  }

  private func validateHeadless() throws {
    if items == nil && seconds == nil && schedule == nil {
      throw ValidationError("--headless needs an end; add --items, --seconds or --schedule")
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
    var setup = what.setup
    setup.pace = pace ?? standard
    setup.seed = seed
    setup.keepsLedger = !noLedger
    setup.provoke = provoke ?? Provocation.standard
    return setup
  }

  private var steppedSetup: Setup {
    var setup = setup(standard: .step)
    setup.pace = .step
    return setup
  }

  private var place: MemoryChoice {
    memory.choice(MemoryChoice.Wishes(slots: what.slots, words: what.words, discipline: what.discipline))
  }

  /// Fast enough to show a lively ring, slow enough to follow single items.
  static let demonstration = Pace.tempo(perSecond: 125)

  func run() throws {
    if headless {
      try runHeadless()
    } else if lines.linear {
      // Processes move when the user says so; the pace is that of the command `run`.
      try LinearSession.run(steppedSetup, place, pace: pace == .step ? .full : pace ?? .full, schedule: schedule)
    } else {
      let standard = schedule == nil ? Settings.own.pace ?? Self.demonstration : .step
      try LiveSession.run(
        setup(standard: standard), place, look: look, schedule: schedule, export: try export.file())
    }
  }

  private func runHeadless() throws {
    let recording = try export.file().map {
      HeadlessRecording($0, glyphs: look.glyphsForFiles, theme: look.choice)
    }
    let signals = try Signals(answersStops: false)
    var trial = Trial(
      setup(standard: .full), end: Trial.End(items: items, seconds: seconds), memory: place)
    trial.onSegment = { CrashGuard.remember($0) }
    trial.onRemark = say
    if let notice = LeftoverTable.notice(cleared: Leftovers.clear()) { say(notice) }
    let report = try report(of: trial, signals, recording)
    // Nobody reads the output any more, or there is nothing to report.
    guard let report, signals.ending != SIGPIPE else { return signals.endAsAsked() }
    try report.print(asJSON: json, tracing: trace)
    try recording?.write(
      title: report.setup.title, command: command(of: report),
      words: "The report: \(report.sentences.joined(separator: "; ")).",
      isInterrupted: signals.ending != nil)
    if signals.ending != nil {
      // If this fails, the output is lost with the program.
      fflush(nil)
      return signals.endAsAsked()
    }
    if let code = report.exitCode { throw ExitCode(code) }
  }

  /// The command line that makes the same run again. At full speed, and from a resumed ring, each run is another one.
  private func command(of report: RunReport) -> String? {
    if let schedule { return report.setup.command(schedule, on: report.backend, among: Catalogue.disciplines) }
    guard !memory.resume, case .tempo(let perSecond)? = pace else { return nil }
    var options = ["--headless", "--trace", "--pace", Quantity.plain(perSecond)]
    if let items { options += ["--items", "\(items)"] }
    if let seconds { options += ["--seconds", Quantity.plain(seconds)] }
    if seed != 1 { options += ["--seed", "\(seed)"] }
    return report.setup.command(on: report.backend, options: options, among: Catalogue.disciplines)
  }

  /// Whether each operation can be followed.
  private var isPaced: Bool { if case .tempo? = pace { true } else { false } }

  private func report(of trial: Trial, _ signals: Signals, _ recording: HeadlessRecording?) throws -> RunReport? {
    let isCancelled = { signals.ending != nil }
    let begin = recording.map { recording in { (start: Snapshot) in recording.begin(start) } }
    var failure: (any Error)?
    let tell = { (move: TracedMove) in
      recording?.note(move)
      guard trace else { return }
      do {
        for line in move.lines { print(json ? try JSONOutput.object(line, kind: "move") : line.text) }
      } catch { failure = error }
    }
    let report: RunReport?
    if let schedule {
      let isFollowed = trace || recording != nil
      report = try trial.follow(
        schedule, isCancelled: isCancelled, onStart: begin, onMove: isFollowed ? tell : nil)
    } else if trace || recording != nil && isPaced {
      report = try trial.trace(isCancelled: isCancelled, onStart: begin, onMove: tell)
    } else {
      report = try trial.run(
        isCancelled: isCancelled, onLook: recording.map { recording in { recording.note($0) } })
    }
    if let failure { throw failure }
    return report
  }
}
