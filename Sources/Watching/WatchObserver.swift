import DebugInformation
import Model

/// Turns a watched program into what its screen shows.
public final class WatchObserver {
  private let types: ObjectTypes
  private let name: String
  private var before: [String: String] = [:]
  private var sources: [String: [String]] = [:]
  private var lastSteps: [String] = []
  private var printed = ""

  /// The most fields that are shown: a large struct has more than anybody reads.
  private static let most = 64
  private static let kept = 8

  /// - Parameter name: of the program: `prodcons.c`.
  public init(_ types: ObjectTypes, name: String) { (self.types, self.name) = (types, name) }

  /// Notes what a step did.
  public func note(_ lines: [WatchRun.Line]) {
    lastSteps = (lastSteps + lines.map(\.sentence)).suffix(Self.kept)
  }

  public func note(output: String) { printed += output }

  /// Begins anew: the program was started again.
  public func restart() { (before, lastSteps, printed, sources) = ([:], [], "", [:]) }

  /// - Parameters:
  ///   - counts: how many operations each task has done.
  ///   - changer: the task that made the last step.
  public func state(
    of program: WatchedProgram, run: WatchRun, counts: [TaskName: Int], changer: TaskName?, verdicts: [String]
  ) -> WatchedState {
    let (tasks, objects) = (program.tasks, program.objects)
    var variables: [WatchedState.Field] = []
    var synchronizers: [WatchedState.Field] = []
    var now: [String: String] = [:]
    let leaves = objects.filter(\.isMemory).flatMap { object in
      (types.structure(of: object, mappedByOneOf: tasks)?.leaves(atMost: Self.most) ?? []).map { Leaf($0, object) }
    }
    let ring = ring(leaves)
    func field(_ name: String, kind: String = "", _ value: String, waiters: [String] = []) -> WatchedState.Field {
      let key = kind + name
      now[key] = value
      let isChanged = before[key] != nil && before[key] != value
      return WatchedState.Field(
        name: name, kind: kind, value: value, changedBy: isChanged ? changer?.description : nil, waiters: waiters)
    }
    for object in objects {
      let waiting = { (offset: Int) in
        tasks.filter { $0.state == .blocked && $0.object == object.index && $0.offset == offset }
          .sorted { $0.order < $1.order }.map { "\($0.name)" }
      }
      if object.isSemaphore {
        let value = types.value(of: object, at: 0, size: 4) ?? "?"
        synchronizers.append(field(types.name(of: object, at: 0), kind: "sem_t", value, waiters: waiting(0)))
      } else if object.isSet {
        for number in 0..<min(object.size, 16) {
          let value = "\(object.semaphoreValue(number))"
          synchronizers.append(field("set[\(number)]", kind: "semop", value, waiters: waiting(number)))
        }
      } else if object.isMemory {
        for leaf in leaves where leaf.object.index == object.index {
          if case .synchronizer(let kind) = leaf.type.shape {
            let value = types.value(of: object, at: leaf.offset, size: leaf.type.size) ?? ""
            synchronizers.append(field(leaf.name, kind: kind.rawValue, value, waiters: waiting(leaf.offset)))
          } else if leaf.name != ring?.name {
            variables.append(field(leaf.name, types.words(of: object, leaf.leaf)))
          }
        }
      }
    }
    before = now
    let views = tasks.map { task -> WatchedState.Task in
      let place = types.place(of: task)
      remember(place)
      let object = task.object.flatMap { index in objects.first { $0.index == index } }
      let target = object.map { " " + types.name(of: $0, at: task.offset) } ?? ""
      return WatchedState.Task(
        name: "\(task.name)", pid: task.pid,
        state: task.state == .parked && run.isSpinning(task.name) ? "spinning" : task.state.word, canMove: task.canMove,
        place: place.map { "\($0.fileName):\($0.line)\($0.function.map { " in \($0)" } ?? "")" } ?? "",
        file: place?.file ?? "", line: place?.line ?? 0, next: task.operation.word + target,
        steps: counts[task.name] ?? 0)
    }
    // Memory without a name is known by what it holds.
    let shared = objects.filter(\.isMemory).compactMap { object -> String? in
      let held = types.structure(of: object)?.name
      return object.isNamed ? [object.name, held].compactMap { $0 }.joined(separator: " · ") : held
    }
    return WatchedState(
      title: ([name] + shared).joined(separator: " · "), steps: counts.values.reduce(0, +), tasks: views, ring: ring,
      variables: variables, synchronizers: synchronizers, lastSteps: lastSteps, verdicts: verdicts, sources: sources,
      output: printed.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) })
  }

  private func remember(_ place: DebugFile.Place?) {
    guard let place, sources[place.file] == nil else { return }
    sources[place.file] = types.lines(of: place.file).map(harmless)
  }

  // MARK: - Rings

  /// The names that people give to the two ends of a ring.
  private static let ends: [(Set<String>, Set<String>)] = [
    (
      ["out", "head", "front", "read", "read_pos", "readpos", "first", "get", "ri", "start", "cons", "consumer"],
      ["in", "tail", "rear", "back", "write", "write_pos", "writepos", "last", "put", "wi", "end", "prod", "producer"]
    )
  ]

  /// The array that is drawn as a ring: one beside two whole numbers with the names of its ends.
  private func ring(_ leaves: [Leaf]) -> WatchedState.Ring? {
    guard
      let array = leaves.first(where: { leaf in
        if case .array(let element, let count) = leaf.type.shape { return count > 1 && element.isNumber }
        return false
      }), case .array(let element, let count) = array.type.shape
    else { return nil }
    let numbers = leaves.filter { $0.type.isNumber }
    for (outs, ins) in Self.ends {
      guard let out = numbers.first(where: { outs.contains($0.lastName) }),
        let into = numbers.first(where: { ins.contains($0.lastName) })
      else { continue }
      let indices = [out, into].compactMap { leaf -> WatchedState.Ring.Index? in
        guard let value = types.value(of: leaf.object, at: leaf.offset, size: leaf.type.size).flatMap(Int.init) else {
          return nil
        }
        return WatchedState.Ring.Index(name: leaf.name, element: ((value % count) + count) % count)
      }
      let values = (0..<min(count, 64)).map { index in
        types.value(of: array.object, at: array.offset + index * element.size, size: element.size) ?? "?"
      }
      return WatchedState.Ring(name: array.name, values: values, indices: indices)
    }
    return nil
  }
}

