/// An object in shared memory, or in the kernel, by which processes wait for each other.
public struct Synchronizer: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `sem_t`: sem_overview(7). Not shared: made with pshared 0, so that wake-ups stay inside one process.
    case semaphore(isShared: Bool)
    /// A member of a System V semaphore set: sysvipc(7).
    case systemVSemaphore
    /// `pthread_mutex_t`: pthread_mutex_lock(3). Not shared: without PTHREAD_PROCESS_SHARED. Robust: whoever takes it
    /// after its holder died is told so.
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
  /// Whether it lets one process at a time in, as against counting something.
  public var isExclusive: Bool
  /// Whether its value counts slots or items.
  public var countsSlots: Bool

  /// - Parameter isExclusive: whether it lets one process at a time in; without a word, `mutex` and `lock` do.
  public init(_ variable: SharedVariable, _ kind: Kind, isExclusive: Bool? = nil, countsSlots: Bool = false) {
    self.variable = variable
    self.kind = kind
    self.isExclusive = isExclusive ?? (variable == .mutex || variable == .lock)
    self.countsSlots = countsSlots
  }

  /// Whether it says of itself who holds it.
  public var namesItsHolder: Bool {
    switch kind {
    case .mutex, .spinlock: true
    case .semaphore, .systemVSemaphore, .condition, .readWriteLock, .count: false
    }
  }

  /// Whether a wake-up reaches only those who wait in the same process.
  public var isPrivate: Bool {
    switch kind {
    case .semaphore(let isShared), .mutex(let isShared, _): !isShared
    default: false
    }
  }
}

/// A synchronizer as the memory, or the kernel, shows it.
public struct SynchronizerView: Sendable, Hashable {
  public var synchronizer: Synchronizer
  /// A semaphore's count (sem_getvalue(3), GETVAL of semctl(2)), or how many items a plain count says there are. Of a
  /// mutex, a spinlock or a read-write lock 1 while it is free and 0 while it is held. Of a condition, which has no value, 0.
  public var value: Int
  /// The thread id that the kernel and the C library keep in a mutex, or the word of a spinlock; nil while it is free.
  public var owner: Int32?
  /// Which worker that is, if it is one of them.
  public var holder: WorkerID?
  /// How many processes wait for a System V semaphore's increase: GETNCNT of semctl(2).
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

  /// Whether it has a count of its own to be shown.
  public var hasValue: Bool { kind != .condition }
}
