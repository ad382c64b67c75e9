import DebugInformation
import Glibc
import Model

/// A watched program that runs to its end on its own, one operation after the other.
public struct WatchRun {
  /// How a run ended.
  public enum Ending: Sendable, Hashable {
    /// The program ended, with this status of wait(2).
    case ended(Int32)
    case deadlock([String])
    /// Those that are left read the same values for ever, and nobody can change them.
    case livelock([String])
    case seconds, schedule, signal
    /// The program has written over Ringside's control region.
    case overwritten
    /// Some task waits for something that Ringside does not know.
    case outside([String])
  }

  let program: WatchedProgram
  let types: ObjectTypes
  private var moves = 0
  /// How many moves were made.
  public var moveCount: Int { moves }
  private var spins = SpinDetector()
  var history = SynchronizerHistory()
  private var memory = MemoryChanges()
  private var sharing = SharingMistakes()
  /// Virtual time before the present step.
  private var clock: UInt64 = 0
  /// Mistakes that do not end the program here, and may do so natively, in sentences.
  public var remarks: [String] { [lostUpdates.sentence].compactMap { $0 } + sharing.sentences }
  private var lostUpdates = LostUpdates()
  /// The tasks whose ends were told.
  private var toldEnds: Set<TaskName> = []

  public init(_ program: WatchedProgram, types: ObjectTypes) {
    (self.program, self.types) = (program, types)
    program.types = types
  }

  /// So many steps come before the second of several programs begins, unless the first one waits before.
  private static let headStart = 32
  /// How long it waits for tasks that wait elsewhere, while nobody else can move.
  private static let patience = Duration.seconds(2)
  /// So many steps of spinning processes in a row, and they spin for ever.
  private static let longestSpin = 20_000

  /// Steps the program to its end.
  ///
  /// - Parameters:
  ///   - choose: chooses the next move; it gets the tasks that can make one.
  ///   - isOver: asked before each step.
  ///   - onLine: receives each line of the trace.
  ///   - onMove: receives each move with its lines, and this run as it is then.
  public mutating func run(
    choosing choose: ([TaskName]) -> WatchSchedule.Move?, isOver: () -> Ending?, onLine: (Line) -> Void,
    onMove: ((WatchRun, WatchSchedule.Move, [Line]) -> Void)? = nil
  ) throws(Refusal) -> Ending {
    let ending = try steps(choose, isOver, onLine, onMove)
    // A schedule may end where nobody can move.
    return ending == .schedule && program.isDeadlocked ? .deadlock(waits) : ending
  }

  private mutating func steps(
    _ choose: ([TaskName]) -> WatchSchedule.Move?, _ isOver: () -> Ending?, _ onLine: (Line) -> Void,
    _ onMove: ((WatchRun, WatchSchedule.Move, [Line]) -> Void)?
  ) throws(Refusal) -> Ending {
    var spun = 0
    var stuckSince: SuspendingClock.Instant?
    while true {
      if program.isOver { return .ended(program.status ?? 0) }
      if !program.isIntact { return .overwritten }
      if let ending = isOver() { return ending }
      let ready = candidates
      guard let next = choose(ready.names) else {
        if !ready.names.isEmpty { return .schedule }
        if program.passTime() || program.retryEveryone() { continue }
        if program.isOver { return .ended(program.status ?? 0) }
        if program.isDeadlocked { return .deadlock(waits) }
        // A task that waits elsewhere may come back by itself: from a sleep that the runtime does not know, or by a signal.
        let now = SuspendingClock.now
        stuckSince = stuckSince ?? now
        if !isEveryoneComputing, now - (stuckSince ?? now) > Self.patience { return standstill }
        program.waitForComputation()
        continue
      }
      stuckSince = nil
      spun = ready.areSpinning ? spun + 1 : 0
      if spun > Self.longestSpin { return .livelock(spinners) }
      let lines =
        switch next {
        case .step(let name): try step(name)
        case .kill(let name): [try kill(name)]
        }
      lines.forEach(onLine)
      onMove?(self, next, lines)
    }
  }

