import Glibc

/// A terminal whose other end is in the test's hands.
final class PseudoTerminal {
  /// The end where the person sits: what is written here was typed, what is read here was shown.
  private var person: CInt = -1
  /// The end that a program takes for its terminal.
  private(set) var program: CInt = -1

  init(width: Int = 80, height: Int = 24) {
    guard openpty(&person, &program, nil, nil, nil) == 0 else { fatalError("openpty: errno \(errno)") }
    resize(width: width, height: height)
  }

  deinit {
    close(program)
    hangUp()
  }

  /// Closes the window.
  func hangUp() {
    if person >= 0 { close(person) }
    person = -1
  }

  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(person, UInt(TIOCSWINSZ), &size) == 0 else { fatalError("TIOCSWINSZ: errno \(errno)") }
  }

  /// Returns when the program can read what was typed: the kernel hands it over a little later.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    guard write(person, bytes, bytes.count) == bytes.count else { fatalError("write: errno \(errno)") }
    var arrival = pollfd(fd: program, events: Int16(POLLIN), revents: 0)
    while poll(&arrival, 1, -1) < 0, errno == EINTR {}
  }

  /// Whether the program can read something, now or soon.
  var hasArrived: Bool {
    var arrival = pollfd(fd: program, events: Int16(POLLIN), revents: 0)
    return poll(&arrival, 1, 10_000) > 0
  }

  var modes: Modes {
    var modes = termios()
    guard tcgetattr(program, &modes) == 0 else { fatalError("tcgetattr: errno \(errno)") }
    return Modes(modes)
  }

  /// As `stty -echo` does.
  func switchOffEcho() {
    var modes = termios()
    guard tcgetattr(program, &modes) == 0 else { fatalError("tcgetattr: errno \(errno)") }
    modes.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(program, TCSANOW, &modes) == 0 else { fatalError("tcsetattr: errno \(errno)") }
  }

  /// What it sends when it is asked for its device attributes, as every terminal is that is asked anything.
  var answer = ""

  /// What `body` writes to the terminal. A thread of its own reads meanwhile: a pseudoterminal holds a few kilobytes, and
  /// a program that writes more waits. The byte 1 marks the end; nothing a terminal is told contains it.
  func output<Failure: Error>(of body: () throws(Failure) -> Void) throws(Failure) -> String {
    var thread = pthread_t()
    let shown = Shown(person, answer: Array(answer.utf8))
    let started = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Shown>.fromOpaque(argument!).takeUnretainedValue().readAll()
        return nil
      }, Unmanaged.passUnretained(shown).toOpaque())
    guard started == 0 else { fatalError("pthread_create: \(started)") }
    let result = Result { () throws(Failure) in try body() }
    var end: UInt8 = 1
    guard write(program, &end, 1) == 1 else { fatalError("write: errno \(errno)") }
    pthread_join(thread, nil)
    try result.get()
    return String(decoding: shown.bytes, as: UTF8.self)
  }
}

/// What a terminal was told, by the thread that reads it.
private final class Shown {
  private let person: CInt
  private let answer: [UInt8]
  private(set) var bytes: [UInt8] = []

  init(_ person: CInt, answer: [UInt8]) { (self.person, self.answer) = (person, answer) }

  func readAll() {
    var byte: UInt8 = 0
    while read(person, &byte, 1) == 1, byte != 1 {
      bytes.append(byte)
      guard bytes.suffix(3) == [0x1B, 0x5B, 0x63], !answer.isEmpty else { continue }
      guard write(person, answer, answer.count) == answer.count else { fatalError("write: errno \(errno)") }
    }
  }
}

/// What `stty -a` shows, comparable.
struct Modes: Equatable {
  var local: tcflag_t
  var others: [tcflag_t]
  var characters: [UInt8]

  init(_ modes: termios) {
    local = modes.c_lflag
    others = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_ispeed, modes.c_ospeed]
    characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
  }
}
