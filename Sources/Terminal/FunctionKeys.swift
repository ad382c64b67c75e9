internal import Grid

/// The keys that send a sequence of bytes, from terminfo(5) for a kind of terminal.
struct FunctionKeys {
  /// The meaning of a sequence.
  enum Meaning: Hashable {
    case key(Key)
    /// A key without a name here.
    case ignored
  }

  private let meanings: [[UInt8]: Meaning]
  /// The proper prefixes of all sequences.
  private let beginnings: Set<[UInt8]>

  /// - Parameter sequences: the bytes that the keys send, by the names of their capabilities, such as `kcuu1`.
  init(_ sequences: [String: [UInt8]]) {
    var meanings: [[UInt8]: Meaning] = [:]
    for (name, sequence) in sequences {
      // The beginning of a mouse report is not a key, and a single byte is a character.
      guard name != "kmous", sequence.count > 1, sequence[0] == 0x1B else { continue }
      let meaning = Key(capability: name).map(Meaning.key) ?? .ignored
      // Two keys may send the same sequence; then the key with a name here counts.
      if meanings[sequence] == nil || meaning != .ignored { meanings[sequence] = meaning }
    }
    self.meanings = meanings
    beginnings = Set(meanings.keys.flatMap { sequence in (1..<sequence.count).map { Array(sequence[..<$0]) } })
  }

  subscript(sequence: [UInt8]) -> Meaning? { meanings[sequence] }

  func hasLonger(than sequence: [UInt8]) -> Bool { beginnings.contains(sequence) }

  /// The key after `ESC O`, on terminals for which terminfo lists another one.
  static func singleShift(_ letter: UInt8) -> Meaning {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"):
      ControlSequence.cursorKey(letter).map(Meaning.key) ?? .ignored
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .key(.function(Int(letter - UInt8(ascii: "P")) + 1))
    case UInt8(ascii: "M"): .key(.enter)
    case UInt8(ascii: "I"): .key(.tab)
    default: .ignored
    }
  }

  /// The key after `ESC [ [`, on the Linux console.
  static func consoleKey(_ letter: UInt8) -> Meaning {
    guard case UInt8(ascii: "A")...UInt8(ascii: "E") = letter else { return .ignored }
    return .key(.function(Int(letter - UInt8(ascii: "A")) + 1))
  }
}

extension Key {
  /// The key of a capability of terminfo(5).
  init?(capability name: String) {
    switch name {
    case "kcuu1": self = .up
    case "kcud1": self = .down
    case "kcub1": self = .left
    case "kcuf1": self = .right
    case "khome": self = .home
    case "kend": self = .end
    case "kpp": self = .pageUp
    case "knp": self = .pageDown
    case "kcbt": self = .backTab
    case "kbs": self = .backspace
    case "kdch1": self = .delete
    case "kent": self = .enter
    default:
      guard name.hasPrefix("kf"), let number = Int(name.dropFirst(2)), 1...12 ~= number else { return nil }
      self = .function(number)
    }
  }

  /// The key of a character; nil for a character without a key here.
  init?(character scalar: Unicode.Scalar) {
    switch scalar.value {
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(0x60 + scalar.value))))
    case 0..<32, 0x80..<0xA0: return nil
    default: self = .character(Character(scalar))
    }
  }
}
