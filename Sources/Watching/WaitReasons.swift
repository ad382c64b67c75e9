import DebugInformation
import Model

/// Why tasks wait, and who could end their waits.
struct WaitReasons {
  let tasks: [TaskView]
  let objects: [SharedObjectView]
  let types: ObjectTypes
  let history: SynchronizerHistory

  /// A task that waits, and those that could let it go on.
  struct Reason {
    var task: TaskView
    /// `mutex`, `full`.
    var field: String
    var place: DebugFile.Place?
    var liberators: [TaskName]
    /// Whether these hold what it waits for.
    var isHeld: Bool
    /// The lines where they took it.
    var lines: [TaskName: Int?]
  }

  var reasons: [Reason] { tasks.filter { $0.state == .blocked }.map(reason) }

  private func reason(_ task: TaskView) -> Reason {
    let object = task.object.flatMap { index in objects.first { $0.index == index } }
    let field = object.map { types.name(of: $0, at: task.offset) } ?? ""
    var reason = Reason(
      task: task, field: field, place: types.place(of: task), liberators: [], isHeld: false, lines: [:])
    let living = tasks.filter { $0.state != .ended && $0.name != task.name }
    if task.operation == .wait {
      reason.liberators = living.filter { other in
        !other.isThread && (task.value <= 0 || Int64(other.pid) == task.value)
      }
      .map(\.name)
      return reason
    }
    if task.operation == .join {
      reason.liberators = living.filter { $0.isThread && $0.pid == task.pid }.map(\.name)
      return reason
    }
    let key = SynchronizerHistory.Key(task)
    let (holders, givers) = (history.holders(key), history.givers(key))
    let callers = living.filter { canGive($0, field, task.operation) }.map(\.name)
    // One process may take a semaphore and another post it: only those that have posted it before are meant.
    let isSemaphore = [.semaphoreWait, .semaphoreTimedWait, .semop, .semtimedop].contains(task.operation)
    let known = living.map(\.name).filter { givers.contains($0) || !isSemaphore && holders[$0] != nil }
    let candidates = callers.isEmpty ? known : callers
    // The holder of a lock must give it back, even if another process could do so, too.
    let isLock = task.operation.isTaking && !history.isCounting(key)
    let owners = tasks.map(\.name).filter { holders[$0] != nil }
    let held =
      isLock && !owners.isEmpty && owners.allSatisfy({ $0 == task.name || candidates.contains($0) })
      ? owners : candidates.filter { holders[$0] != nil }
    reason.isHeld = !held.isEmpty
    reason.liberators = held.isEmpty ? candidates : held
    reason.lines = holders
    return reason
  }

  private static let givingCalls: [TaskView.Operation: [String]] = [
    .semaphoreWait: ["sem_post"], .semaphoreTimedWait: ["sem_post"], .mutexLock: ["pthread_mutex_unlock"],
    .mutexTimedLock: ["pthread_mutex_unlock"], .conditionWait: ["pthread_cond_signal", "pthread_cond_broadcast"],
    .conditionTimedWait: ["pthread_cond_signal", "pthread_cond_broadcast"], .readLock: ["pthread_rwlock_unlock"],
    .writeLock: ["pthread_rwlock_unlock"], .spinLock: ["pthread_spin_unlock"],
  ]

  /// Whether a function that a task is in says in its source that it gives a field back: `sem_post(&sb->full)`.
  private func canGive(_ task: TaskView, _ field: String, _ wait: TaskView.Operation) -> Bool {
    guard let calls = Self.givingCalls[wait] else { return false }
    return isCalling(calls, task, field)
  }

  /// Whether a function that a task is in gives this field back by any call.
  func canGive(_ task: TaskView, _ field: String) -> Bool {
    isCalling(Self.givingCalls.values.flatMap { $0 }, task, field)
  }

  private func isCalling(_ calls: [String], _ task: TaskView, _ field: String) -> Bool {
    guard !field.isEmpty, let place = types.place(of: task) else { return false }
    let name = field.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? field
    let functions = Set(types.functions(of: task))
    // A process that waits for the others to end is past what came before.
    let isAtEnd = task.state == .blocked && [.wait, .join].contains(task.operation)
    return types.lines(of: place.file, mentioning: calls, and: name).contains { line in
      functions.contains(line.function) && (!isAtEnd || line.number > place.line || line.function != place.function)
    }
  }

