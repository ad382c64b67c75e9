/// Where an experiment's region is to be.
public enum MemoryChoice: Sendable, Hashable {
  /// In a POSIX shared memory object; without a name, one made of this process's id.
  case posix(name: String? = nil)
  /// In a System V segment; without a key, one that nobody can name but by its id.
  case sysv(key: Int32? = nil)
  /// In a new file that stays; without a path, in a temporary one that does not.
  case file(path: String? = nil)
  /// In a file that an earlier experiment has left, whose ring is resumed.
  case resumed(path: String, Wishes)

  /// Whether it stays when the experiment ends.
  var isKept: Bool {
    switch self {
    case .file(path: .some), .resumed: true
    case .posix, .sysv, .file(path: nil): false
    }
  }

  /// What the ring in a file must be like.
  public struct Wishes: Sendable, Hashable {
    public var slots: Int?
    public var words: Int?
    /// The discipline to go on under; without one, the ring's own.
    public var discipline: String?

    public init(slots: Int? = nil, words: Int? = nil, discipline: String? = nil) {
      self.slots = slots
      self.words = words
      self.discipline = discipline
    }
  }
}