  /// The tasks among which the next one is chosen. Those that sleep or spin come only when nobody else can move: time
  /// passes, and what they read may have changed.
  public var candidates: (names: [TaskName], areSpinning: Bool) {
    let living = program.livingTasks
    let now = program.now
    let (asleep, awake) = living.filter(\.canMove).partitioned { ($0.wakingTime ?? 0) > now }
    let active = awake.filter { !spins.isSpinning($0.name) }
    // A program that was named after another begins like one that is typed after it.
    let begun = active.filter { $0.operation != .begin || $0.hasParent || moves >= Self.headStart }
    if !begun.isEmpty { return (begun.map(\.name), false) }
    if let next = active.map(\.name).min() { return ([next], false) }
    let areAllSeen = living.allSatisfy { $0.state == .parked || $0.state == .blocked }
    let areSpinning = areAllSeen && living.allSatisfy { !$0.canMove || spins.isSpinning($0.name) }
    if let first = asleep.min(by: { ($0.wakingTime ?? 0, $0.name) < ($1.wakingTime ?? 0, $1.name) }) {
      return ([first.name], areSpinning)
    }
    return (awake.map(\.name), !awake.isEmpty && areSpinning)
  }

  private var isEveryoneComputing: Bool { program.livingTasks.contains { $0.state == .outside(.computing) } }

  private var standstill: Ending { .outside(elsewhere) }

  /// The tasks that Ringside does not see, in sentences.
  public var elsewhere: [String] {
    program.livingTasks.compactMap { task in
      guard case .outside(let place) = task.state else { return nil }
      let line = types.place(of: task).map { ", after \($0.fileName):\($0.line)" } ?? ""
      return "\(task.name) \(place.words)\(line)"
    }
  }

  private var spinners: [String] {
    program.livingTasks.filter { $0.state == .parked }.map { task in
      let object = task.object.flatMap(program.object)
      let field = object.map { types.target(of: task, in: $0).name } ?? ""
      let place = types.place(of: task).map { " at \($0.fileName):\($0.line)" } ?? ""
      return "\(task.name) spins\(place): it reads \(field) again and again, and no other process can change it"
    } + waits
  }

  /// Makes a step of a task, and tells what it did.
  public mutating func step(_ name: TaskName) throws(Refusal) -> [Line] {
    guard let before = program.livingTask(name) else {
      throw Refusal(program.tasks.contains { $0.name == name } ? "\(name) has ended" : "there is no \(name)")
    }
    let objects = program.objects
    // The first look at an object finds its type.
    let unknown = objects.filter { $0.isMemory && !types.isKnown($0) }
    if !unknown.isEmpty {
      let tasks = program.tasks
      for object in unknown { _ = types.structure(of: object, mappedByOneOf: tasks) }
    }
    types.note(before)
    let object = before.object.flatMap { index in objects.first { $0.index == index } }
    let target = object.map { types.target(of: before, in: $0) }
    // Alarms that are due before it wakes come first.
    if before.wakingTime != nil { while program.passTime(before: name) {} }
    let sleepers = program.blockedTasks.filter { $0.name != name }
    memory.remember(objects)
    clock = program.now
    let old = object.flatMap { object in target.flatMap { types.values(of: object, $0, before) } }
    try program.step(name)
    moves += 1
    let isBlocked = program.livingTask(name)?.state == .blocked
    let new = object.flatMap { object in target.flatMap { types.values(of: object, $0, before) } }
    spins.note(before, old: old, new: new)
    if let object { sharing.note(before, in: object, types.name(of: object, at: before.offset)) }
    let place = types.place(of: before)
    if before.operation.isOfSemaphore {
      history.noteValues(SynchronizerHistory.Key(before), [old, new].compactMap { $0.flatMap { Int($0) } })
    }
    note(before, isBlocked: isBlocked, wasBlocked: before.state == .blocked, line: place?.line)
    let own = Line(
      move: moves, process: "\(name)", event: Self.event(before, isBlocked: isBlocked), field: field(before, target),
      old: old, new: new, file: place?.fileName, line: place?.line, function: place?.function,
      sentence: isBlocked ? reasons.sentence(for: name) : nil)
    let lost = lostUpdates.note(before, own.field, line: place?.line)
    let lostLines =
      lost.map { [Line(move: moves, process: "\(name)", event: "lost an update", field: own.field, sentence: $0)] }
      ?? []
    return [own] + lostLines + changes(by: name, besides: before, target, objects) + wakings(sleepers) + ends()
  }

  private static func event(_ task: TaskView, isBlocked: Bool) -> String {
    if task.state == .blocked { return task.operation.word + " times out" }
    return task.operation.word + (isBlocked ? " blocks" : "")
  }

