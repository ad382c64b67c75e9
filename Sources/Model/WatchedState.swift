/// A watched C program at one moment, as its screen shows it.
public struct WatchedState: Sendable, Hashable {
  /// A process or a thread.
  public struct Task: Sendable, Hashable {
    public var name: String
    public var pid: Int32
    /// "parked", "spinning" (parked in a loop of the same reads), "BLOCKED", "running", "waits outside", "ended"
    public var state: String
    /// Whether it can make a step.
    public var canMove: Bool
    /// "prodcons.c:41 in producer"; empty if it is unknown.
    public var place: String
    public var file: String
    public var line: Int
    /// What it is about to do: "store in".
    public var next: String
    /// How many operations it has done.
    public var steps: Int

    public init(
      name: String, pid: Int32, state: String, canMove: Bool = false, place: String = "", file: String = "", line: Int = 0, next: String = "",
      steps: Int = 0
    ) {
      (self.name, self.pid, self.state, self.canMove, self.place) = (name, pid, state, canMove, place)
      (self.file, self.line, self.next, self.steps) = (file, line, next, steps)
    }

    public var isAlive: Bool { state != "ended" }
    /// Whether it is about to make a call, as against touching memory.
    public var isCall: Bool {
      !["load", "store", "update", "read", "write"].contains(String(next.prefix { $0 != " " }))
    }
  }

  /// A shared variable, or a synchronization object.
  public struct Field: Sendable, Hashable {
    public var name: String
    /// "sem_t" for a synchronization object; otherwise empty.
    public var kind: String
    public var value: String
    /// The task that changed it with the last step; nil if it did not change.
    public var changedBy: String?
    /// Who waits for it, in order.
    public var waiters: [String]

    public init(name: String, kind: String = "", value: String, changedBy: String? = nil, waiters: [String] = []) {
      (self.name, self.kind, self.value, self.changedBy, self.waiters) = (name, kind, value, changedBy, waiters)
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
  public var tasks: [Task]
  public var ring: Ring?
  public var variables: [Field]
  public var synchronizers: [Field]
  /// What the last steps did, in sentences, the newest last.
  public var lastSteps: [String]
  /// What is wrong, in sentences: a deadlock, a crash.
  public var verdicts: [String]
  /// The lines of the source files, by file.
  public var sources: [String: [String]]
  /// What the program printed.
  public var output: [String]

  public init(
    title: String, steps: Int = 0, tasks: [Task] = [], ring: Ring? = nil, variables: [Field] = [],
    synchronizers: [Field] = [], lastSteps: [String] = [], verdicts: [String] = [], sources: [String: [String]] = [:],
    output: [String] = []
  ) {
    self.title = title
    self.steps = steps
    self.tasks = tasks
    self.ring = ring
    self.variables = variables
    self.synchronizers = synchronizers
    self.lastSteps = lastSteps
    self.verdicts = verdicts
    self.sources = sources
    self.output = output
  }
}
