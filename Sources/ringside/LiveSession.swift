import FoundationEssentials
import Glibc
import Grid
import Laboratory
import Lessons
import Model
import Programs
import Reports
import Screens
import SharedMemory
import Terminal

/// The screen session: keys become actions, actions commands; the region becomes snapshots, snapshots grids.
final class LiveSession {
  let signals: Signals
  let screen: Screen
  let appearance: LookOptions
  let stage: ScriptRunner
  private let keep: (LessonNews) -> String?
  private let nextPlayer: () -> Player?
  var state: State
  var nextFrame: UInt64 = 0
  private var nextCheck: UInt64 = 0
  private var lastLook: UInt64 = 0
  var isOver = false
  var comparison: RunningComparison?

  /// 30 frames a second, in nanoseconds.
  static let frame: UInt64 = 33_333_333
  /// A frame may cost this part of the time, however large the region is; then there are fewer.
  private static let share: UInt64 = 20
  /// A wait that ended sooner may have found what was there before, in nanoseconds.
  private static let noticeable: UInt64 = 1_000_000
  /// How often the memory is looked after while nothing moves, in nanoseconds.
  private static let check: UInt64 = 1_000_000_000

  /// Shows an experiment until the user quits or a signal ends it.
  /// - Parameter schedule: what is stepped at the start, if anything.
  static func run(
    _ setup: Setup, _ memory: MemoryChoice, look: LookOptions, schedule: Schedule? = nil
  ) throws {
    try run(setup, memory, look) { session in
      if let schedule { session.follow(schedule) }
    } atEnd: { session in
      session.sayLedger()
    }
  }

  /// Plays a lesson until the user leaves it or a signal ends it.
  /// - Parameters:
  ///   - remark: what is to be said first, if anything.
  ///   - keep: told what is to be kept beyond this run. Returns what is to be said about that.
  ///   - nextPlayer: The lesson to go on with, if there is one.
  static func play(
    _ player: Player, look: LookOptions, remark: String?, keep: @escaping (LessonNews) -> String?,
    nextPlayer: @escaping () -> Player?
  ) throws {
    let lesson = player.lesson
    try run(lesson.setup, MemoryChoice(lesson.backend), look, keep: keep, nextPlayer: nextPlayer) { session in
      session.carryOut(session.state.play(player))
      if let remark { session.take(.message(remark)) }
    } atEnd: { session in
      session.stage.stop()
    }
  }

  private static func run(
    _ setup: Setup, _ memory: MemoryChoice, _ look: LookOptions, keep: @escaping (LessonNews) -> String? = { _ in nil },
    nextPlayer: @escaping () -> Player? = { nil }, atStart: (LiveSession) -> Void, atEnd: (LiveSession) -> Void
  ) throws {
    let signals = try Signals(answersStops: true)
    let clearing = LeftoverTable.notice(cleared: Leftovers.clear())
    let session = try LiveSession(setup, memory, look: look, signals: signals, keep: keep, nextPlayer: nextPlayer)
    let remarks = [look.reasonForASCII, clearing, session.experiment.limitation].compactMap { $0 }
    if !remarks.isEmpty { session.take(.message(remarks.joined(separator: "; "))) }
    atStart(session)
    let end = Result { try session.loop() }
    session.screen.leave()
    session.comparison?.end()
    if case .success = end { atEnd(session) }
    session.stage.close()
    signals.endAsAsked()
    try end.get()
  }

  private init(
    _ setup: Setup, _ memory: MemoryChoice, look: LookOptions, signals: Signals,
    keep: @escaping (LessonNews) -> String?, nextPlayer: @escaping () -> Player?
  ) throws {
    self.signals = signals
    appearance = look
    self.keep = keep
    self.nextPlayer = nextPlayer
    // The terminal first: without one there is nothing to run for.
    signals.waitForForeground()
    // One that is to end takes over no terminal, which in the background would be the shell's.
    if signals.endingOnScreen != nil { signals.endAsAsked() }
    screen = try Screen(theme: look.theme(on: LookOptions.hintedPaper))
    screen.theme = look.theme(on: LookOptions.hintedPaper, screen)
    look.askForBackground(screen)
    stage = try ScriptRunner(
      setup, memory: memory, onSegment: CrashGuard.remember, isCancelled: { signals.ending != nil })
    state = State(catalogue: Catalogue.disciplines, transports: Transports.compared, glyphs: look.glyphs)
    take(.resized(screen.size))
  }

  var experiment: Experiment { stage.experiment }

  // MARK: - The loop

  private func loop() throws {
    while !isOver {
      if signals.endingOnScreen != nil { return }
      let now = monotonicNanoseconds()
      // Before each look: nothing is shown of memory or semaphores that are gone.
      if now >= min(nextFrame, nextCheck) { try experiment.verify() }
      if now >= nextCheck {
        noticeEndings()
        nextCheck = now + Self.check
      }
      goOn(from: now)
      if now >= nextFrame { look() } else { take(.time(now)) }
      paint()
      wait()
      readComparison()
      try answerSignals()
      try takeInput()
    }
  }

  /// Whether all that can move is what the user steps.
  private var isPaused: Bool { state.snapshot?.pace == .step }

