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
  /// The moves since the last reset; nil if they alone have not led here.
  public var schedule: Schedule?
  /// Why they have not, as the beginning of a sentence.
  public var scheduleLoss: String?
  /// How many moves were undone and can be made again.
  public var undone = 0
  /// The words of an item.
  public var words: Int
  public var slots: [Slot]
  /// The plain words that the program shares.
  public var values: [SharedVariable: UInt64]
  /// What the program counts beside the ledger.
  public var measures: [Measure] = []
  public var synchronizers: [SynchronizerView]
  /// In the order of their names.
  public var workers: [WorkerView]
  public var ledger: LedgerCounts
  /// Whether everything is accounted for.
  public var keepsLedger: Bool
  /// The newest of each worker last. Workers do not wait for each other to agree on an order.
  public var incidents: [Incident]
  /// The newest last.
  public var events: [Event]
  /// The shared text, in a program that has one.
  public var message: MessageView?
  /// The region as bytes, when they were asked for.
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

  public func synchronizer(_ variable: SharedVariable) -> SynchronizerView? {
    synchronizers.first { $0.variable == variable }
  }

  /// Who holds the lock of the critical section, by the operation at which each stands. Without synchronization there may
  /// be several inside.
  public var insideCriticalSection: [WorkerID] { workers.filter { $0.isAlive && isInside($0) }.map(\.id) }

  /// Whether a worker stands, or stood when its process ended, where the lock is held.
  public func isInside(_ worker: WorkerView) -> Bool {
    guard let operation = operation(of: worker), operation.holdsMutex else { return false }
    // Who sleeps on a condition has let go of the mutex.
    return operation.kind != .sleep || !worker.isBlocked
  }

  /// Who said that it waits for this variable.
  public func waiting(for variable: SharedVariable) -> [WorkerID] {
    workers.filter { $0.waitsFor == variable }.map(\.id)
  }

  /// The slot that an index means; nil if it means none.
  public func slot(named index: UInt64) -> Int? {
    let count = UInt64(slots.count)
    if index < count { return Int(index) }
    return discipline.indices.areRunning && count > 0 ? Int(index % count) : nil
  }

  /// Whether every process that still lives waits for another: nobody will ever move again.
  public var isStuck: Bool {
    let alive = workers.filter(\.isAlive)
    return !alive.isEmpty && alive.allSatisfy { $0.waitsFor != nil || triesInVain($0) != nil }
  }
}
