import Glibc
import Grid
import Screens
import SharedMemory
import Terminal

/// The terminal under a screen that has no experiment of its own: it waits for keys and signals, and gives the terminal
/// back when asked to stop.
final class ScreenTerminal {
  let screen: Screen
  private let signals: Signals
  private let look: LookOptions

  /// An event to which a screen reacts.
  enum Event {
    case key(Key)
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal was given back, or its size may have changed meanwhile.
    case returned
    /// Ctrl-C, or the key for it.
    case interrupt

    /// With the meaning that the user has given to a key; a key without one changes nothing.
    func remapped(_ keys: KeyRemapping) -> Event {
      guard case .key(let key) = self else { return self }
      return keys[key].map { .key($0) } ?? .returned
    }
  }

  init(_ look: LookOptions, _ signals: Signals) throws {
    (self.look, self.signals) = (look, signals)
    signals.waitForForeground()
    screen = try look.openScreen()
  }

  /// The user's own keys. A screen on which nothing is typed can leave their meaning to the event.
  var keys: KeyRemapping { look.keys }

  /// Whether a signal has asked Ringside to end.
  var isEnding: Bool { signals.endingOnScreen != nil }

  /// Waits for a key or a signal, for at most this many milliseconds, and handles each that came, in order.
  func handleEvents(within milliseconds: Int32, _ handle: (Event) -> Void) throws {
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    poll(&sources, nfds_t(sources.count), screen.hasInput ? 0 : milliseconds)
    signals.drain()
    if signals.takeInterrupt() { handle(.interrupt) }
    if signals.take(SIGTSTP) { suspend(handle) }
    if signals.take(SIGCONT) { reclaim(handle) }
    while !isEnding, let input = try screen.nextInput() {
      switch input {
      case .key(.control("c")): handle(.interrupt)
      case .key(.control("z")): suspend(handle)
      case .key(.control("l")), .key(.resize):
        screen.redrawEverything()
        handle(.returned)
      case .key(let key): handle(.key(key))
      case .paste(let text): handle(.paste(text))
      case .mouse(let event): handle(.mouse(event))
      case .reply(let reply): look.hear(reply, screen)
      }
    }
  }

  private func suspend(_ handle: (Event) -> Void) {
    screen.leave()
    signals.stop()
    signals.waitForForeground()
    _ = signals.take(SIGCONT)
    guard !isEnding else { return }
    screen.reenter()
    handle(.returned)
  }

  private func reclaim(_ handle: (Event) -> Void) {
    signals.waitForForeground()
    guard !isEnding else { return }
    screen.reclaim()
    handle(.returned)
  }
}
