/// Recognizes tasks that read the same values at the same places again and again, and do nothing else.
struct SpinDetector {
  /// A look at a shared value, from one place in the program, that changed nothing.
  private struct Look: Hashable {
    var place: UInt64
    var operation: TaskView.Operation
    var object: Int?
    var offset: Int
    var value: String?
  }

  /// The longest loop of looks that is recognized.
  private static let longest = 4
  private var looks: [TaskName: [Look]] = [:]

  /// Notes a step, with the value of what it touched before and after.
  mutating func note(_ task: TaskView, old: String?, new: String?) {
    let isLook: Bool =
      switch task.operation {
      case .load, .yield, .semaphoreTryWait, .mutexTryLock, .spinTryLock, .readRange, .semaphoreGetValue: old == new
      case .update: old != nil && old == new
      case .sleep: true
      default: false
      }
    guard isLook else {
      // The values that others read may have changed.
      looks = [:]
      return
    }
    let look = Look(
      place: task.frames.first ?? 0, operation: task.operation, object: task.object, offset: task.offset, value: old)
    looks[task.name] = ((looks[task.name] ?? []) + [look]).suffix(3 * Self.longest)
  }

  func isSpinning(_ name: TaskName) -> Bool {
    guard let last = looks[name] else { return false }
    return (1...Self.longest).contains { length in
      guard last.count >= 3 * length else { return false }
      let loop = last.suffix(length)
      // A loop of sleeps alone waits for a time.
      return last.dropLast(length).suffix(length) == loop && last.dropLast(2 * length).suffix(length) == loop
        && loop.contains { $0.operation != .sleep && $0.operation != .yield }
    }
  }
}
