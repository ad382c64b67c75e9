internal import Grid

/// Recognizes text that was pasted into a terminal that does not mark it: more keys at once than anybody types.
///
/// A key that repeats while it is held down is not a burst, nor are the keys that the user types while the program is
/// busy.
struct Burst {
  /// The number of keys since the last pause.
  private var keys = 0
  /// The same without the repetitions of a key, and without keys that are not text.
  private var changes = 0
  private var last: Key?
  private var lastTime: UInt64 = 0
  private var isOn = false

  /// A pause of this many nanoseconds ends a burst.
  private static let pause: UInt64 = 30_000_000
  /// As many as fingers that roll over the keys may send at once, or a line that collects keys on their way.
  private static let mostChangesAtOnce = 5
  private static let mostChanges = 19
  private static let mostKeys = 511
  /// The shortest time between two keys of a user who types continuously, in nanoseconds.
  private static let key: UInt64 = 50_000_000

  /// Handles the input that was available at this time, in nanoseconds. Returns it unchanged, or in a burst with one
  /// paste in place of all keys.
  ///
  /// - Parameter quiet: the last time at which there was surely no input. All of this may have been typed since.
  mutating func filter(_ inputs: [TerminalInput], at time: UInt64, quiet: UInt64) -> [TerminalInput] {
    if time &- lastTime > Self.pause { self = Burst() }
    lastTime = time
    let before = changes
    for case .key(let key) in inputs { count(key) }
    let typed = Int(clamping: (time < quiet ? 0 : time - quiet) / Self.key)
    isOn =
      isOn || changes - before > Self.mostChangesAtOnce + typed || changes > Self.mostChanges + typed
      || keys > Self.mostKeys
    guard isOn else { return inputs }
    isOn = true
    var text = ""
    var others: [TerminalInput] = []
    for input in inputs {
      switch input {
      case .key(let key): if let character = key.pastedCharacter { text.append(character) }
      case .paste(let more): text += more
      // Nobody clicks meanwhile; the report is part of the text.
      case .mouse: break
      case .reply: others.append(input)
      }
    }
    return others + (text.isEmpty ? [] : [.paste(text)])
  }

  private mutating func count(_ key: Key) {
    keys += 1
    if key.pastedCharacter != nil, key != last { changes += 1 }
    last = key
  }
}

extension Key {
  /// The character of a text for which the terminal sends this key.
  fileprivate var pastedCharacter: Character? {
    switch self {
    case .character(let character): character
    case .enter: "\n"
    case .tab: "\t"
    default: nil
    }
  }
}
