/// A watched C program at one moment, as its screen shows it.
public struct WatchedState: Sendable, Hashable {
  /// A process or a thread.
  public struct Task: Sendable, Hashable {
    public var name: String
    public var pid: Int32
    /// "parked", "spinning" (parked in a loop of the same reads), "asleep", "BLOCKED", "running",
    /// "ended", or where Ringside does not see it: "input", "outside", "computing".
    public var state: String
    /// Whether it can make a step.
    public var canMove: Bool
    /// "prodcons.c:41 in producer"; empty if it is unknown.
    public var place: String
    public var file: String
    public var line: Int
    /// Its next operation: "store in".
    public var next: String
    /// How many operations it has done.
    public var steps: Int

    public init(
      name: String, pid: Int32, state: String, canMove: Bool = false, place: String = "", file: String = "",
      line: Int = 0, next: String = "",
      steps: Int = 0
    ) {
      (self.name, self.pid, self.state, self.canMove, self.place) = (name, pid, state, canMove, place)
      (self.file, self.line, self.next, self.steps) = (file, line, next, steps)
    }

    public var isAlive: Bool { state != "ended" }
    /// Whether it is where Ringside does not see it.
    public var isElsewhere: Bool { ["input", "outside", "computing"].contains(state) }

    /// Whether it is about to make a call, as against touching memory.
    public var isCall: Bool {
      !["load", "store", "update", "read", "write"].contains(String(next.prefix { $0 != " " }))
    }
  }

  /// A shared variable, or a synchronization object.
  public struct Field: Sendable, Hashable {
    /// As C writes it: `stats.count`.
    public var name: String
    /// "sem_t" for a synchronization object; otherwise empty.
    public var kind: String
    public var value: String
    /// Whether the last step changed it.
    public var isChanged: Bool
    /// The task that changed it last, and where: "P1 :41". Nil if nobody has.
    public var writer: String?
    /// The tasks that have it, of a lock.
    public var owners: [String]
    /// The tasks that wait for it, in order.
    public var waiters: [String]

    public init(
      name: String, kind: String = "", value: String, isChanged: Bool = false, writer: String? = nil,
      owners: [String] = [], waiters: [String] = []
    ) {
      (self.name, self.kind, self.value, self.isChanged) = (name, kind, value, isChanged)
      (self.writer, self.owners, self.waiters) = (writer, owners, waiters)
    }
  }

  /// A step in the timeline.
  public struct Event: Sendable, Hashable {
    public var task: String
    /// Of its operation.
    public var letter: Character
    /// Whether the task sleeps from here on.
    public var isBlocked: Bool

    public init(task: String, letter: Character, isBlocked: Bool) {
      (self.task, self.letter, self.isBlocked) = (task, letter, isBlocked)
    }
  }

  /// A task that waits for what the next one in the circle has.
  public struct Link: Sendable, Hashable {
    public var task: String
    public var field: String

    public init(task: String, field: String) { (self.task, self.field) = (task, field) }
  }

  /// The bytes of something that is shared.
  public struct Memory: Sendable, Hashable {
    /// "/prodcons, SharedBuffer, 88 bytes"
    public var title: String
    public var bytes: [UInt8]
    /// The names of the values, by the offsets at which they begin.
    public var names: [Int: String]

    public init(title: String, bytes: [UInt8], names: [Int: String]) {
      (self.title, self.bytes, self.names) = (title, bytes, names)
    }
  }

  /// An array with two indices, drawn as a ring.
  public struct Ring: Sendable, Hashable {
    public var name: String
    public var values: [String]
    /// The names of the indices, and the elements to which they refer.
    public var indices: [Index]

    public struct Index: Sendable, Hashable {
      public var name: String
      public var element: Int

      public init(name: String, element: Int) { (self.name, self.element) = (name, element) }
    }

    public init(name: String, values: [String], indices: [Index]) {
      (self.name, self.values, self.indices) = (name, values, indices)
    }
  }

  /// The name of the program, and what it shares: "prodcons.c · /prodcons · SharedBuffer".
  public var title: String
  public var steps: Int
  public var tasks: [Task] = []
  public var ring: Ring?
  public var variables: [Field] = []
  public var synchronizers: [Field] = []
  /// The last steps in sentences, the newest last.
  public var lastSteps: [String] = []
  /// The last steps, the newest last.
  public var events: [Event] = []
  /// The verdicts in sentences: a deadlock, a crash.
  public var verdicts: [String] = []
  /// The tasks that wait for each other in a circle; empty if there is none.
  public var circle: [Link] = []
  /// The lines of the source files, by file.
  public var sources: [String: [String]] = [:]
  /// The program's output.
  public var output: [String] = []
  public var memories: [Memory] = []
  /// Whether accesses pass without a gate.
  public var isFree = false
  /// Virtual time since the start, in seconds.
  public var seconds = 0.0

  public init(title: String, steps: Int = 0) { (self.title, self.steps) = (title, steps) }
}
