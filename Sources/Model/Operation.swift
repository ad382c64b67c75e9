/// One indivisible operation of a worker on shared state or on a private register.
public struct Operation: Sendable, Hashable {
  /// How it acts on its variable.
  public enum Kind: Sendable, Hashable {
    /// Decrements a semaphore or acquires a lock, asleep until that is possible: sem_wait(3), pthread_mutex_lock(3),
    /// semop(2).
    case wait
    /// Increments a semaphore or releases a lock, and wakes a process that waits for it: sem_post(3),
    /// pthread_mutex_unlock(3).
    case post
    /// Releases the mutex, sleeps until the condition is signalled, and acquires the mutex again:
    /// pthread_cond_wait(3).
    case sleep
    /// Wakes one process that sleeps on the condition, if there is one: pthread_cond_signal(3).
    case signal
    /// Acquires a lock by trying again and again.
    case spin
    /// Tests the variable, and proceeds or does not.
    case test
    /// Changes a private register, and nothing shared.
    case compute
    /// Reads, changes and writes the variable as one step: atomically, or under a lock.
    case update
    /// Copies the variable into a private register.
    case load
    /// Copies a private register into the variable.
    case store
  }

  public var kind: Kind
  public var variable: SharedVariable
  /// Its line of C.
  public var text: String
  /// Its letter in the timeline.
  public var letter: Character
  /// Whether a worker that is about to do it, or is doing it, holds `mutex`.
  public var holdsMutex: Bool
  /// Whether a worker does it only when the test before it says so.
  public var isConditional: Bool
  /// Whether it touches a single word, even of a variable with several.
  public var isOfOneWord: Bool

  public init(
    _ kind: Kind, _ variable: SharedVariable, _ text: String, letter: Character, holdsMutex: Bool = false,
    isConditional: Bool = false, isOfOneWord: Bool = false
  ) {
    self.isOfOneWord = isOfOneWord
    self.kind = kind
    self.variable = variable
    self.text = text
    self.letter = letter
    self.holdsMutex = holdsMutex
    self.isConditional = isConditional
  }

  /// Whether a worker does this operation once for each word of an item of several words.
  public var isOncePerWord: Bool { variable.span != .word && !isOfOneWord }

  /// The number of its steps: one for each word of an item; a text is composed word by word, and copied in fewer
  /// pieces.
  public func repetitions(itemWords: Int) -> Int {
    guard isOncePerWord else { return 1 }
    if variable.span == .item { return itemWords }
    return kind == .compute ? MessageView.words : MessageView.pieces
  }

  /// The variables on which it can wake a process. A process that begins to sleep on a condition releases the mutex.
  public var wakes: [SharedVariable] {
    switch kind {
    case .post, .signal: [variable]
    case .sleep: [.mutex]
    default: []
    }
  }

  /// Whether it can put a process to sleep.
  public var canSleep: Bool { kind == .wait || kind == .sleep }

  /// Whether it acts on this variable.
  func touches(_ variable: SharedVariable) -> Bool {
    self.variable == variable || (kind == .sleep && variable == .mutex)
  }
}

/// The program of each role under one discipline, as lines of C.
public struct Listing: Sendable, Hashable {
  /// A line and its operation. A line without an operation touches nothing shared.
  public struct Line: Sendable, Hashable {
    public var text: String
    public var operation: Operation?
    /// Whether this line is a provocation, which makes a race likelier.
    public private(set) var isProvocation = false

    public init(_ text: String) { self.text = text }

    init(_ provocation: Provocation) {
      text = provocation.line
      isProvocation = true
    }

    /// A call of sched_yield(2) that only makes a race likelier.
    public static let provocation = Line(Provocation(every: Provocation.standard))

    public init(_ operation: Operation) {
      self.text = operation.text
      self.operation = operation
    }
  }

  private let lines: [Role: [Line]]
  private let operations: [Role: [Operation]]

  public init(_ lines: [Role: [Line]]) {
    self.lines = lines
    operations = lines.mapValues { $0.compactMap(\.operation) }
  }

  public func lines(of role: Role) -> [Line] { lines[role] ?? [] }

  /// Whether it contains a provocation.
  var isProvoked: Bool { lines.values.joined().contains(where: \.isProvocation) }

  /// The same listing with another provocation in place of its own, or without one.
  func with(_ provocation: Provocation?) -> Listing {
    Listing(
      lines.mapValues { lines in
        lines.compactMap { line in line.isProvocation ? provocation.map { Line($0) } : line }
      })
  }

  /// The operations of a role, in order. A worker counts them from 0.
  public func operations(of role: Role) -> [Operation] { operations[role] ?? [] }
}
