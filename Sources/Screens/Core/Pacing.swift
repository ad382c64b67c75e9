import Model

// The commands of the keys for time, and the reasons why they may be unavailable.

extension State {
  mutating func runOrPause() -> [Effect] { isPaused ? go(rememberedPace) : pause() }

  /// Pauses, unless paused already. Every step begins with this.
  mutating func pause() -> [Effect] {
    guard !isPaused else { return [] }
    (rememberedPace, pace) = (pace, .step)
    return [.command(.pace(.step))]
  }

  mutating func go(_ new: Pace) -> [Effect] {
    (rememberedPace, pace) = (new, new)
    return [.command(.pace(new))]
  }

  mutating func faster() -> [Effect] { change(Tempo.faster(than: rememberedPace)) }

  mutating func slower() -> [Effect] { change(Tempo.slower(than: rememberedPace)) }

  private mutating func change(_ new: Pace?) -> [Effect] {
    guard let new else { return [] }
    guard isPaused else { return go(new) }
    rememberedPace = new
    say("paused; space will run at \(new.words)")
    return []
  }

  func whyNotFaster() -> String? { rememberedPace == .full ? "full speed is the fastest pace" : nil }

  func whyNotSlower() -> String? {
    Tempo.slower(than: rememberedPace) == nil ? "\(rememberedPace.words) is the slowest pace" : nil
  }

  mutating func fullSpeed() -> [Effect] { go(.full) }

  func whyNotFullSpeed() -> String? { pace == .full ? "it already runs at full speed" : nil }
}

// MARK: Steps

extension State {
  mutating func step(_ id: WorkerID?) -> [Effect] {
    guard let id else { return [] }
    lastStepped[id.role] = id
    return pause() + [.command(.step(id))]
  }

  mutating func stepNext(_ place: RolePlace) -> [Effect] { step(role(at: place).flatMap(nextInTurn)) }

  mutating func stepAll() -> [Effect] { pause() + [.command(.stepAll)] }

  mutating func stepBack() -> [Effect] { [.command(.back)] }

  func whyNotStepBack() -> String? {
    guard let snapshot else { return noProcess }
    guard isPaused else { return "you can only undo steps made while paused; space pauses, R resets" }
    guard let schedule = snapshot.schedule else {
      return "\(snapshot.scheduleLoss ?? "the processes ran freely since the last reset"); R resets"
    }
    return schedule.moves.isEmpty ? "there is no step to undo" : nil
  }

  mutating func stepForward() -> [Effect] { [.command(.forward)] }

  func whyNotStepForward() -> String? { snapshot?.undone ?? 0 > 0 ? nil : "no step was undone" }

  /// Sends the schedule of all moves since the last reset to the clipboard, and shows it.
  mutating func exportSchedule() -> [Effect] {
    guard let schedule = snapshot?.schedule else { return [] }
    say(clipboard.words("\(schedule)"))
    return [.copy(schedule.description)]
  }

  func whyNotExport() -> String? {
    whyNotStepBack().map { $0 == "there is no step to undo" ? "there is no step yet" : $0 }
  }

  func whyNotStep(_ id: WorkerID?) -> String? {
    guard let snapshot, let id, let worker = snapshot.worker(id) else { return noProcess }
    if let obstacle = snapshot.whyNot(.step(id)) {
      // Its ending is more informative.
      guard case .ended(let ending) = worker.state else {
        return worker.state == .finished ? "\(id) has finished its work" : "\(obstacle)"
      }
      return "\(id) has ended (\(ending.words)); u starts it again"
    }
    // While time runs it may have continued by now.
    guard isPaused, case .blocked(let variable) = worker.state else { return nil }
    let operation = snapshot.operation(of: worker)?.line ?? "sem_wait(\(variable.name))"
    return "\(id) is blocked in `\(operation)`; " + snapshot.advice(for: id, waitingFor: variable)
  }

  func whyNotStep(_ place: RolePlace) -> String? {
    guard let snapshot else { return noProcess }
    guard let role = role(at: place) else { return noSuchRole }
    if nextInTurn(role) != nil { return nil }
    let isAlive = snapshot.workers.contains { $0.id.role == role && $0.isAlive }
    let other = snapshot.discipline.program.roles.first { $0 != role }
    let program = snapshot.discipline.program
    let key = program.isFirst(role) ? "a" : "A"
    if !isAlive { return "no \(program.noun(role)) is alive; \(key) adds one" }
    return "every \(program.noun(role)) is blocked" + (other.map { "; step a \(program.noun($0))" } ?? "; R resets")
  }

  func whyNotStepAll() -> String? {
    guard let snapshot, snapshot.workers.contains(where: \.isAlive) else { return noProcess }
    return isDeadlocked ? "every process waits, and no step can wake one; R resets" : nil
  }

  /// "a adds a producer, A a consumer"
  var additions: String {
    let nouns = program?.parts.prefix(2).map(\.noun) ?? []
    return zip(["a adds a", "A a"], nouns).map { "\($0) \($1)" }.joined(separator: ", ")
  }

  /// The role for which a key stands in the present program; nil if the program has no second role.
  func role(at place: RolePlace) -> Role? {
    guard let roles = program?.roles else { return nil }
    return place == .first ? roles.first : roles.dropFirst().first
  }

  /// The noun for a process of that role.
  func noun(at place: RolePlace) -> String? { role(at: place).flatMap { program?.noun($0) } }

  var noSuchRole: String { "this program has no second role" }

  private var noProcess: String { "there is no process; \(additions)" }

  /// The next process after the last stepped one, among those that can move.
  private func nextInTurn(_ role: Role) -> WorkerID? {
    let movable = (snapshot?.workers ?? []).map(\.id).filter { $0.role == role && whyNotStep($0) == nil }
    let last = lastStepped[role] ?? WorkerID(role, 0)
    return movable.first { last < $0 } ?? movable.first
  }
}

extension Snapshot {
  func advice(for id: WorkerID, waitingFor variable: SharedVariable) -> String {
    let all = givers(of: variable, to: id)
    let free = all.filter { worker($0)?.isBlocked == false }
    switch (all.count, free.count) {
    case (0, _):
      guard let helper = helper(for: variable, awaitedBy: id.role) else {
        return "no process is left that could post it; R resets"
      }
      return
        "no process is left that could post it; \(discipline.program.isFirst(helper) ? "a" : "A") adds a \(discipline.program.noun(helper))"
    case (1, 0): return "\(all[0]) could post it, but is blocked too"
    case (_, 0): return "every process that could post it is blocked too"
    case (_, 1): return "step \(free[0]), which can wake it"
    default: return "step \(free[0]) or \(free[1]), which can wake it"
    }
  }
}

/// The keys for the two roles of a program: producers or consumers, writers or readers.
enum RolePlace: Sendable, Hashable {
  case first, second
}
