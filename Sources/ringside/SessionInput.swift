import Glibc
import Grid
import Laboratory
import Screens
import SharedMemory
import Terminal

// What a session is told: keys, pasted text, and signals.

extension LiveSession {
  func answerSignals() throws {
    signals.drain()
    if signals.take(SIGCHLD) {
      // Also a worker that was only stopped or continued looks different now.
      noticeEndings()
      nextFrame = 0
    }
    if signals.take(SIGCONT) { reclaim() }
    if signals.takeInterrupt() { press(.control("c")) }
    if signals.take(SIGTSTP) { press(.control("z")) }
  }

  /// Takes the terminal over again after SIGSTOP and SIGCONT: the shell has used it meanwhile.
  private func reclaim() {
    signals.waitForForeground()
    guard signals.endingOnScreen == nil else { return }
    screen.reclaim()
    take(.resized(screen.size))
    nextFrame = 0
  }

  /// Takes what the terminal has sent, for as long as a frame: then it is time to look, and to paint.
  func takeInput() throws {
    let end = monotonicNanoseconds() + Self.frame
    while !isOver, signals.endingOnScreen == nil, let input = try screen.nextInput() {
      switch input {
      case .key(let key): press(key)
      case .paste(let text):
        take(.paste(text))
        nextFrame = 0
      case .reply(let reply): appearance.hear(reply, screen)
      }
      if monotonicNanoseconds() > end { return }
    }
  }

  private func press(_ key: Key) {
    if key == .resize {
      // It may have been smaller in between: then the terminal has forgotten what stood there.
      screen.redrawEverything()
      return take(.resized(screen.size))
    }
    // A key is judged by what the one before it did.
    if nextFrame == 0 { look() }
    let effects = update(&state, .key(key))
    if effects == [.command(.back)] { stepBack(key) } else { carryOut(effects) }
    // What a key did is to be seen at once, also while nothing moves.
    nextFrame = 0
  }

  /// Steps back as often as the key waits to be taken: going back means to repeat everything from the start, and once is
  /// enough for all of them.
  private func stepBack(_ key: Key) {
    var times = 1
    // A terminal that is gone says so with the next key as well.
    while (try? screen.takeNext(key)) == true { times += 1 }
    do { try experiment.stepBack(times) } catch { take(.message(error.description)) }
    noticeEndings()
  }

  /// Gives the terminal back and stops, workers and all, until the shell continues this process.
  func suspend() {
    // The figures of a measurement that was stopped in the middle mean nothing.
    if comparison != nil {
      endComparison()
      take(.comparisonEnded("Ctrl-Z ended the measurement; space starts it again"))
    }
    experiment.suspend(true)
    screen.leave()
    signals.stop()
    signals.waitForForeground()
    experiment.suspend(false)
    _ = signals.take(SIGCONT)
    // The terminal is the shell's now, and stays so if this is to end.
    guard signals.endingOnScreen == nil else { return }
    screen.reenter()
    take(.resized(screen.size))
  }
}
