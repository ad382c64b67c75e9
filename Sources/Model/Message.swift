/// The shared text of the program *message*, as the memory shows it.
public struct MessageView: Sendable, Hashable {
  /// What stands in the shared memory now.
  public var text: String
  /// Whether it is one message, and not words of two.
  public var isWhole: Bool
  /// Odd while the writer is in the middle of it, where the discipline keeps count.
  public var version: UInt64
  /// What each reader copied out last.
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

  /// How many words of 8 bytes a text takes, with its check.
  public static let words = 16

  /// In how many steps it is copied.
  public static let pieces = 4

  /// The longest text that can be shared, in bytes of UTF-8.
  public static let longest = 120
}
