/// A semaphore as the region shows it.
public struct SemaphoreView: Sendable, Hashable {
  public var variable: SharedVariable
  /// Its count, by sem_getvalue(3).
  public var value: Int

  public init(_ variable: SharedVariable, value: Int) {
    self.variable = variable
    self.value = value
  }
}

/// An operation that a worker did, below full speed.
public struct Event: Sendable, Hashable {
  /// Its place in the order of all operations since the last reset.
  public var ticket: UInt32
  public var worker: WorkerID
  /// Which operation of its role.
  public var operation: Int
  /// It found that it must wait, and did not do it yet.
  public var blocked: Bool

  public init(ticket: UInt32, worker: WorkerID, operation: Int, blocked: Bool) {
    self.ticket = ticket
    self.worker = worker
    self.operation = operation
    self.blocked = blocked
  }
}

/// What the shared region and `/proc` showed at one moment. Nothing here is computed from what should be there.
public struct Snapshot: Sendable, Hashable {
  /// When it was taken, in nanoseconds of CLOCK_MONOTONIC (clock_gettime(2)).
  public var time: UInt64
  public var memory: MemoryView
  public var discipline: Discipline
  public var pace: Pace
  /// How often the ring was reset. What lies on both sides of a reset cannot be compared.
  public var resets: Int
  /// How many operations were stepped since the last reset.
  public var steps: Int
  /// The words of an item.
  public var words: Int
  public var slots: [Slot]
  public var `in`: UInt64
  public var out: UInt64
  public var semaphores: [SemaphoreView]
  /// Producers first, by number.
  public var workers: [WorkerView]
  public var ledger: LedgerCounts
  /// The newest of each worker last. Workers do not wait for each other to agree on an order.
  public var incidents: [Incident]
  /// The newest last.
  public var events: [Event]

  public init(
    time: UInt64, memory: MemoryView, discipline: Discipline, pace: Pace, resets: Int = 0, steps: Int, words: Int,
    slots: [Slot], in: UInt64, out: UInt64, semaphores: [SemaphoreView], workers: [WorkerView], ledger: LedgerCounts,
    incidents: [Incident] = [], events: [Event] = []
  ) {
    self.time = time
    self.memory = memory
    self.discipline = discipline
    self.pace = pace
    self.resets = resets
    self.steps = steps
    self.words = words
    self.slots = slots
    self.in = `in`
    self.out = out
    self.semaphores = semaphores
    self.workers = workers
    self.ledger = ledger
    self.incidents = incidents
    self.events = events
  }

  public init(
    time: UInt64, backend: String, segment: String, discipline: Discipline, pace: Pace, resets: Int = 0, steps: Int,
    words: Int, slots: [Slot], in: UInt64, out: UInt64, semaphores: [SemaphoreView], workers: [WorkerView],
    ledger: LedgerCounts, incidents: [Incident] = [], events: [Event] = []
  ) {
    self.init(
      time: time, memory: MemoryView(backend: backend, name: segment), discipline: discipline, pace: pace,
      resets: resets, steps: steps, words: words, slots: slots, in: `in`, out: out, semaphores: semaphores,
      workers: workers, ledger: ledger, incidents: incidents, events: events)
  }

  /// What kind of memory it is: `posix`.
  public var backend: String {
    get { memory.backend }
    set { memory.backend = newValue }
  }

  /// What the system calls it: `/ringside-4312`.
  public var segment: String {
    get { memory.name }
    set { memory.name = newValue }
  }

  public func worker(_ id: WorkerID) -> WorkerView? { workers.first { $0.id == id } }

  /// The operation that a worker is about to do or inside of.
  public func operation(of worker: WorkerView) -> Operation? {
    guard let index = worker.operation else { return nil }
    let operations = discipline.listing.operations(of: worker.id.role)
    return operations.indices.contains(index) ? operations[index] : nil
  }

  /// Who holds `mutex`, by the operation at which each stands. Without synchronization there may be several inside.
  public var insideCriticalSection: [WorkerID] {
    workers.filter { $0.isAlive && operation(of: $0)?.holdsMutex == true }.map(\.id)
  }

  /// Who said that it waits for this variable.
  public func waiting(for variable: SharedVariable) -> [WorkerID] {
    workers.filter { $0.state == .blocked(on: variable) }.map(\.id)
  }

  /// Whether every process that still lives waits for another: nobody will ever move again.
  public var isStuck: Bool {
    let alive = workers.filter(\.isAlive)
    return !alive.isEmpty && alive.allSatisfy(\.isBlocked)
  }
}
