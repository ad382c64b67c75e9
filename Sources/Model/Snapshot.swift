/// An operation that a worker did at less than full speed.
public struct Event: Sendable, Hashable {
  /// Its place in the order of all operations since the last reset.
  public var ticket: UInt32
  public var worker: WorkerID
  /// The index of the operation in its role's operations.
  public var operation: Int
  /// The worker found that it must wait, and has not done it yet.
  public var blocked: Bool

  public init(ticket: UInt32, worker: WorkerID, operation: Int, blocked: Bool) {
    self.ticket = ticket
    self.worker = worker
    self.operation = operation
    self.blocked = blocked
  }
}

/// The contents of the shared region and of `/proc` at one moment. Nothing here is computed from expected values.
public struct Snapshot: Sendable, Hashable {
  /// When it was taken, in nanoseconds of CLOCK_MONOTONIC (clock_gettime(2)).
  public var time: UInt64
  public var memory: MemoryView
  public var discipline: Discipline
  public var pace: Pace
  /// How often the ring was reset. Values before and after a reset cannot be compared.
  public var resets: Int
  /// The number of operations stepped since the last reset.
  public var steps: Int
  /// The moves since the last reset; nil if they alone did not lead to this state.
  public var schedule: Schedule?
  /// The reason why they did not, as the beginning of a sentence.
  public var scheduleLoss: String?
  /// How many undone moves can be repeated.
  public var undone = 0
  /// The size of an item, in words of 8 bytes.
  public var words: Int
  public var slots: [Slot]
  /// The plain words that the program shares.
  public var values: [SharedVariable: UInt64]
  /// The program's measures beside the ledger.
  public var measures: [Measure] = []
  public var synchronizers: [SynchronizerView]
  /// In order of their names.
  public var workers: [WorkerView]
  public var ledger: LedgerCounts
  /// Whether a ledger accounts for every item.
  public var keepsLedger: Bool
  /// The newest of each worker last. Workers do not synchronize on a common order.
  public var incidents: [Incident]
  /// The newest last.
  public var events: [Event]
  /// The shared text, in a program that has one.
  public var message: MessageView?
  /// The requested bytes of the region, if any.
  public var bytes: RegionBytes?

  public init(
    time: UInt64, memory: MemoryView, discipline: Discipline, pace: Pace, resets: Int = 0, steps: Int, words: Int,
    slots: [Slot] = [], values: [SharedVariable: UInt64] = [:], synchronizers: [SynchronizerView],
    workers: [WorkerView], ledger: LedgerCounts, incidents: [Incident] = [], events: [Event] = [],
    message: MessageView? = nil, keepsLedger: Bool = true
  ) {
    self.time = time
    self.memory = memory
    self.discipline = discipline
    self.pace = pace
    self.resets = resets
    self.steps = steps
    self.words = words
    self.slots = slots
    self.values = values
    self.synchronizers = synchronizers
    self.workers = workers
    self.ledger = ledger
    self.keepsLedger = keepsLedger
    self.incidents = incidents
    self.events = events
    self.message = message
  }

  public var backend: Backend {
    get { memory.backend }
    set { memory.backend = newValue }
  }

  /// The segment's name in the system: `/ringside-4312`.
  public var segment: String {
    get { memory.name }
    set { memory.name = newValue }
  }

  public func worker(_ id: WorkerID) -> WorkerView? { workers.first { $0.id == id } }

  /// The operation that a worker is about to do or is doing.
  public func operation(of worker: WorkerView) -> Operation? {
    guard let index = worker.operation else { return nil }
    let operations = discipline.listing.operations(of: worker.id.role)
    return operations.indices.contains(index) ? operations[index] : nil
  }

  public func synchronizer(_ variable: SharedVariable) -> SynchronizerView? {
    synchronizers.first { $0.variable == variable }
  }

  /// The workers that hold the lock of the critical section, judged by the operation that each is at. Without
  /// synchronization there may be several.
  public var insideCriticalSection: [WorkerID] { workers.filter { $0.isAlive && isInside($0) }.map(\.id) }

  /// Whether a worker's position, or its position when its process ended, is inside the critical section.
  public func isInside(_ worker: WorkerView) -> Bool {
    guard let operation = operation(of: worker), operation.holdsMutex else { return false }
    // A process that sleeps on a condition has released the mutex.
    return operation.kind != .sleep || !worker.isBlocked
  }

  /// The workers that say that they wait for this variable.
  public func waiting(for variable: SharedVariable) -> [WorkerID] {
    workers.filter { $0.waitsFor == variable }.map(\.id)
  }

  /// The slot that an index refers to; nil if it refers to none.
  public func slot(named index: UInt64) -> Int? {
    let count = UInt64(slots.count)
    if index < count { return Int(index) }
    return discipline.indices.areRunning && count > 0 ? Int(index % count) : nil
  }

  /// Whether every living process waits for another: nobody will ever move again.
  public var isStuck: Bool {
    let alive = workers.filter(\.isAlive)
    return !alive.isEmpty && alive.allSatisfy { $0.waitsFor != nil || triesInVain($0) != nil }
  }
}
