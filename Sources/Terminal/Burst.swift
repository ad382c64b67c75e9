internal import Grid

/// Recognizes text that was pasted into a terminal that does not mark it: far more keys at once than anybody types.
///
/// A key that repeats while it is held down is no burst, nor are the few keys that somebody types while the program is
/// busy.
struct Burst {
  /// How much has come since the last pause.
  private var keys = 0
  /// The same without the repetitions of a key, and without the keys that are no text.
  private var changes = 0
  private var last: Key?
  private var lastTime: UInt64 = 0
  private var isOn = false

  /// A pause of so many nanoseconds ends a burst.
  private static let pause: UInt64 = 30_000_000
  private static let mostChanges = 20
  private static let mostKeys = 512

  /// Takes in what was available at this time, in nanoseconds. Returns it as it is; or, in a burst, with one paste in
  /// the place of all keys.
  mutating func filter(_ inputs: [TerminalInput], at time: UInt64) -> [TerminalInput] {
    if time &- lastTime > Self.pause { self = Burst() }
    lastTime = time
    for case .key(let key) in inputs { count(key) }
    guard isOn || changes >= Self.mostChanges || keys >= Self.mostKeys else { return inputs }
    isOn = true
    var text = ""
    var others: [TerminalInput] = []
    for input in inputs {
      switch input {
      case .key(let key): if let character = key.pastedCharacter { text.append(character) }
      case .paste(let more): text += more
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