/// A value, and the object that it is in.
private struct Leaf {
  let leaf: Structure.Leaf
  let object: SharedObjectView

  init(_ leaf: Structure.Leaf, _ object: SharedObjectView) { (self.leaf, self.object) = (leaf, object) }

  var name: String { leaf.name }
  var offset: Int { leaf.offset }
  var type: ValueType { leaf.type }

  /// Its name without those of the structs around it.
  var lastName: String { name.split(separator: ".").last.map { $0.lowercased() } ?? "" }
}

extension TaskView.State {
  fileprivate var word: String {
    switch self {
    case .starting: "starting"
    case .running: "running"
    case .parked: "parked"
    case .blocked: "BLOCKED"
    case .outside(let place): place.words
    case .ended: "ended"
    }
  }
}

extension WatchRun.Line {
  /// The step in a sentence, with code between backticks.
  var sentence: String {
    let place = line.map { " at line \($0)" } ?? ""
    let target = field.isEmpty ? "" : " `\(field)`"
    switch event {
    case "store":
      return "\(process) stored\(target) = \(new ?? "?")\(old == new ? "" : " (was \(old ?? "?"))")\(place)."
    case "load": return "\(process) read\(target) = \(old ?? "?")\(place)."
    case "woken": return "\(process) woke up\(target.isEmpty ? "" : ": it waited for" + target)."
    case "killed": return "\(process) was killed."
    case _ where event.hasSuffix(" blocks"):
      return
        "\(process) must wait in `\(event.dropLast(" blocks".count))`\(target.isEmpty ? "" : " for" + target)\(place)."
    default:
      let change = old != nil && old != new ? ": \(old ?? "") became \(new ?? "")" : ""
      return "\(process) did `\(event)`\(target)\(place)\(change)."
    }
  }
}
