internal import CNcurses
public import Glibc
public import Grid

/// The terminal, taken over with ncurses: keys come in, grids go out.
///
/// There is one at a time, used from one thread. Signals stay the program's business: Ctrl-C, Ctrl-Z and Ctrl-\ arrive
/// as signals. Install handlers for them before opening the screen: ncurses installs its own where none are. Another size
/// of the terminal comes as `Key.resize`, with or without SIGWINCH.
public final class Screen {
  private let input: Stream
  private let output: Stream
  private let terminfo: Terminfo
  private let handle: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private var reader: InputReader
  private var painter: Painter
  private var isOpen = true
  private let kind: TerminalKind
  /// Whether the terminal has been asked something and has not answered yet.
  private var owesAnswer = false

  /// How the styles look. It can change at any time and shows with the next paint.
  public var theme: Theme {
    didSet { if theme != oldValue { painter.change(theme: theme) } }
  }

  /// Takes the terminal over (curs_initscr(3X), `newterm`) until `leave` or the end of this object.
  ///
  /// - Parameters:
  ///   - input: Where keys come from. It and `output` stay the caller's: the screen uses duplicates.
  ///   - output: Where the picture goes.
  ///   - kind: What kind of terminal it is, as in the environment variable TERM, which is the default.
  ///   - theme: How the styles look at first.
  /// - Throws: `TerminalError` when the terminal cannot show a grid; it is untouched then.
  public init(
    input: CInt = STDIN_FILENO, output: CInt = STDOUT_FILENO,
    kind: String? = getenv("TERM").map { String(cString: $0) }, theme: Theme
  ) throws(TerminalError) {
    guard isatty(input) == 1 else { throw .inputIsNoTerminal }
    guard isatty(output) == 1 else { throw .outputIsNoTerminal }
    let isUTF8 = Self.localeIsUTF8 || String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
    terminfo = try Terminfo(kind: kind, output: output)
    self.kind = TerminalKind(kind)
    self.input = try Stream(duplicating: input, mode: "r")
    self.output = try Stream(duplicating: output, mode: "w")
    self.theme = theme

    EmergencyRestore.arm(output: self.output.descriptor, sequence: terminfo.restoreSequence)
    guard let handle = newterm(kind, self.output.file, self.input.file), let window = standard_window() else {
      EmergencyRestore.disarm()
      throw .refused("ncurses cannot set it up")
    }
    self.handle = handle
    self.window = window
    Self.setModes(of: window)
    reader = InputReader(input: self.input.descriptor, functionKeys: terminfo.functionKeys, isUTF8: isUTF8)
    painter = Painter(window: window, theme: theme)
    adoptTrueSize()
    write(terminfo.pasteBegin)
  }

  /// Writes to the terminal past ncurses. What a terminal that is gone does not take, nobody misses.
  private func write(_ bytes: [UInt8]) { _ = Glibc.write(output.descriptor, bytes, bytes.count) }

  /// Puts a text, in base64, onto the user's clipboard: the escape sequence OSC 52 of xterm. A terminal that does not know
  /// it, or does not allow it, ignores it.
  public func copy(_ base64: String) {
    guard isOpen else { return }
    // What cannot be written is not copied, and the text is on the screen all the same.
    write(Array("\u{1B}]52;c;\(base64)\u{07}".utf8))
  }

  /// How ncurses shall read and write. What a terminal cannot do is no error.
  private static func setModes(of window: UnsafeMutablePointer<WINDOW>) {
    // Signals stay on, unlike in raw mode. 8-bit input needs no `meta`, which would change how Alt is sent.
    cbreak()
    noecho()
    nonl()
    keypad(window, true)
    // Otherwise ncurses asks for waiting keys while it draws, and may put the rest of the picture off for them.
    typeahead(-1)
    // A hidden cursor can stay where the last change left it.
    leaveok(window, curs_set(0) != ERR)
    if has_colors() {
      start_color()
      use_default_colors()
    }
  }

  deinit {
    leave()
    delscreen(handle)
  }

  /// The cells that the terminal has. It changes when `nextInput` returns `Key.resize`, and with `reenter`.
  public var size: Size { Size(width: Int(getmaxx(window)), height: Int(getmaxy(window))) }

  /// ncurses believes the environment's LINES and COLUMNS even after a resize. A terminal that does not know its size
  /// reports zeros; then ncurses' guess is as good as any.
  /// - Returns: whether it was another.
  @discardableResult
  private func adoptTrueSize() -> Bool {
    var actual = winsize()
    guard ioctl(output.descriptor, UInt(TIOCGWINSZ), &actual) == 0, actual.ws_row > 0, actual.ws_col > 0 else {
      return false
    }
    let (height, width) = (CInt(actual.ws_row), CInt(actual.ws_col))
    return is_term_resized(height, width) && resizeterm(height, width) == OK
  }

  /// Whether the terminal has colours at all. Without them a style shows by its other attributes only.
  public var hasColors: Bool { has_colors() }

  /// Shows a grid. Only what differs from the one before is written, nothing if nothing differs; what does not fit is
  /// cut off. A terminal that takes no output now, because of Ctrl-S say, is left alone; paint again later.
  public func paint(_ grid: Grid) {
    guard isOpen, takesOutput(within: 0), painter.paint(grid, on: size) else { return }
    wrefresh(window)
  }

  /// Writes all that the screen shows once more, in case something else wrote over it.
  public func redrawEverything() {
    if isOpen, takesOutput(within: 0) { wrefresh(physical_screen()) }
  }

