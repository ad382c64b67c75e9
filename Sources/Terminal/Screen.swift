internal import CNcurses
public import Glibc
public import Grid

/// The terminal, taken over with ncurses: keys come in, grids go out.
///
/// There is one at a time, used from one thread. Signals stay the program's business: Ctrl-C, Ctrl-Z and Ctrl-\ arrive
/// as signals, and whoever wants to handle them does so before opening the screen, since ncurses installs handlers of
/// its own where none are. The exception is SIGWINCH, which is for ncurses and comes out as `Key.resize`.
public final class Screen {
  private let input: Stream
  private let output: Stream
  private let terminfo: Terminfo
  private let handle: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private var keys: KeyReader
  private var painter: Painter
  private var isOpen = true

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
    _ = Self.localeIsUTF8
    terminfo = try Terminfo(kind: kind, output: output)
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
    keys = KeyReader(window: window, input: self.input.descriptor)
    painter = Painter(window: window, theme: theme)
    adoptTrueSize()
  }

  /// Puts a text, in base64, onto the clipboard of whoever sits at the terminal: the escape sequence OSC 52 of xterm. A
  /// terminal that does not know it, or does not allow it, ignores it.
  public func copy(_ base64: String) {
    guard isOpen else { return }
    var sequence = "\u{1B}]52;c;\(base64)\u{07}"
    // What cannot be written is not copied, and the text is on the screen all the same.
    sequence.withUTF8 { _ = write(output.descriptor, $0.baseAddress, $0.count) }
  }

  /// How ncurses shall read and write. What a terminal cannot do is no error.
  private static func setModes(of window: UnsafeMutablePointer<WINDOW>) {
    // Signals stay on, unlike in raw mode. 8-bit input needs no `meta`, which would change how Alt is sent.
    cbreak()
    noecho()
    nonl()
    keypad(window, true)
    nodelay(window, true)
    // Milliseconds until an Escape is a key and not the start of a sequence; ncurses reads the variable by itself.
    if getenv("ESCDELAY") == nil { set_escdelay(25) }
    // Otherwise ncurses asks for waiting keys while it draws, and may put the rest of the picture off for them.
    typeahead(-1)
    // A hidden cursor can stay wherever the last change left it.
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

  /// The cells that the terminal has. It changes when `nextKey` returns `Key.resize`, and with `reenter`.
  public var size: Size { Size(width: Int(getmaxx(window)), height: Int(getmaxy(window))) }

  /// ncurses believes the environment's LINES and COLUMNS even after a resize. A terminal that does not know its size
  /// reports zeros; then ncurses' guess is as good as any.
  private func adoptTrueSize() {
    var actual = winsize()
    guard ioctl(output.descriptor, UInt(TIOCGWINSZ), &actual) == 0, actual.ws_row > 0, actual.ws_col > 0 else { return }
    let (height, width) = (CInt(actual.ws_row), CInt(actual.ws_col))
    if is_term_resized(height, width) { resizeterm(height, width) }
  }

  /// Whether the terminal has colours at all. Without them a style shows by its other attributes only.
  public var hasColors: Bool { has_colors() }

  /// Shows a grid. Only what differs from the one before is written, nothing if nothing differs; what does not fit is
  /// cut off.
  public func paint(_ grid: Grid) {
    guard isOpen, painter.paint(grid, on: size) else { return }
    wrefresh(window)
  }

  /// Writes all that the screen shows once more, in case something else wrote over it.
  public func redrawEverything() {
    if isOpen { wrefresh(physical_screen()) }
  }

  /// The next key that was pressed, nil when there is none now. It does not wait, except for `ESCDELAY` milliseconds
  /// after an Escape.
  ///
  /// - Throws: `TerminalError.gone` when there will never be one again.
  public func nextKey() throws(TerminalError) -> Key? {
    guard isOpen else { return nil }
    let key = try keys.next()
    if key == .resize { adoptTrueSize() }
    return key
  }

  /// Gives the terminal back as it was (`endwin`). Leaving twice does nothing.
  public func leave() {
    guard isOpen else { return }
    isOpen = false
    // It fails on a terminal that is gone, and then there is nothing to give back.
    endwin()
    EmergencyRestore.disarm()
  }

  /// Takes the terminal over again after `leave`, with what was painted last.
  public func reenter() {
    guard !isOpen else { return }
    isOpen = true
    // Whoever had the terminal in between may have changed its modes, and wants them back after us.
    def_shell_mode()
    EmergencyRestore.arm(output: output.descriptor, sequence: terminfo.restoreSequence)
    wrefresh(physical_screen())
    adoptTrueSize()
  }

  /// Gives the terminal back from the handler of a signal that ends the program, such as SIGSEGV. Async-signal-safe
  /// (signal-safety(7)), and nothing happens unless a screen is open. Afterwards the screen must not be used.
  public static func emergencyRestore() { EmergencyRestore.run() }
}
