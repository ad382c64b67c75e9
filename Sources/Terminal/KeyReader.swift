internal import CNcurses
internal import Glibc
internal import Grid

/// Reads keys from a window without waiting.
struct KeyReader {
  let window: UnsafeMutablePointer<WINDOW>
  let input: CInt
  /// Read in order to see what follows an Escape, and not consumed.
  private var held: Raw?

  /// What `get_wch` gives.
  private struct Raw {
    var code: wint_t
    var isFunctionKey: Bool
    var isEscape: Bool { code == 27 && !isFunctionKey }
  }

  init(window: UnsafeMutablePointer<WINDOW>, input: CInt) {
    self.window = window
    self.input = input
  }

  /// The next key that has a name, nil when there is none now.
  mutating func next() throws(TerminalError) -> Key? {
    while let raw = try read() {
      if raw.isEscape, try skipSequence() { continue }
      if let key = Key(code: raw.code, isFunctionKey: raw.isFunctionKey) { return key }
    }
    return nil
  }

  private mutating func read() throws(TerminalError) -> Raw? {
    if let raw = held {
      held = nil
      return raw
    }
    var code: wint_t = 0
    errno = 0
    switch wget_wch(window, &code) {
    case OK: return Raw(code: code, isFunctionKey: false)
    case KEY_CODE_YES: return Raw(code: code, isFunctionKey: true)
    default:
      if errno == EIO || hasHungUp() { throw .gone }
      return nil
    }
  }

  /// ncurses reports the end of the input like the lack of a key: only poll(2) tells them apart.
  private func hasHungUp() -> Bool {
    var state = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  /// After an Escape: skips the rest of a sequence that terminfo does not know (ECMA-48: `[`, parameters, a final
  /// byte; or `O` and one byte), so that its letters are not taken for keys. False when the Escape stands alone.
  private mutating func skipSequence() throws(TerminalError) -> Bool {
    guard let first = try read() else { return false }
    guard !first.isFunctionKey, first.code == 0x5B || first.code == 0x4F else {
      held = first
      return false
    }
    while let raw = try read() {
      if first.code == 0x4F || raw.isFunctionKey || (0x40...0x7E).contains(raw.code) { break }
    }
    return true
  }
}
