import CRegion

/// The words of the program *message*. See `region.h`.
public struct MessageWords {
  private let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  /// How many words a text has; the last one holds its checksum.
  public static let words = Int(REGION_TEXT_WORDS)

  /// Odd while the writer is writing.
  public var version: Word64 { Word64(base + MemoryLayout<region_message>.offset(of: \.version)!) }

  /// The text that the writer is to write.
  public var source: Word64 { Word64(base + MemoryLayout<region_message>.offset(of: \.source)!) }

  /// The shared text.
  public var text: Word64 { Word64(base + MemoryLayout<region_message>.offset(of: \.text)!) }

  /// The text that a reader, counted from 1, copied last.
  public func heard(by reader: Int) -> Word64 {
    let first = base + MemoryLayout<region_message>.offset(of: \.heard)!
    return Word64(first + (reader - 1) * MemoryLayout<region_text>.stride)
  }
}