  /// Sleeps until a key, a signal, the next frame, or the next change of the screen by itself.
  private func wait() {
    let changes = [nextFrame == .max ? nil : nextFrame, nextChange(of: state), nextCheck, stage.due].compactMap { $0 }
    let now = monotonicNanoseconds()
    let until = changes.min() ?? now
    let milliseconds = until > now && !screen.hasInput ? (until - now + 999_999) / 1_000_000 : 0
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      // A negative one is passed over.
      pollfd(fd: comparison?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let start = monotonicNanoseconds()
    // Interrupted by a signal or out of time: either way the loop goes round.
    poll(&sources, nfds_t(sources.count), Int32(clamping: milliseconds))
    if monotonicNanoseconds() - start > Self.noticeable { screen.noteQuiet() }
  }

  // MARK: - Down

  func take(_ action: Action) { carryOut(update(&state, action)) }

  func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .command(let command):
        do { try experiment.apply(command) } catch { take(.message(error.description)) }
        noticeEndings()
      case .compare(let sizes): compare(sizes)
      case .endComparison: endComparison()
      case .perform(let deeds, let watched): stage.perform(deeds, watched: watched)
      case .hurry: stage.hurry()
      case .showSpeed(let speed): stage.speed = speed
      case .keep(let news): if let sentence = keep(news) { take(.message(sentence)) }
      case .nextLesson: if let player = nextPlayer() { carryOut(state.play(player)) }
      case .copy(let text): screen.copy(Data(text.utf8).base64EncodedString())
      case .quit: isOver = true
      case .suspend: suspend()
      case .redraw: screen.redrawEverything()
      }
    }
  }

  private func follow(_ schedule: Schedule) {
    do { try experiment.apply(.follow(schedule)) } catch { take(.message(error.description)) }
  }

  /// Goes on with what is being performed, for as long as half a frame.
  private func goOn(from now: UInt64) {
    for news in stage.advance(until: now + Self.frame / 2) {
      // What it led to is to be seen.
      nextFrame = 0
      switch news {
      case .began: take(.begun)
      case .comparing(let sizes): take(.comparing(sizes))
      case .row(let row): take(.comparison(row))
      case .done:
        // The screen shows what the page is judged by.
        look()
        take(.performed(stage.evidence))
      case .failed(let reason): take(.notPerformed(reason))
      }
    }
    if stage.due != nil { nextFrame = min(nextFrame, lastLook + Self.frame) }
  }

  private static let secondsPerRow = 0.3

  private func compare(_ sizes: [Int]) {
    endComparison()
    do {
      comparison = try RunningComparison(sizes: sizes, seconds: Self.secondsPerRow)
      #if DEBUG
        take(.message("this is a debug build, in which the rings are slow; measure with swift run -c release ringside"))
      #endif
    } catch {
      take(.comparisonEnded("a process could not be started: \(error)"))
    }
  }

  func endComparison() {
    comparison?.end()
    comparison = nil
  }

  // MARK: - Up

  private func readComparison() {
    for news in comparison?.news() ?? [] {
      switch news {
      case .row(let row): take(.comparison(row))
      case .ended(let reason):
        comparison = nil
        take(.comparisonEnded(reason))
      }
    }
  }

  func look() {
    let start = monotonicNanoseconds()
    take(.snapshot(experiment.snapshot(bytes: wantedBytes(of: state))))
    // What it showed may have led to bytes that nobody had asked for: they are part of this same look.
    if lacksBytes(state) { take(.snapshot(experiment.snapshot(bytes: wantedBytes(of: state)))) }
    let end = monotonicNanoseconds()
    lastLook = end
    // A process that is starting, or runs to its gate, comes there by itself.
    let isOnItsWay = state.snapshot?.workers.contains { $0.state == .starting || $0.state == .running } == true
    let isStill = isPaused && !isOnItsWay
    nextFrame = isStill ? .max : start + max(Self.frame, (end - start) * Self.share)
  }

  private func paint() { screen.paint(view(state, size: screen.size)) }

  func noticeEndings() {
    experiment.reap()
    let notices = experiment.takeNotices()
    guard !notices.isEmpty, !stage.isPreparing else { return }
    take(.message(notices.joined(separator: "; ")))
    nextFrame = 0
  }

  /// What every run ends with: the ledger, when all stand still.
  private func sayLedger() {
    if let notice = experiment.removalNotice { ringside.say(notice) }
    // A worker that does not stop in time is killed next.
    try? experiment.apply(.pace(.step))
    let snapshot = experiment.snapshot()
    let ledger = snapshot.ledger
    let setup = experiment.setup
    var totals = LedgerRules.Totals(setup: setup, counts: ledger, measures: snapshot.measures)
    totals.setup.discipline = snapshot.discipline.name
    ringside.say(snapshot.discipline.name + ": " + setup.program.ledger.law(totals))
    // The screen has told of the ledger; what is wrong beyond it is told here as well.
    let outcome = experiment.outcome
    ringside.say(setup.keepsLedger ? ledger.conclusion(of: setup.program) : "nothing was accounted for")
    for sentence in outcome.troubles.map(\.sentence) + outcome.findings { ringside.say(sentence) }
    if outcome.verdict == .deadlock { ringside.say(outcome.deadlockWords) }
  }
}