  /// Whether the terminal takes output, now or after so many milliseconds: poll(2).
  private func takesOutput(within milliseconds: CInt) -> Bool {
    var state = pollfd(fd: output.descriptor, events: Int16(POLLOUT), revents: 0)
    // One that is gone takes everything, in a way.
    return poll(&state, 1, milliseconds) > 0
  }

  /// The next thing that the terminal sends, nil when there is none now. It does not wait, except for `ESCDELAY`
  /// milliseconds after an Escape. Another size of the terminal comes as `Key.resize`.
  ///
  /// - Throws: `TerminalError.gone` when there will never be one again.
  public func nextInput() throws(TerminalError) -> TerminalInput? {
    guard isOpen else { return nil }
    if adoptTrueSize() { return .key(.resize) }
    let input = try reader.next()
    if case .reply(.deviceAttributes) = input { owesAnswer = false }
    return input
  }

  /// Whether `nextInput` is to be asked again before the terminal is waited for.
  public var hasInput: Bool { isOpen && reader.isBusy }

  /// Tells that the terminal had sent nothing up to this moment: whoever waits for it knows. What comes now all at once
  /// was not typed meanwhile.
  public func noteQuiet() { reader.noteQuiet() }

  /// The next key, past all else that the terminal sends.
  public func nextKey() throws(TerminalError) -> Key? {
    while let input = try nextInput() { if case .key(let key) = input { return key } }
    return nil
  }

  /// Takes the next key if it is this one; whether it was.
  public func takeNext(_ key: Key) throws(TerminalError) -> Bool {
    guard isOpen else { return false }
    return try reader.takeNext(.key(key))
  }

  /// Asks the terminal for its background colour, if it is of a kind that may know. The answer comes from `nextInput`, as
  /// `TerminalReply.background`; many terminals never give it, and nothing waits for it.
  public func askForBackground() {
    guard isOpen, kind.tellsBackground, takesOutput(within: 0) else { return }
    // The second question is one that every terminal answers, after the first (xterm, ctlseqs: OSC 11 and DA1).
    owesAnswer = true
    write(Array("\u{1B}]11;?\u{1B}\\\u{1B}[c".utf8))
  }

  /// Takes in what the terminal still owes before it goes back to the shell, which would read it as typed.
  private func awaitAnswer() {
    guard owesAnswer else { return }
    owesAnswer = false
    let deadline = monotonicTime() + 100_000_000
    while true {
      // A terminal that is gone answers no more.
      while let input = try? reader.next() { if case .reply(.deviceAttributes) = input { return } }
      let now = monotonicTime()
      guard now < deadline, reader.hasMore(within: deadline - now) else { return }
    }
  }

  /// Asks the terminal something, and waits for its answers. All other input is kept for `nextInput`.
  ///
  /// - Parameters:
  ///   - query: The escape sequences that ask.
  ///   - milliseconds: How long it waits at most. A signal ends the wait.
  ///   - isLast: Whether nothing more is to be waited for after this answer.
  public func ask(
    _ query: String, within milliseconds: UInt64, until isLast: (TerminalReply) -> Bool
  ) throws(TerminalError) -> [TerminalReply] {
    write(Array(query.utf8))
    let deadline = monotonicTime() + milliseconds * 1_000_000
    var replies: [TerminalReply] = []
    var others: [TerminalInput] = []
    defer { reader.putBack(others) }
    while true {
      while let input = try reader.next() {
        guard case .reply(let reply) = input else {
          others.append(input)
          continue
        }
        replies.append(reply)
        if isLast(reply) { return replies }
      }
      let now = monotonicTime()
      guard now < deadline, reader.hasMore(within: deadline - now) else { return replies }
    }
  }

  /// Gives the terminal back as it was (`endwin`). Leaving twice does nothing.
  public func leave() {
    guard isOpen else { return }
    isOpen = false
    // In the background the modes are the shell's own, and changing them would stop this process.
    guard EmergencyRestore.isInForeground(output.descriptor) else { return EmergencyRestore.run() }
    if !takesOutput(within: 100) { EmergencyRestore.unstall(output.descriptor) }
    awaitAnswer()
    write(terminfo.pasteEnd)
    // It fails on a terminal that is gone, and then there is nothing to give back.
    endwin()
    EmergencyRestore.disarm()
  }

  /// Takes the terminal over again after `leave`, with what was painted last. The process is to be in the foreground.
  public func reenter() {
    guard !isOpen else { return }
    isOpen = true
    // Another program may have changed the terminal's modes meanwhile; these are to come back after us.
    def_shell_mode()
    EmergencyRestore.arm(output: output.descriptor, sequence: terminfo.restoreSequence)
    showEverything()
  }

  /// Takes the terminal over once more, after this process was stopped without having left it: SIGSTOP. The process is to
  /// be in the foreground.
  public func reclaim() {
    guard isOpen else { return }
    reset_prog_mode()
    // It ends the alternate screen for ncurses, which then begins it anew.
    endwin()
    showEverything()
  }

  private func showEverything() {
    wrefresh(physical_screen())
    write(terminfo.pasteBegin)
    adoptTrueSize()
  }

  /// Gives the terminal back from the handler of a signal that ends the program, such as SIGSEGV. Async-signal-safe
  /// (signal-safety(7)), and nothing happens unless a screen is open. Afterwards the screen must not be used.
  public static func emergencyRestore() { EmergencyRestore.run() }

  /// Call this before a handler may call `emergencyRestore`: Swift initializes what it uses at the first use.
  public static func prepareEmergencyRestore() { EmergencyRestore.prepare() }
}
