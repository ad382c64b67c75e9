import Glibc
import Grid
import Laboratory
import Screens
import SharedMemory
import Terminal

// The inputs of a session: keys, pasted text, and signals.

extension LiveSession {
  func answerSignals() throws {
    signals.drain()
    if signals.take(SIGCHLD) {
      // A worker that was only stopped or continued also looks different now.
      noticeEndings()
      nextFrame = 0
    }
    if signals.take(SIGCONT) { reclaim() }
    if signals.takeInterrupt() { press(.control("c")) }
    if signals.take(SIGTSTP) { press(.control("z")) }
  }

  /// Takes over the terminal again after SIGSTOP and SIGCONT: the shell has used it meanwhile.
  private func reclaim() {
    signals.waitForForeground()
    guard signals.endingOnScreen == nil else { return }
    screen.reclaim()
    take(.resized(screen.size))
    nextFrame = 0
  }

  /// Reads the terminal's input, for up to a frame: then the next snapshot and paint are due.
  func takeInput() throws {
    let end = monotonicNanoseconds() + Self.frame
    while !isOver, signals.endingOnScreen == nil, let input = try screen.nextInput() {
      switch input {
      case .key(let key): press(key)
      case .paste(let text):
        take(.paste(text))
        nextFrame = 0
      case .mouse(let event): use(event)
      case .reply(let reply): appearance.hear(reply, screen)
      }
      if monotonicNanoseconds() > end { return }
    }
  }

  private func press(_ key: Key) {
    if key == .resize {
      // The terminal may have been smaller in between, and has then lost part of its contents.
      screen.redrawEverything()
      return take(.resized(screen.size))
    }
    // A key acts on the state after the key before it.
    if nextFrame == 0 { look() }
    let effects = update(&state, .key(key))
    if effects == [.command(.back)] { stepBack(key) } else { carryOut(effects) }
    // Show the effect of a key at once, even while nothing moves.
    nextFrame = 0
  }

  /// A click acts on the state that the user sees, like a key.
  private func use(_ event: MouseEvent) {
    if nextFrame == 0 { look() }
    take(.mouse(event))
    nextFrame = 0
  }

  /// Steps back once for each repetition of the key that is waiting. Stepping back repeats everything from the start,
  /// and one replay is enough for all of them.
  private func stepBack(_ key: Key) {
    var times = 1
    // If the terminal is gone, the next key reports that as well.
    while (try? screen.takeNext(key)) == true { times += 1 }
    do { try experiment.stepBack(times) } catch { take(.message(error.description)) }
    noticeEndings()
  }

  /// Releases the terminal and stops, including the workers, until the shell continues this process.
  func suspend() {
    // Measurements that were stopped half-way are useless.
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
    // The terminal is the shell's now, and stays so if this process must end.
    guard signals.endingOnScreen == nil else { return }
    screen.reenter()
    take(.resized(screen.size))
  }
}
