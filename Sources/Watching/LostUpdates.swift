/// Stores that overwrite what another process stored meanwhile: the value that they are based on was read before it.
struct LostUpdates {
  private struct Place: Hashable {
    var object: Int
    var offset: Int
  }

  /// A task's read of a place, and the number of stores there until then.
  private struct Look: Hashable {
    var line: Int?
    var stores: Int
  }

  private var stores: [Place: Int] = [:]
  private var writers: [Place: (task: TaskName, line: Int?)] = [:]
  private var looks: [TaskName: [Place: Look]] = [:]
  private(set) var count = 0
  private(set) var first: String?

  /// Notes an access.
  /// - Returns: a sentence if it has lost an update.
  mutating func note(_ task: TaskView, _ name: String, line: Int?) -> String? {
    guard let object = task.object, [.load, .store, .update].contains(task.operation) else { return nil }
    let place = Place(object: object, offset: task.offset)
    switch task.operation {
    case .load:
      looks[task.name, default: [:]][place] = Look(line: line, stores: stores[place] ?? 0)
      return nil
    case .update:
      stores[place, default: 0] += 1
      writers[place] = (task.name, line)
      return nil
    default: break
    }
    let look = looks[task.name]?.removeValue(forKey: place)
    let other = writers[place]
    let isLost = look.map { $0.line == line && $0.stores != stores[place] ?? 0 } ?? false
    stores[place, default: 0] += 1
    writers[place] = (task.name, line)
    // Read and stored by the same line, and somebody else stored in between: `counter++`.
    guard isLost, let other, other.task != task.name else { return nil }
    let sentence =
      "\(task.name) lost an update of \(name)\(line.map { " at line \($0)" } ?? ""): it had read \(name) before "
      + "\(other.task) stored it\(other.line.map { " at line \($0)" } ?? "")"
    count += 1
    first = first ?? sentence
    return sentence
  }

  /// All of them in one sentence; nil if there was none.
  var sentence: String? {
    first.map { count == 1 ? $0 : "\($0); \(count - 1) more \(count == 2 ? "was" : "were") lost like this" }
  }
}
