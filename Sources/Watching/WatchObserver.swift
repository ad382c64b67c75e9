import DebugInformation
import Model

/// Turns a watched program into what its screen shows.
public final class WatchObserver {
  private let types: ObjectTypes
  private let name: String
  private var before: [String: String] = [:]
  private var writers: [String: String] = [:]
  private var sources: [String: [String]] = [:]
  private var lastSteps: [String] = []
  private var events: [WatchedState.Event] = []
  private var rings = RingFinder()
  private var printed = ""

  /// The most fields that are shown: a large struct has more than anybody reads.
  private static let most = 128
  private static let kept = 12
  private static let keptEvents = 256
  private static let mostBytes = 4096

  /// - Parameter name: of the program: `prodcons.c`.
  public init(_ types: ObjectTypes, name: String) { (self.types, self.name) = (types, name) }

  /// Notes what a step did.
  public func note(_ lines: [WatchRun.Line]) {
    lastSteps = (lastSteps + lines.map(\.words)).suffix(Self.kept)
    for line in lines {
      rings.note(line)
      events = (events + [WatchedState.Event(line)]).suffix(Self.keptEvents)
      let isStore = ["store", "update", "write", "copy"].contains(line.event)
      guard let own = lines.first, line.new != nil, line.new != line.old || isStore else { continue }
      let place = own.line.map { "\(own.process) :\($0)" } ?? own.process
      for field in line.field.split(separator: ", ") { writers[String(field)] = place }
    }
  }

  /// Notes that the program runs free: nobody sees who writes what.
  public func noteFreeRun() { writers = [:] }

  public func note(output: String) { printed = String((printed + output).suffix(1 << 18)) }

  /// Begins anew: the program was started again.
  public func restart() {
    (before, writers, lastSteps, events, printed, sources) = ([:], [:], [], [], "", [:])
    rings = RingFinder()
  }

  /// - Parameters:
  ///   - counts: how many operations each task has done.
  public func state(
    of program: WatchedProgram, run: WatchRun, counts: [TaskName: Int], verdicts: [String]
  ) -> WatchedState {
    let (tasks, objects) = (program.tasks, program.objects)
    let leaves = objects.filter(\.isMemory).flatMap { object in
      (types.structure(of: object, mappedByOneOf: tasks)?.leaves(atMost: Self.most) ?? []).map { Leaf($0, object) }
    }
    var state = WatchedState(title: title(objects), steps: counts.values.reduce(0, +))
    state.ring = rings.ring(in: leaves, types)
    state.tasks = tasks.map { task in self.task(task, run, objects, counts) }
    fillFields(&state, leaves, objects, tasks, run)
    (state.lastSteps, state.events, state.verdicts) = (lastSteps, events, verdicts)
    state.circle = program.isDeadlocked ? run.circle : []
    state.sources = sources
    state.output = printed.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
    state.memories = objects.filter(\.isMemory).map(memory)
    state.isFree = program.isFree
    state.seconds = Double(program.now) / 1e9
    return state
  }

  private func title(_ objects: [SharedObjectView]) -> String {
    // Memory without a name is known by what it holds.
    let shared = objects.filter(\.isMemory).compactMap { object -> String? in
      let held = types.structure(of: object)?.name
      return object.isNamed ? [object.name, held].compactMap { $0 }.joined(separator: " · ") : held
    }
    return ([name] + shared).joined(separator: " · ")
  }

  private func task(
    _ task: TaskView, _ run: WatchRun, _ objects: [SharedObjectView], _ counts: [TaskName: Int]
  ) -> WatchedState.Task {
    let place = types.place(of: task)
    remember(place)
    let object = task.object.flatMap { index in objects.first { $0.index == index } }
    let target = object.map { " " + types.target(of: task, in: $0).name } ?? ""
    let next = if case .outside(let place) = task.state { place.words } else { task.operation.word + target }
    let isAsleep = task.state == .parked && (task.wakingTime ?? 0) > 0
    let state =
      task.state != .parked ? task.state.word : run.isSpinning(task.name) ? "spinning" : isAsleep ? "asleep" : "parked"
    return WatchedState.Task(
      name: "\(task.name)", pid: task.isThread ? task.tid : task.pid, state: state, canMove: task.canMove,
      place: place.map { "\($0.fileName):\($0.line)\($0.function.map { " in \($0)" } ?? "")" } ?? "",
      file: place?.file ?? "", line: place?.line ?? 0, next: next,
      steps: counts[task.name] ?? 0)
  }

  private func fillFields(
    _ state: inout WatchedState, _ leaves: [Leaf], _ objects: [SharedObjectView], _ tasks: [TaskView], _ run: WatchRun
  ) {
    var now: [String: String] = [:]
    let pointers = PointerMarks(tasks, objects, types)
    func field(_ name: String, kind: String = "", _ value: String, owners: [String] = [], waiters: [String] = [])
      -> WatchedState.Field
    {
      let key = kind + name
      now[key] = value
      return WatchedState.Field(
        name: name, kind: kind, value: value, isChanged: before[key] != nil && before[key] != value,
        writer: writers[name], owners: owners, waiters: waiters)
    }
    for object in objects {
      func waiting(_ offset: Int) -> [String] {
        tasks.filter { $0.state == .blocked && $0.object == object.index && $0.offset == offset }
          .sorted { $0.order < $1.order }.map { "\($0.name)" }
      }
      func owning(_ offset: Int) -> [String] { run.insiders(object, at: offset).map(\.description) }
      if object.isSemaphore {
        let value = types.value(of: object, at: 0, size: 4) ?? "?"
        state.synchronizers.append(
          field(types.name(of: object, at: 0), kind: "sem_t", value, owners: owning(0), waiters: waiting(0)))
      } else if object.isSet {
        for number in 0..<min(object.size, 16) {
          let value = "\(object.semaphoreValue(number))"
          state.synchronizers.append(
            field(types.name(of: object, at: number), kind: "semop", value, waiters: waiting(number)))
        }
      }
      for leaf in leaves where leaf.object.index == object.index {
        if case .synchronizer(let kind) = leaf.type.shape {
          let value = types.words(of: object, leaf.leaf)
          state.synchronizers.append(
            field(
              leaf.name, kind: kind.rawValue, value, owners: owning(leaf.offset), waiters: waiting(leaf.offset)))
        } else if state.ring?.contains(leaf.name) != true {
          state.variables.append(
            field(leaf.name, pointers.words(object, leaf.leaf) ?? types.words(of: object, leaf.leaf)))
        }
      }
    }
    before = now
  }

  private func memory(_ object: SharedObjectView) -> WatchedState.Memory {
    let structure = types.structure(of: object)
    let names = (structure?.leaves(atMost: Self.most) ?? []).reduce(into: [Int: String]()) { $0[$1.offset] = $1.name }
    let count = min(object.size, Self.mostBytes)
    let title = [object.name, structure?.name, "\(object.size) bytes"].compactMap { $0 }.joined(separator: ", ")
    return WatchedState.Memory(title: title, bytes: object.bytes(at: 0, count: count) ?? [], names: names)
  }

  private func remember(_ place: DebugFile.Place?) {
    guard let place, sources[place.file] == nil else { return }
    sources[place.file] = types.lines(of: place.file).map(harmless)
  }
}

/// A value, and the object that it is in.
struct Leaf {
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
    case .outside(let place): place.word
    case .ended: "ended"
    }
  }
}
