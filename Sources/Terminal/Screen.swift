internal import CNcurses
public import Glibc
public import Grid

/// The terminal, controlled with ncurses: keys come in, grids go out.
///
/// Only one screen may be open, used from one thread. The program handles signals itself: Ctrl-C, Ctrl-Z and Ctrl-\
/// arrive as signals. Install handlers for them before opening the screen: ncurses installs its own where there are
/// none. A change of the terminal's size arrives as `Key.resize`, with or without SIGWINCH.
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
  private let isUTF8: Bool
  /// The title of the window; nil as long as it is still the user's own.
  private var title: String?
  /// One sentence on the description by which the screen is drawn, if terminfo does not have that of the terminal.
  public let remark: String?
  /// Whether the terminal has not yet answered a question.
  private var owesAnswer = false

  /// The look of the styles. It can change at any time and shows with the next paint.
  public var theme: Theme {
    didSet { if theme != oldValue { painter.change(theme: theme) } }
  }

  /// Takes over the terminal (curs_initscr(3X), `newterm`) until `leave` or the end of this object.
  ///
  /// - Parameters:
  ///   - input: the descriptor from which keys are read. It and `output` stay the caller's: the screen uses
  /// duplicates.
  ///   - output: the descriptor to which the picture is written.
  ///   - kind: the kind of terminal; by default the environment variable TERM.
  ///   - theme: the look of the styles at first.
  ///   - usesMouse: whether to request reports on the mouse, if the terminal may have one. Otherwise it keeps its
  /// mouse for itself, for instance to select text.
  /// - Throws: `TerminalError` if the terminal cannot show a grid; it is unchanged then.
  public init(
    input: CInt = STDIN_FILENO, output: CInt = STDOUT_FILENO,
    kind: String? = getenv("TERM").map { String(cString: $0) }, theme: Theme,
    usesMouse: Bool = false
  ) throws(TerminalError) {
    guard isatty(input) == 1 else { throw .inputIsNoTerminal }
    guard isatty(output) == 1 else { throw .outputIsNoTerminal }
    let isUTF8 = Self.localeIsUTF8 || String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
    let description = try Description(kind: kind, output: output)
    self.kind = TerminalKind(kind)
    terminfo = try Terminfo(description, kind: self.kind, usesMouse: usesMouse, output: output)
    remark = description.remark
    self.isUTF8 = isUTF8
    self.input = try Stream(duplicating: input, mode: "r")
    self.output = try Stream(duplicating: output, mode: "w")
    self.theme = theme

    EmergencyRestore.arm(output: self.output.descriptor, sequence: terminfo.restoreSequence)
    let (outputFile, inputFile) = (self.output.file, self.input.file)
    guard let handle = description.read({ newterm(description.name, outputFile, inputFile) }),
      let window = standard_window()
    else {
      EmergencyRestore.disarm()
      throw .refused("ncurses cannot set it up")
    }
    self.handle = handle
    self.window = window
    Self.setModes(of: window)
    reader = InputReader(
      input: self.input.descriptor, functionKeys: terminfo.functionKeys, isUTF8: isUTF8,
      acceptsMouse: terminfo.modes.hasMouse)
    painter = Painter(window: window, theme: theme)
    adoptTrueSize()
    beginModes()
  }

  /// Writes to the terminal, bypassing ncurses. A failure means that the terminal is gone, and is ignored.
  private func write(_ bytes: [UInt8]) { _ = Glibc.write(output.descriptor, bytes, bytes.count) }

  /// Copies a text, in base64, to the user's clipboard: the escape sequence OSC 52 of xterm. A terminal that does not
  /// know it, or does not allow it, ignores it.
  public func copy(_ base64: String) {
    guard isOpen else { return }
    // If this fails, the text is not copied, but it is still on the screen.
    write(Array("\u{1B}]52;c;\(base64)\u{07}".utf8))
  }

  /// Begins the modes that ncurses does not know.
  private func beginModes() {
    write(terminfo.modes.begin)
    writeTitle()
  }

  /// Names the terminal's window, if it is known to have a title, until this screen leaves. Control characters and
  /// invisible ones are left out.
  public func show(title: String) {
    guard isOpen, title != self.title, takesOutput(within: 0) else { return }
    self.title = title
    writeTitle()
  }

  private func writeTitle() {
    if let title { write(terminfo.modes.title(title, isUTF8: isUTF8)) }
  }

  /// Sets ncurses' modes for reading and writing. An ability that the terminal lacks is not an error.
  private static func setModes(of window: UnsafeMutablePointer<WINDOW>) {
    // Signals stay on, unlike in raw mode. 8-bit input needs no `meta`, which would change how Alt is sent.
    cbreak()
    noecho()
    nonl()
    keypad(window, true)
    // Otherwise ncurses checks for waiting keys while it draws, and may postpone the rest of the picture for them.
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

  /// The number of cells of the terminal. It changes when `nextInput` returns `Key.resize`, and with `reenter`.
  public var size: Size { Size(width: Int(getmaxx(window)), height: Int(getmaxy(window))) }

  /// Updates the size. ncurses trusts the environment's LINES and COLUMNS even after a resize. A terminal that does
  /// not know its size reports zeros; then ncurses' guess stays.
  /// - Returns: whether the size changed.
  @discardableResult
  private func adoptTrueSize() -> Bool {
    var actual = winsize()
    guard ioctl(output.descriptor, UInt(TIOCGWINSZ), &actual) == 0, actual.ws_row > 0, actual.ws_col > 0 else {
      return false
    }
    let (height, width) = (CInt(actual.ws_row), CInt(actual.ws_col))
    return is_term_resized(height, width) && resizeterm(height, width) == OK
  }

  /// Whether the terminal has colours. Without them a style shows only by its other attributes.
  public var hasColors: Bool { has_colors() }

  /// Shows a grid. It writes only the differences from the one before, and cuts off the part that does not fit. If
  /// the terminal accepts no output now, for instance because of Ctrl-S, nothing is written; paint again later.
  public func paint(_ grid: Grid) {
    guard isOpen, takesOutput(within: 0), painter.paint(grid, on: size) else { return }
    wrefresh(window)
  }

  /// Writes everything on the screen again, in case another program wrote over it.
  public func redrawEverything() {
    if isOpen, takesOutput(within: 0) { wrefresh(physical_screen()) }
  }

  /// Whether the terminal accepts output, now or within this many milliseconds: poll(2).
  private func takesOutput(within milliseconds: CInt) -> Bool {
    var state = pollfd(fd: output.descriptor, events: Int16(POLLOUT), revents: 0)
    // A terminal that is gone counts as accepting.
    return poll(&state, 1, milliseconds) > 0
  }

  /// The next input from the terminal, or nil if there is none now. It does not wait, except for `ESCDELAY`
  /// milliseconds after an Escape. A change of the terminal's size arrives as `Key.resize`.
  ///
  /// - Throws: `TerminalError.gone` when no input can ever arrive again.
  public func nextInput() throws(TerminalError) -> TerminalInput? {
    guard isOpen else { return nil }
    if adoptTrueSize() { return .key(.resize) }
    let input = try reader.next()
    if case .reply(.deviceAttributes) = input { owesAnswer = false }
    return input
  }

  /// Whether to call `nextInput` again before waiting for the terminal.
  public var hasInput: Bool { isOpen && reader.isBusy }

  /// Records that the terminal had sent nothing up to this moment, which a caller that waits for it knows. Input that
  /// arrives at once after that was not typed in the meantime.
  public func noteQuiet() { reader.noteQuiet() }

  /// The next key; all other input is skipped.
  public func nextKey() throws(TerminalError) -> Key? {
    while let input = try nextInput() { if case .key(let key) = input { return key } }
    return nil
  }

  /// Takes the next key if it is this one; returns whether it was.
  public func takeNext(_ key: Key) throws(TerminalError) -> Bool {
    guard isOpen else { return false }
    return try reader.takeNext(.key(key))
  }

  /// Asks the terminal for its background colour, if its kind may support that. The answer arrives through
  /// `nextInput`, as `TerminalReply.background`; many terminals never give it, and nothing waits for it.
  public func askForBackground() {
    guard isOpen, kind.tellsBackground, takesOutput(within: 0) else { return }
    // Every terminal answers the second question, after the first (xterm, ctlseqs: OSC 11 and DA1).
    owesAnswer = true
    write(Array("\u{1B}]11;?\u{1B}\\\u{1B}[c".utf8))
  }

  /// Reads the terminal's pending answers before the shell gets it back, which would take them for typed text.
  private func awaitAnswer() {
    guard owesAnswer else { return }
    owesAnswer = false
    let deadline = monotonicTime() + 100_000_000
    while true {
      // A terminal that is gone gives no answer.
      while let input = try? reader.next() { if case .reply(.deviceAttributes) = input { return } }
      let now = monotonicTime()
      guard now < deadline, reader.hasMore(within: deadline - now) else { return }
    }
  }

  /// Asks the terminal something, and waits for its answers. All other input is kept for `nextInput`.
  ///
  /// - Parameters:
  ///   - query: the escape sequences that ask.
  ///   - milliseconds: the longest wait. A signal ends it.
  ///   - isLast: whether an answer is the last one to wait for.
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

  /// Restores the terminal (`endwin`). A second call does nothing.
  public func leave() {
    guard isOpen else { return }
    isOpen = false
    // In the background the modes belong to the shell, and changing them would stop this process.
    guard EmergencyRestore.isInForeground(output.descriptor) else { return EmergencyRestore.run() }
    if !takesOutput(within: 100) { EmergencyRestore.unstall(output.descriptor) }
    awaitAnswer()
    write(terminfo.modes.end)
    // It fails if the terminal is gone, and then there is nothing to restore.
    endwin()
    EmergencyRestore.disarm()
  }

  /// Takes over the terminal again after `leave`, with the last painted grid. The process must be in the foreground.
  public func reenter() {
    guard !isOpen else { return }
    isOpen = true
    // Another program may have changed the terminal's modes meanwhile; they must be restored when this screen leaves.
    def_shell_mode()
    EmergencyRestore.arm(output: output.descriptor, sequence: terminfo.restoreSequence)
    showEverything()
    beginModes()
  }

  /// Takes over the terminal again after SIGSTOP stopped this process while its screen was open. The process must be
  /// in the foreground.
  public func reclaim() {
    guard isOpen else { return }
    reset_prog_mode()
    // It ends the alternate screen for ncurses, which then starts it again.
    endwin()
    showEverything()
    write(terminfo.modes.again)
    writeTitle()
  }

  private func showEverything() {
    wrefresh(physical_screen())
    adoptTrueSize()
  }

  /// Restores the terminal from the handler of a signal that ends the program, such as SIGSEGV. Async-signal-safe
  /// (signal-safety(7)). It does nothing unless a screen is open. Afterwards the screen must not be used.
  public static func emergencyRestore() { EmergencyRestore.run() }

  /// Call this before a handler may call `emergencyRestore`: Swift initializes static properties at their first use.
  public static func prepareEmergencyRestore() { EmergencyRestore.prepare() }
}
