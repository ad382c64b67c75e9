/// The shared text of the program *message*, as the memory shows it.
public struct MessageView: Sendable, Hashable {
  /// The present contents of the shared memory.
  public var text: String
  /// Whether all its words belong to one message.
  public var isWhole: Bool
  /// Odd while the writer is writing, if the discipline keeps a version.
  public var version: UInt64
  /// The text that each reader copied last.
  public var heard: [WorkerID: Copy]

  public struct Copy: Sendable, Hashable {
    public var text: String
    public var isWhole: Bool

    public init(text: String, isWhole: Bool) {
      self.text = text
      self.isWhole = isWhole
    }
  }

  public init(text: String, isWhole: Bool, version: UInt64, heard: [WorkerID: Copy]) {
    self.text = text
    self.isWhole = isWhole
    self.version = version
    self.heard = heard
  }

  /// How many words of 8 bytes a text takes, including its checksum.
  public static let words = 16

  /// The number of steps in which it is copied.
  public static let pieces = 4

  /// The longest text that can be shared, in bytes of UTF-8.
  public static let longest = 120
}
