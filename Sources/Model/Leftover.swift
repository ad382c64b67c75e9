/// An object that outlives its process and is Ringside's, or has a name that says so.
public struct Leftover: Sendable, Codable, Hashable {
  public var kind: Kind
  /// The name of a POSIX object, the id of a System V one, the path of a file.
  public var name: String
  public var bytes: Int
  /// The process that created it, if known.
  public var creator: Int32?
  /// How many mappings a System V segment has.
  public var attached: Int?
  /// The key of a System V object, as ipcs(1) shows it.
  public var key: String?
  /// The user who owns it.
  public var user: UInt32
  public var state: State
  /// The command that shows it; nil for a POSIX queue, which no command shows.
  public var look: String?
  /// The command that removes it; nil for an object that is not Ringside's.
  public var clear: String?

  public init(
    kind: Kind, name: String, bytes: Int, creator: Int32?, attached: Int?, key: String?, user: UInt32, state: State,
    look: String?, clear: String?
  ) {
    self.kind = kind
    self.name = name
    self.bytes = bytes
    self.creator = creator
    self.attached = attached
    self.key = key
    self.user = user
    self.state = state
    self.look = look
    self.clear = clear
  }

  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case posix
    case sysv
    case queue
    /// After segments and queues, because only their semaphores identify some of those.
    case semaphores
    case posixQueue = "posix-queue"
    case file

    /// Its kind, in words.
    public var words: String {
      switch self {
      case .posix: "POSIX shared memory"
      case .sysv: "System V segment"
      case .semaphores: "System V semaphores"
      case .queue: "System V message queue"
      case .posixQueue: "POSIX message queue"
      case .file: "mapped file"
      }
    }
  }

  public enum State: String, Sendable, Codable, Hashable {
    /// Its creator is alive.
    case alive
    /// Its creator is dead, and nobody will remove it.
    case dead
    /// It is Ringside's, but nothing proves that its creator is dead.
    case unproven
    /// It belongs to another user, or only its name says that Ringside made it.
    case notOurs
    case removed
  }
}
