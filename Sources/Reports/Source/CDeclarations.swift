import Model

extension Synchronizer {
  var isOfPthread: Bool {
    switch kind {
    case .mutex, .condition, .readWriteLock: true
    default: false
    }
  }

  /// Its line in the struct.
  func declaration(size: String) -> String {
    let type =
      switch kind {
      case .semaphore: "sem_t"
      case .mutex: "pthread_mutex_t"
      case .condition: "pthread_cond_t"
      case .readWriteLock: "pthread_rwlock_t"
      case .spinlock, .count, .systemVSemaphore: "int"
      }
    return "\(type) \(variable.array)\(isArray ? "[\(size)]" : "")"
  }

  /// The statement that prepares it; nil if it needs none.
  func initialization(start: String) -> String? {
    let name = "&s->\(variable.array)\(isArray ? "[i]" : "")"
    switch kind {
    case .semaphore(let isShared): return "sem_init(\(name), \(isShared ? 1 : 0), \(start));"
    case .mutex(let isShared, _): return "pthread_mutex_init(\(name), \(isShared ? "&mutexes" : "NULL"));"
    case .condition: return "pthread_cond_init(\(name), &conditions);"
    case .readWriteLock: return "pthread_rwlock_init(\(name), &locks);"
    case .systemVSemaphore: return "semctl(set, \(variable.array.uppercased()), SETVAL, \(start));"
    case .spinlock, .count: return nil
    }
  }
}