  /// "1.5 s"
  private static func seconds(_ deadline: UInt64?, since now: UInt64) -> String {
    let hundredths = ((deadline ?? now) &- min(now, deadline ?? now) + 5_000_000) / 10_000_000
    return
      "\(hundredths / 100)\(hundredths % 100 == 0 ? "" : ".\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)") s"
  }

  private func field(_ task: TaskView, _ target: ObjectTypes.Target?) -> String {
    switch task.operation {
    case .kill:
      let receiver = program.tasks.first { Int64($0.pid) == task.value && !$0.isThread }
      return "\(receiver.map { "\($0.name)" } ?? "\(task.value)") \(signalName(Int32(clamping: task.offset)))"
    case .fork, .spawn:
      return program.livingTasks.last { $0.operation == .begin && $0.state == .parked && !$0.isThread }.map {
        "\($0.name)"
      } ?? ""
    case .thread:
      return program.livingTasks.last { $0.operation == .begin && $0.state == .parked && $0.isThread }.map {
        "\($0.name)"
      } ?? ""
    case .sleep: return Self.seconds(task.deadline, since: clock)
    case .wait where task.value > 0:
      return program.tasks.first { Int64($0.pid) == task.value && !$0.isThread }.map { "\($0.name)" } ?? ""
    case .copy:
      guard let source = task.secondObject.flatMap(program.object) else { return target?.name ?? "" }
      return "\(target?.name ?? "") = \(types.name(of: source, at: task.second))"
    default: return target?.name ?? ""
    }
  }

  /// The other changes of shared memory: libc's own writes pass no gate.
  private mutating func changes(
    by name: TaskName, besides task: TaskView, _ target: ObjectTypes.Target?, _ objects: [SharedObjectView]
  ) -> [Line] {
    let touched = (target?.leaves ?? []).map { $0.offset..<($0.offset + max(1, $0.type.size)) }
    return memory.changes(objects, types).filter { change in
      let range = change.leaf.offset..<(change.leaf.offset + max(1, change.leaf.type.size))
      return change.object != task.object || !touched.contains { $0.overlaps(range) }
    }.map { change in
      Line(
        move: moves, process: "\(name)", event: "write", field: change.leaf.name, old: nil, new: change.value)
    }
  }

  private mutating func wakings(_ sleepers: [TaskView]) -> [Line] {
    sleepers.compactMap { sleeper in
      guard let now = program.livingTask(sleeper.name),
        now.state != .blocked || now.operation != sleeper.operation
      else { return nil }
      note(sleeper, isBlocked: now.state == .blocked, wasBlocked: true, line: types.place(of: sleeper)?.line)
      let field = sleeper.object.flatMap(program.object).map { types.name(of: $0, at: sleeper.offset) } ?? ""
      return Line(move: moves, process: "\(sleeper.name)", event: "woken", field: field)
    }
  }

  /// The ends of tasks since the last call.
  public mutating func ends() -> [Line] {
    program.endings.filter { toldEnds.insert($0.task).inserted }.map { end in
      let (signal, status) = (end.status & 0x7f, end.status >> 8 & 0xff)
      return Line(
        move: moves, process: "\(end.task)", event: "ended",
        field: signal == 0 ? "status \(status)" : signalName(signal))
    }
  }

  /// Notes who has what.
  private mutating func note(_ task: TaskView, isBlocked: Bool, wasBlocked: Bool, line: Int?) {
    let key = SynchronizerHistory.Key(task)
    switch task.operation {
    case let operation where operation.isTaking:
      if !isBlocked { history.noteTaken(key, by: task.name, line: line) }
    case let operation where operation.isGiving: history.noteGiven(key, by: task.name)
    case .conditionWait, .conditionTimedWait:
      var mutex = key
      (mutex.object, mutex.offset) = (task.secondObject, task.second)
      if !wasBlocked { history.noteReleased(mutex, by: task.name) }
      if wasBlocked && !isBlocked { history.noteTaken(mutex, by: task.name, line: line) }
    case .semop, .semtimedop:
      for change in task.changes where !isBlocked {
        var key = key
        key.offset = change.number
        if change.change > 0 { history.noteGiven(key, by: task.name) }
        if change.change < 0 { history.noteTaken(key, by: task.name, line: line) }
      }
    default: break
    }
  }

  /// Whether a task reads the same values at the same places again and again, and does nothing else.
  public func isSpinning(_ name: TaskName) -> Bool { spins.isSpinning(name) }

  /// Kills a process.
  public mutating func kill(_ name: TaskName) throws(Refusal) -> Line {
    try program.kill(name)
    moves += 1
    return Line(move: moves, process: "\(name)", event: "killed", field: "")
  }
}

extension Array {
  /// Those for which something holds, and the others.
  fileprivate func partitioned(by holds: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(holds), filter { !holds($0) })
  }
}
