internal import Grid

/// Turns the bytes that a terminal sends into keys, pasted text and replies, one byte at a time (ECMA-48; xterm,
/// ctlseqs). It reads nothing and waits for nothing.
///
/// A sequence without a meaning here is ignored as a whole: the letters in it never act as keys.
struct InputParser {
  private let functionKeys: FunctionKeys
  /// The character of a single byte from 0x80 up in a locale that is not UTF-8; nil for UTF-8.
  private let decodeByte: ((UInt8) -> Unicode.Scalar?)?
  /// Whether reports on the mouse mean anything; if not, nobody requested them.
  private let acceptsMouse: Bool
  var state = State.ground
  /// The bytes of the present sequence, up to a limit.
  var sequence: [UInt8] = []
  /// Whether the next character comes with Alt, and is ignored.
  private var isAltered = false

  enum State: Equatable {
    case ground
    /// In a character of several bytes, of which this many are missing.
    case character(missing: Int)
    case escape
    /// After an Escape that counted as a key because nothing followed in time.
    case lateEscape
    /// `ESC [`
    case control
    /// `ESC O`
    case singleShift
    /// `ESC [ [`, with which the Linux console begins its first function keys.
    case consoleKey
    /// `ESC [ M`, the old form of a report on the mouse, with this many of its three numbers missing.
    case mouse(missing: Int)
    /// `ESC ]`, `ESC P` and similar strings, up to a terminator.
    case string
    case stringEscape
    case paste
  }

  /// The parser's state between bytes. The caller knows how long no byte has arrived.
  enum Rest: Equatable {
    case none
    /// An Escape: a key, or the start of a sequence.
    case escape
    case afterEscape
    /// Inside a sequence.
    case sequence
    case paste
  }

  private static let longestSequence = 1024

  init(
    functionKeys: FunctionKeys = FunctionKeys([:]), decodeByte: ((UInt8) -> Unicode.Scalar?)? = nil,
    acceptsMouse: Bool = true
  ) {
    self.functionKeys = functionKeys
    self.acceptsMouse = acceptsMouse
    self.decodeByte = decodeByte
  }

  var rest: Rest {
    switch state {
    case .ground: .none
    case .escape: .escape
    case .lateEscape: .afterEscape
    case .paste: .paste
    default: .sequence
    }
  }

  /// Handles a byte, and appends the inputs that it completes.
  mutating func feed(_ byte: UInt8, into inputs: inout [TerminalInput]) {
    switch state {
    case .ground: begin(byte, &inputs)
    case .character(let missing): feedCharacter(byte, missing, &inputs)
    case .escape: feedEscape(byte, &inputs)
    case .lateEscape:
      // The rest of a sequence that was cut after its Escape. Nobody types these keys so soon.
      if [UInt8(ascii: "["), UInt8(ascii: "O"), UInt8(ascii: "]")].contains(byte) {
        feedEscape(byte, &inputs)
      } else {
        reset()
        begin(byte, &inputs)
      }
    case .control: feedControl(byte, &inputs)
    case .singleShift: feedSingleShift(byte, &inputs)
    case .consoleKey where byte < 0x20:
      reset()
      begin(byte, &inputs)
    case .consoleKey:
      sequence.append(byte)
      finish(functionKeys[sequence] ?? FunctionKeys.consoleKey(byte), &inputs)
    case .mouse(let missing): feedMouse(byte, missing, &inputs)
    case .string, .stringEscape: feedString(byte, &inputs)
    case .paste: feedPaste(byte, &inputs)
    }
  }

  /// Handles a pause after which no further byte can belong to the present sequence.
  mutating func timeOut(into inputs: inout [TerminalInput]) {
    switch state {
    case .escape:
      inputs.append(.key(.escape))
      state = .lateEscape
    case .paste: finishPaste(&inputs)
    default: reset()
    }
  }

  mutating func reset() {
    state = .ground
    sequence = []
    isAltered = false
  }

  // MARK: - Characters

