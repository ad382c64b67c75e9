public import Grid

/// The keys to which a user has given the meaning of another one, or none.
public struct KeyRemapping: Sendable, Hashable {
  /// The key whose meaning a key has; nil if it has none.
  private var meanings: [Key: Key?]

  public init(_ meanings: [Key: Key?] = [:]) { self.meanings = meanings }

  /// Keys that always mean the same, so that nobody is locked in: they are signals, or come from the terminal.
  public static let fixed: Set<Key> = [.control("c"), .control("z"), .resize]

  public var isEmpty: Bool { meanings.isEmpty }

  /// The key as which a pressed key acts; nil for none. One step only: `j: Down` and `Down: Up` do not make `j` mean
  /// `Up`.
  public subscript(pressed: Key) -> Key? { meanings[pressed, default: pressed] }

  /// The keys to press for the meanings of these keys: those of them that still have their own, then the others.
  public func pressed(for keys: [Key]) -> [Key] {
    guard !isEmpty else { return keys }
    let others = meanings.filter { $0.value.map(keys.contains) ?? false && !keys.contains($0.key) }.map(\.key)
    return keys.filter { self[$0].map(keys.contains) ?? false } + others.sorted { $0.name < $1.name }
  }

  /// Every remapped key, with the key as which it acts, in the order of their names.
  public var all: [(pressed: Key, meaning: Key?)] {
    meanings.map { ($0.key, $0.value) }.sorted { $0.0.name < $1.0.name }
  }
}

extension Key {
  /// A key by its name, as in help: `s`, `Ctrl-L`, `Down`, `F1`, `space`. Only a single letter depends on its case.
  public init?(named name: String) {
    if name.count == 1, let character = name.first, !character.isWhitespace {
      self = .character(character)
      return
    }
    let lower = name.lowercased()
    if lower.hasPrefix("ctrl-"), lower.count == 6, let letter = lower.last, letter.isASCII, letter.isLetter {
      self = .control(letter)
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), 1...12 ~= number {
      self = .function(number)
    } else if let key = Self.named.first(where: { $0.name.lowercased() == lower }) {
      self = key
    } else {
      return nil
    }
  }

  private static let named: [Key] = [
    .character(" "), .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown,
  ]
}
