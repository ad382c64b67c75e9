/// The choice of memory for an experiment's region.
public enum MemoryChoice: Sendable, Hashable {
  /// A POSIX shared memory object; by default named after this process's id.
  case posix(name: String? = nil)
  /// A System V segment; without a key, other processes can find it only by its id.
  case sysv(key: Int32? = nil)
  /// A new file that stays; without a path, a temporary one that does not.
  case file(path: String? = nil)
  /// A file that an earlier experiment left, whose ring is resumed.
  case resumed(path: String, Wishes)

  /// Whether it stays when the experiment ends.
  var isKept: Bool {
    switch self {
    case .file(path: .some), .resumed: true
    case .posix, .sysv, .file(path: nil): false
    }
  }

  /// Requirements on the ring in a file.
  public struct Wishes: Sendable, Hashable {
    public var slots: Int?
    public var words: Int?
    /// The requested discipline; by default the ring's own.
    public var discipline: String?

    public init(slots: Int? = nil, words: Int? = nil, discipline: String? = nil) {
      self.slots = slots
      self.words = words
      self.discipline = discipline
    }
  }
}
