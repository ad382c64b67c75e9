/// One indivisible thing that a worker does to shared state or to a private register.
public struct Operation: Sendable, Hashable {
  /// How it touches its variable.
  public enum Kind: Sendable, Hashable {
    /// Takes one from a semaphore, or a lock, asleep until there is one: sem_wait(3), pthread_mutex_lock(3), semop(2).
    case wait
    /// Gives one to a semaphore, or a lock back, and wakes who waits for it: sem_post(3), pthread_mutex_unlock(3).
    case post
    /// Lets go of the mutex, sleeps until the condition is signalled, and takes the mutex again: pthread_cond_wait(3).
    case sleep
    /// Wakes one that sleeps on the condition, if there is one: pthread_cond_signal(3).
    case signal
    /// Takes a lock by trying again and again.
    case spin
    /// Looks at the variable, and goes on or does not.
    case test
    /// Changes a private register, and nothing that anyone shares.
    case compute
    /// Takes the variable, changes it and puts it back, where nobody can come between.
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
  /// Whether a worker that is about to do it, or in it, holds `mutex`.
  public var holdsMutex: Bool
  /// What else a worker that is about to do it, or in it, holds of the locks that do not say so themselves.
  public var holds: [SharedVariable]
  /// Whether a worker comes to it only when the test before it says so.
  public var isConditional: Bool
  /// Whether it touches one word alone, also of what has several.
  public var isOfOneWord: Bool

  public init(
    _ kind: Kind, _ variable: SharedVariable, _ text: String, letter: Character, holdsMutex: Bool = false,
    holds: [SharedVariable] = [], isConditional: Bool = false, isOfOneWord: Bool = false
  ) {
    self.holds = holds
    self.isOfOneWord = isOfOneWord
    self.kind = kind
    self.variable = variable
    self.text = text
    self.letter = letter
    self.holdsMutex = holdsMutex
    self.isConditional = isConditional
  }

  /// Whether an item of several words takes this operation once for each word.
  public var isOncePerWord: Bool { variable.span != .word && !isOfOneWord }

  /// The same for a process with these places: it names the element of an array that it touches.
  public func resolved(_ places: [String: Int]) -> Operation {
    guard !places.isEmpty else { return self }
    var copy = self
    copy.variable = variable.resolved(places)
    copy.holds = holds.map { $0.resolved(places) }
    if let place = variable.place, let index = places[place] {
      let parts = text.split(separator: "[\(place)]", omittingEmptySubsequences: false)
      copy.text = parts.joined(separator: "[\(index)]")
    }
    return copy
  }

  /// How many steps it takes: one for each word of an item; a text is composed word by word, and copied in fewer pieces.
  public func repetitions(itemWords: Int) -> Int {
    guard isOncePerWord else { return 1 }
    if variable.span == .item { return itemWords }
    return kind == .compute ? MessageView.words : MessageView.pieces
  }

  /// The variables on which it can wake a process. Who sleeps on a condition lets go of the mutex on the way.
  public var wakes: [SharedVariable] {
    switch kind {
    case .post, .signal: [variable]
    case .sleep: [.mutex]
    default: []
    }
  }

  /// Whether it can put a process to sleep.
  public var canSleep: Bool { kind == .wait || kind == .sleep }

  /// Whether it does something with this variable.
  func touches(_ variable: SharedVariable) -> Bool {
    self.variable.mayBe(variable) || (kind == .sleep && variable == .mutex)
  }
}

/// The program of each role under one discipline, as lines of C.
public struct Listing: Sendable, Hashable {
  /// A line, and the operation that it is. A line without one touches nothing shared.
  public struct Line: Sendable, Hashable {
    public var text: String
    public var operation: Operation?
    /// Whether Ringside makes a race likelier here.
    public private(set) var isProvocation = false

    public init(_ text: String) { self.text = text }

    init(_ provocation: Provocation) {
      text = provocation.line
      isProvocation = true
    }

    /// A call of sched_yield(2) that is there to make a race likelier.
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

  /// Whether Ringside makes a race likelier in it.
  var isProvoked: Bool { lines.values.joined().contains(where: \.isProvocation) }

  /// The same with another provocation where it has one, or without.
  func with(_ provocation: Provocation?) -> Listing {
    Listing(
      lines.mapValues { lines in
        lines.compactMap { line in line.isProvocation ? provocation.map { Line($0) } : line }
      })
  }

  /// The operations of a role, in order. A worker counts them from 0.
  public func operations(of role: Role) -> [Operation] { operations[role] ?? [] }
}
