import Model
import SharedMemory

/// A text in the format of the shared memory: UTF-8 in words, padded with zeros, and a checksum of them in the last
/// word.
struct Text: Equatable {
  private(set) var words: [UInt64]

  init(_ words: [UInt64]) { self.words = words }

  /// The present text at an address in the region.
  init(_ first: Word64) { self.init((0..<MessageWords.words).map { first[$0].load() }) }

  /// - Precondition: at most `MessageView.longest` bytes of UTF-8.
  init(_ string: String) {
    let bytes = Array(string.utf8)
    precondition(bytes.count <= MessageView.longest)
    words = (0..<MessageWords.words).map { word in
      bytes.dropFirst(8 * word).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    seal()
  }

  private mutating func seal() { words[words.count - 1] = check }

  /// FNV-1a over the words: enough to tell one text from a mixture of two.
  private var check: UInt64 {
    words.dropLast().reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01b3 }
  }

  /// Whether it is a single text, or nothing was ever written.
  var isWhole: Bool { words.last == check || words.allSatisfy { $0 == 0 } }

  var string: String {
    let bytes = words.dropLast().flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Every other message is in capitals, so that a mixture of two messages is visible.
  func inCase(of number: UInt64) -> Text { number.isMultiple(of: 2) ? capitals : self }

  private var capitals: Text {
    var copy = self
    for word in 0..<words.count - 1 {
      // Only ASCII letters change, so the length stays the same.
      copy.words[word] = (0..<8).reduce(0) { sum, byte in
        let letter = UInt8(truncatingIfNeeded: words[word] >> UInt64(8 * byte))
        return sum | UInt64((97...122).contains(letter) ? letter - 32 : letter) << UInt64(8 * byte)
      }
    }
    copy.seal()
    return copy
  }
}
