internal import CNcurses
internal import Glibc
internal import Grid

/// Reads a terminal's input without waiting for it.
struct InputReader {
  private let input: CInt
  private var parser: InputParser
  private var burst = Burst()
  /// Inputs that were read and not requested yet.
  private var waiting: ArraySlice<TerminalInput> = []
  private var lastByte: UInt64 = 0
  /// The last known time without any input.
  private var lastQuiet = monotonicTime()
  /// How long an Escape may be the start of a sequence, in nanoseconds.
  private let escapeDelay: UInt64

  /// - Parameters:
  ///   - isUTF8: whether characters arrive as UTF-8; otherwise as single bytes in the locale's encoding.
  ///   - acceptsMouse: whether the terminal was asked for reports on the mouse.
  init(input: CInt, functionKeys: FunctionKeys, isUTF8: Bool, acceptsMouse: Bool) {
    self.input = input
    let decodeByte: ((UInt8) -> Unicode.Scalar?)? = isUTF8 ? nil : { Self.decodeByLocale($0) }
    parser = InputParser(functionKeys: functionKeys, decodeByte: decodeByte, acceptsMouse: acceptsMouse)
    var milliseconds: UInt64 = 25
    if let wish = getenv("ESCDELAY"), let number = UInt64(String(cString: wish)) { milliseconds = min(number, 1000) }
    escapeDelay = milliseconds * 1_000_000
  }

  private static func decodeByLocale(_ byte: UInt8) -> Unicode.Scalar? {
    UInt32(exactly: character_of_byte(byte)).flatMap { Unicode.Scalar($0) }
  }

  /// The next input, or nil if there is none now. After an Escape it waits a moment for the rest of a sequence,
  /// unless a signal arrives.
  mutating func next() throws(TerminalError) -> TerminalInput? {
    // Meaningless input may arrive without end, and the caller has other work.
    for _ in 0..<8 {
      if let first = waiting.popFirst() { return first }
      let bytes = try read()
      if bytes.isEmpty, parser.rest != .escape { return timeOut() }
      if bytes.isEmpty, !hasMore(within: escapeDelay) { return timeOut() }
      takeIn(bytes)
    }
    return waiting.popFirst()
  }

  /// Takes the next input if it is this one; returns whether it was.
  mutating func takeNext(_ input: TerminalInput) throws(TerminalError) -> Bool {
    guard let next = try next() else { return false }
    if next == input { return true }
    waiting = [next] + waiting
    return false
  }

  /// Whether `next` must be called again without new input: something is waiting, or an Escape is within its delay.
  var isBusy: Bool { !waiting.isEmpty || parser.rest == .escape }

  /// Puts back inputs that were read too early, before all others.
  mutating func putBack(_ inputs: [TerminalInput]) { waiting = inputs + waiting }

  /// Whether something can be read within this many nanoseconds; a signal ends the wait.
  func hasMore(within nanoseconds: UInt64) -> Bool {
    var state = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, CInt((nanoseconds + 999_999) / 1_000_000)) > 0
  }

  /// Records that there was nothing to read up to this moment.
  mutating func noteQuiet() { lastQuiet = monotonicTime() }

  private mutating func takeIn(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let now = monotonicTime()
    var inputs: [TerminalInput] = []
    if isOverdue(at: now) { parser.timeOut(into: &inputs) }
    for byte in bytes { parser.feed(byte, into: &inputs) }
    lastByte = now
    waiting += burst.filter(inputs, at: now, quiet: lastQuiet)
  }

  private mutating func timeOut() -> TerminalInput? {
    guard isOverdue(at: monotonicTime()) else { return nil }
    var inputs: [TerminalInput] = []
    parser.timeOut(into: &inputs)
    waiting += inputs
    return waiting.popFirst()
  }

  /// Whether the pause since the last byte is too long for a sequence.
  private func isOverdue(at now: UInt64) -> Bool {
    switch parser.rest {
    case .none: false
    case .escape: now &- lastByte >= escapeDelay
    case .afterEscape: now &- lastByte >= 200_000_000
    case .sequence: now &- lastByte >= 1_000_000_000
    case .paste: now &- lastByte >= 5_000_000_000
    }
  }

  /// Reads all available bytes, up to the most that the kernel keeps of a terminal's input.
  private mutating func read() throws(TerminalError) -> [UInt8] {
    var state = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    // Interrupted, or no input: the caller tries again.
    guard poll(&state, 1, 0) > 0 else {
      noteQuiet()
      return []
    }
    guard state.revents & Int16(POLLIN) != 0 else { throw .gone }
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = max(0, Glibc.read(input, buffer.baseAddress, buffer.count))
    }
    if bytes.isEmpty {
      // Readable but empty: the end of the input. A read that fails because of a signal or another reader is not the
      // end.
      var again = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      if poll(&again, 1, 0) > 0 { throw .gone }
    }
    return bytes
  }
}

/// CLOCK_MONOTONIC in nanoseconds: clock_gettime(2).
func monotonicTime() -> UInt64 {
  var time = timespec()
  // It cannot fail: the clock exists and the address is ours.
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
