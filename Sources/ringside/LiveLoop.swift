import Glibc
import Laboratory
import Screens
import SharedMemory

// The loop: it takes a snapshot, paints, and waits for the next event.

extension LiveSession {
  /// A snapshot may take at most one part in this many of the time: a large region gets fewer frames.
  private static let share: UInt64 = 20
  /// A shorter wait may have found input that was already there, in nanoseconds.
  private static let noticeable: UInt64 = 1_000_000
  /// How often the memory is checked while nothing moves, in nanoseconds.
  private static let check: UInt64 = 1_000_000_000

  func loop() throws {
    while !isOver {
      if signals.endingOnScreen != nil { return }
      let now = monotonicNanoseconds()
      // Before each snapshot, so that memory or semaphores that are gone are never shown.
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
      readExploration()
      try answerSignals()
      try takeInput()
    }
  }

  /// Whether workers move only when the user steps them.
  private var isPaused: Bool { state.snapshot?.pace == .step }

  /// Sleeps until a key, a signal, the next frame, or the next change of the screen without any event.
  private func wait() {
    let changes = [nextFrame == .max ? nil : nextFrame, nextChange(of: state), nextCheck, stage.due].compactMap { $0 }
    let now = monotonicNanoseconds()
    let until = changes.min() ?? now
    let milliseconds = until > now && !screen.hasInput ? (until - now + 999_999) / 1_000_000 : 0
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      // poll(2) ignores a negative descriptor.
      pollfd(fd: comparison?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: exploration?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let start = monotonicNanoseconds()
    // Interrupted by a signal or out of time: either way the loop continues.
    poll(&sources, nfds_t(sources.count), Int32(clamping: milliseconds))
    if monotonicNanoseconds() - start > Self.noticeable { screen.noteQuiet() }
  }

  func look() {
    let start = monotonicNanoseconds()
    take(.snapshot(experiment.snapshot(bytes: wantedBytes(of: state))))
    // The snapshot may have moved the view to bytes that were not requested: read them now, as part of the same
    // frame.
    if lacksBytes(state) { take(.snapshot(experiment.snapshot(bytes: wantedBytes(of: state)))) }
    recorder.note(state, screen.size, after: lastMove)
    lastMove = nil
    let end = monotonicNanoseconds()
    lastLook = end
    // A process that is starting, or runs to its gate, gets there without a step.
    let isOnItsWay = state.snapshot?.workers.contains { $0.state == .starting || $0.state == .running } == true
    let isStill = isPaused && !isOnItsWay
    nextFrame = isStill ? .max : start + max(Self.frame, (end - start) * Self.share)
  }

  private func paint() {
    screen.show(title: windowTitle(of: state))
    screen.paint(view(state, size: screen.size))
  }

  func noticeEndings() {
    experiment.reap()
    let notices = experiment.takeNotices()
    guard !notices.isEmpty, !stage.isPreparing else { return }
    take(.message(notices.joined(separator: "; ")))
    nextFrame = 0
  }
}
