/// An object in shared memory, or in the kernel, on which processes wait for each other.
public struct Synchronizer: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `sem_t`: sem_overview(7). If not shared, it was made with pshared 0, and wake-ups do not leave the process.
    case semaphore(isShared: Bool)
    /// A member of a System V semaphore set: sysvipc(7).
    case systemVSemaphore
    /// `pthread_mutex_t`: pthread_mutex_lock(3). Not shared: without PTHREAD_PROCESS_SHARED. Robust: a process that
    /// acquires it after its holder died is told so.
    case mutex(isShared: Bool, isRobust: Bool)
    /// `pthread_cond_t`, always shared between processes: pthread_cond_wait(3).
    case condition
    /// `pthread_rwlock_t`, shared between processes: pthread_rwlock_rdlock(3p).
    case readWriteLock
    /// A word that holds 0, or the process id of whoever is inside.
    case spinlock
    /// A plain word that counts the items in the ring.
    case count
  }

  public var variable: SharedVariable
  public var kind: Kind
  /// Whether it admits one process at a time, as opposed to counting something.
  public var isExclusive: Bool
  /// Whether its value counts slots or items.
  public var countsSlots: Bool

  /// - Parameter isExclusive: whether it admits one process at a time; by default only `mutex` and `lock` do.
  public init(_ variable: SharedVariable, _ kind: Kind, isExclusive: Bool? = nil, countsSlots: Bool = false) {
    self.variable = variable
    self.kind = kind
    self.isExclusive = isExclusive ?? (variable == .mutex || variable == .lock)
    self.countsSlots = countsSlots
  }

  /// Whether it stores its holder.
  public var namesItsHolder: Bool {
    switch kind {
    case .mutex, .spinlock: true
    case .semaphore, .systemVSemaphore, .condition, .readWriteLock, .count: false
    }
  }

  /// Whether a wake-up reaches only waiters in the same process.
  public var isPrivate: Bool {
    switch kind {
    case .semaphore(let isShared), .mutex(let isShared, _): !isShared
    default: false
    }
  }
}

/// The state of a synchronizer as the memory or the kernel shows it.
public struct SynchronizerView: Sendable, Hashable {
  public var synchronizer: Synchronizer
  /// A semaphore's count (sem_getvalue(3), GETVAL of semctl(2)), or the number of items according to a plain count.
  /// For a mutex or a spinlock 1 while it is free and 0 while it is held. For a condition, which has no value, 0.
  public var value: Int
  /// The thread id of the owner that a mutex stores, or the word of a spinlock; nil while it is free.
  public var owner: Int32?
  /// The worker with that id, if there is one.
  public var holder: WorkerID?
  /// How many processes wait for a System V semaphore to increase: GETNCNT of semctl(2).
  public var waiters: Int?
  /// The last process that changed a System V semaphore: GETPID of semctl(2).
  public var lastPid: Int32?

  public init(_ synchronizer: Synchronizer, value: Int, owner: Int32? = nil, waiters: Int? = nil, lastPid: Int32? = nil)
  {
    self.synchronizer = synchronizer
    self.value = value
    self.owner = owner
    self.waiters = waiters
    self.lastPid = lastPid
  }

  public var variable: SharedVariable { synchronizer.variable }
  public var kind: Synchronizer.Kind { synchronizer.kind }

  /// Whether it has a value to show.
  public var hasValue: Bool { kind != .condition }
}