  mutating func begin(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case 0x1B: beginEscape()
    case ..<0x80: emit(Unicode.Scalar(byte), &inputs)
    case _ where decodeByte != nil:
      if let scalar = decodeByte?(byte) { emit(scalar, &inputs) } else { reset() }
    // A lone continuation byte: an 8-bit control, from a terminal that sends them like this.
    case ..<0xA0: emit(Unicode.Scalar(byte), &inputs)
    case 0xC2...0xF4:
      state = .character(missing: byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3)
      sequence = [byte]
    default: reset()
    }
  }

  private mutating func feedCharacter(_ byte: UInt8, _ missing: Int, _ inputs: inout [TerminalInput]) {
    guard 0x80..<0xC0 ~= byte else {
      reset()
      return begin(byte, &inputs)
    }
    sequence.append(byte)
    if missing > 1 {
      state = .character(missing: missing - 1)
    } else if let text = String(validating: sequence, as: UTF8.self), let scalar = text.unicodeScalars.first {
      emit(scalar, &inputs)
    } else {
      reset()
    }
  }

  /// Handles a whole character; or a control of the upper set, which means `ESC` and a letter.
  private mutating func emit(_ scalar: Unicode.Scalar, _ inputs: inout [TerminalInput]) {
    let isDropped = isAltered
    reset()
    if 0x80..<0xA0 ~= scalar.value {
      beginEscape()
      return feedEscape(UInt8(scalar.value - 0x40), &inputs)
    }
    if !isDropped, let key = Key(character: scalar) { inputs.append(.key(key)) }
  }

  // MARK: - Sequences

  mutating func beginEscape() {
    reset()
    state = .escape
    sequence = [0x1B]
  }

  /// Ends a sequence that means this.
  private mutating func finish(_ meaning: FunctionKeys.Meaning, _ inputs: inout [TerminalInput]) {
    reset()
    if case .key(let key) = meaning { inputs.append(.key(key)) }
  }

  mutating func collect(_ byte: UInt8) {
    if sequence.count < Self.longestSequence { sequence.append(byte) }
  }

  mutating func feedEscape(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if byte == 0x1B {
      if state == .escape { inputs.append(.key(.escape)) }
      return beginEscape()
    }
    collect(byte)
    if let known = functionKeys[sequence] { return finish(known, &inputs) }
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"): state = .string
    case _ where functionKeys.hasLonger(than: sequence): break
    default:
      // Alt and a key does not mean that key. It may be a character of several bytes.
      reset()
      isAltered = true
      if byte >= 0x80 { begin(byte, &inputs) } else { isAltered = false }
    }
  }

  /// Handles a byte of a sequence. Returns whether the sequence continues after it.
  private mutating func continues(_ byte: UInt8, _ inputs: inout [TerminalInput]) -> Bool {
    switch byte {
    case 0x1B: beginEscape()
    case 0x20..<0x7F:
      collect(byte)
      guard let known = functionKeys[sequence] else { return true }
      finish(known, &inputs)
    // No sequence contains such a byte, so the bytes before it were cut.
    default:
      reset()
      begin(byte, &inputs)
    }
    return false
  }

  private mutating func feedControl(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    guard continues(byte, &inputs) else { return }
    guard byte >= 0x40 else { return }
    let isFirst = sequence.count == 3
    switch byte {
    case UInt8(ascii: "[") where isFirst: state = .consoleKey
    case UInt8(ascii: "M") where isFirst: state = .mouse(missing: 3)
    default:
      switch ControlSequence(sequence) {
      case .pasteBegin:
        reset()
        state = .paste
      case .reply(let reply):
        reset()
        inputs.append(.reply(reply))
      case .mouse(let event):
        reset()
        if acceptsMouse { inputs.append(.mouse(event)) }
      case .key(let key): finish(.key(key), &inputs)
      case .unknown: reset()
      }
    }
  }

  private mutating func feedSingleShift(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    guard continues(byte, &inputs) else { return }
    // Old terminals put a modifier before the letter.
    if 0x30..<0x40 ~= byte { return }
    finish(sequence.count == 3 ? FunctionKeys.singleShift(byte) : .ignored, &inputs)
  }
}
