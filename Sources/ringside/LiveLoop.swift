import Glibc
import Laboratory
import Screens
import SharedMemory

// The loop: it looks, paints, and waits for what comes next.

extension LiveSession {
  /// A frame may cost this part of the time, however large the region is; then there are fewer.
  private static let share: UInt64 = 20
  /// A wait that ended sooner may have found what was there before, in nanoseconds.
  private static let noticeable: UInt64 = 1_000_000
  /// How often the memory is looked after while nothing moves, in nanoseconds.
  private static let check: UInt64 = 1_000_000_000

  func loop() throws {
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
}