  // MARK: - Sentences

  /// "P2 waits in sem_wait mutex at prodcons.c:36; P1, which took it at line 36, could post it"
  var sentences: [String] { reasons.map(sentence) }

  /// The one of a task; nil if it does not wait.
  func sentence(for name: TaskName) -> String? {
    tasks.first { $0.name == name && $0.state == .blocked }.map { sentence(reason($0)) }
  }

  private func sentence(_ reason: Reason) -> String {
    let task = reason.task
    let place = reason.place.map { " at \($0.fileName):\($0.line)" } ?? ""
    if task.operation == .wait || task.operation == .join {
      let others = reason.liberators.map { "\($0)" }
      return "\(task.name) waits in \(task.operation.word)\(place) for the end of "
        + (others.isEmpty ? "a process that is not there" : others.listed("or"))
    }
    let what = "\(task.name) waits in \(task.operation.word)\(reason.field.isEmpty ? "" : " \(reason.field)")\(place)"
    guard Self.givingCalls[task.operation] != nil || task.operation == .semop else { return what }
    if reason.liberators == [task.name] {
      let line = reason.lines[task.name].flatMap { $0 }.map { " at line \($0)" } ?? ""
      return what + ", which it took itself\(line) and has not given back"
    }
    guard !reason.liberators.isEmpty else { return what + withoutLiberator(reason) }
    let names = reason.liberators.map { name in
      let line = reason.isHeld ? reason.lines[name].flatMap { $0 }.map { ", which took it at line \($0)," } : nil
      return "\(name)\(line ?? "")"
    }
    return what + "; \(names.listed("or")) could \(Self.verb(task.operation)) it"
  }

  /// A process that is in no function which ends this wait may still call one, as long as some process can move.
  private func withoutLiberator(_ reason: Reason) -> String {
    let verb = Self.verb(reason.task.operation)
    if !tasks.contains(where: \.canMove) { return ", and no living process could \(verb) it" }
    guard let calls = Self.givingCalls[reason.task.operation], let file = reason.place?.file else { return "" }
    let name = reason.field.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? reason.field
    guard let line = types.lines(of: file, mentioning: calls, and: name).first else { return "" }
    return "; \(line.function) could \(verb) it at line \(line.number)"
  }

  private static func verb(_ wait: TaskView.Operation) -> String {
    switch wait {
    case .semaphoreWait, .semaphoreTimedWait, .semop: "post"
    case .conditionWait, .conditionTimedWait: "signal"
    default: "unlock"
    }
  }

  /// The tasks that wait for each other in a circle, and what each waits for; none if there is no circle.
  var circle: [(task: TaskName, field: String)] {
    let reasons = Dictionary(reasons.map { ($0.task.name, $0) }, uniquingKeysWith: { first, _ in first })
    for start in reasons.keys.sorted() {
      var path = [start]
      while let reason = reasons[path[path.count - 1]] {
        // Only where there is no way out: one that could come from elsewhere is none.
        let next = reason.liberators.filter { reasons[$0] != nil }
        guard next.count == reason.liberators.count, let step = next.sorted().first else { break }
        if let index = path.firstIndex(of: step) {
          return path[index...].map { ($0, reasons[$0]?.field ?? "") }
        }
        path.append(step)
      }
    }
    return []
  }
}

extension ObjectTypes {
  /// The lines of a file that call one of these functions with this word in the argument, and the functions around them.
  func lines(of file: String, mentioning calls: [String], and word: String) -> [(number: Int, function: String)] {
    var current = ""
    var found: [(number: Int, function: String)] = []
    for (index, line) in lines(of: file).enumerated() {
      // A function begins at the left edge and is no declaration, as people write C.
      if let first = line.first, first.isLetter, let open = line.firstIndex(of: "("), !line.contains(";") {
        current = String(line[..<open].split { !$0.isLetter && !$0.isNumber && $0 != "_" }.last ?? "")
      }
      guard calls.contains(where: { line.contains($0) }), line.words.contains(Substring(word)) else { continue }
      found.append((index + 1, current))
    }
    return found
  }
}

extension String {
  /// Its identifiers.
  fileprivate var words: [Substring] { split { !$0.isLetter && !$0.isNumber && $0 != "_" } }
}
