import Glibc

/// Memory for one message, on its own pages, with space before it for a word that a transport may need there.
///
/// Every message is different, and every byte of it is checked: it contains its number, followed by words that depend
/// on the number and on their positions. A message that is lost, repeated, mixed with another, or shifted is
/// detected.
public struct Message {
  /// The number of bytes before the message that belong to the transport while it sends and while it receives.
  public static let headroom = 8

  private static let page = Int(getpagesize())

  /// The first byte of the message.
  public let start: UnsafeMutableRawPointer
  public let size: Int

  /// - Parameter size: in bytes, at least 4.
  public init(size: Int) {
    // Whole words are written, so the last one needs space.
    let bytes = Self.page + (size + 7) / 8 * 8
    start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.page) + Self.page
    self.size = size
    (start - Self.headroom).initializeMemory(as: UInt8.self, repeating: 0, count: bytes - Self.page + Self.headroom)
  }

  public func deallocate() { (start - Self.page).deallocate() }

  @inlinable public var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  /// The address of the transport's word.
  @inlinable public var head: UnsafeMutableRawPointer { start - Self.headroom }
}

extension Message {
  /// An odd number, so that no two successive words are alike: 2 to the 64th over the golden ratio.
  @usableFromInline static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The bit of the first 32 that marks the last message.
  @usableFromInline static let last: UInt64 = 1 << 31

  /// The first word: its lower half contains 31 bits of the number, and the mark of the last message.
  @inlinable @inline(__always)
  static func first(_ number: UInt64) -> UInt64 {
    number &* factor & ~0xffff_ffff | number & (last - 1)
  }

  /// The message as words; the last one may extend past its end.
  @inlinable @inline(__always)
  var words: UnsafeMutablePointer<UInt64> { start.assumingMemoryBound(to: UInt64.self) }

  /// Writes all of it.
  @inlinable @inline(__always)
  public func fill(number: UInt64, isLast: Bool) {
    words[0] = Self.first(number) | (isLast ? Self.last : 0)
    // In this form the optimizer handles several words at once.
    var word = number &* Self.factor
    for index in 1..<max(1, (size &+ 7) >> 3) {
      word &+= Self.factor
      words[index] = word
    }
  }

  /// Whether it is marked as the last one.
  @inlinable @inline(__always)
  public var isLast: Bool { words[0] & Self.last != 0 }

  /// Whether every byte has its value in the message with this number.
  @inlinable @inline(__always)
  public func isRight(number: UInt64) -> Bool {
    var difference = (words[0] & ~Self.last) ^ Self.first(number)
    if size < 8 { return difference & mask(size) == 0 }
    let whole = size >> 3
    var word = number &* Self.factor
    for index in 1..<whole {
      word &+= Self.factor
      difference |= words[index] ^ word
    }
    let rest = size & 7
    if rest > 0 { difference |= (words[whole] ^ (word &+ Self.factor)) & mask(rest) }
    return difference == 0
  }

  /// This many of a word's least significant bytes.
  @inlinable @inline(__always)
  func mask(_ bytes: Int) -> UInt64 { (1 << UInt64(bytes * 8)) &- 1 }
}
