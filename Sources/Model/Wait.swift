/// A worker's wait: the variable that it waits for, and why it does not get it.
public struct Wait: Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// These workers hold it.
    case held(by: [WorkerID])
    /// Its holder died while it was inside.
    case diedInside(WorkerID)
    /// Only these workers could end the wait.
    case onlyFrom([WorkerID])
    /// No process is left that could end the wait.
    case nobodyIsLeft
    /// No operation of the program ends the wait.
    case nobodyEverDoes
    /// It is available, but the wake-up never came.
    case isThere
  }

  public var worker: WorkerID
  public var variable: SharedVariable
  public var reason: Reason
  /// The exclusive locks that the worker holds meanwhile.
  public var holds: [SharedVariable]
  /// The operation that ends the wait: post, unlock, signal.
  public var remedy: String
  /// The role of which one more process would end the wait; nil if none would.
  public var helper: Program.Part?

  public init(
    _ worker: WorkerID, _ variable: SharedVariable, _ reason: Reason, holds: [SharedVariable] = [],
    remedy: String = "post", helper: Program.Part? = nil
  ) {
    self.helper = helper
    self.remedy = remedy
    self.worker = worker
    self.variable = variable
    self.reason = reason
    self.holds = holds
  }

  /// The workers that would have to move first.
  public var awaited: [WorkerID] {
    switch reason {
    case .held(let ids), .onlyFrom(let ids): ids
    case .diedInside(let id): [id]
    case .nobodyIsLeft, .nobodyEverDoes, .isThere: []
    }
  }

  /// "P1 holds mutex, waits for empty: only C1 could post it".
  public var sentence: String { sentence(naming: \.name) }

  /// The same sentence, with another notation for variables, such as code.
  public func sentence(naming name: (SharedVariable) -> String) -> String {
    let holding = holds.isEmpty ? "" : " holds \(holds.map(name).joined(separator: " and ")),"
    return "\(worker)\(holding) waits for \(need(naming: name))"
  }

  /// The part of the sentence after "waits for": "empty: only C1 could post it".
  public func need(naming name: (SharedVariable) -> String) -> String { "\(name(variable)): \(explanation)\(advice)" }

  private var advice: String { helper.map { "; adding a \($0.noun) would help" } ?? "" }

  private var explanation: String {
    switch reason {
    case .held(let ids): "\(names(ids)) \(ids.count == 1 ? "holds" : "hold") it"
    case .diedInside(let id): "\(id) died \(variable.index == nil ? "inside" : "holding it")"
    case .onlyFrom(let ids): "only \(names(ids)) could \(remedy) it"
    case .nobodyIsLeft: "no process is left to \(remedy) it"
    case .nobodyEverDoes: "no line of the program \(remedy)s it"
    case .isThere: "it is free, but the wake-up never came"
    }
  }

  private func names(_ ids: [WorkerID]) -> String { ids.isEmpty ? "nobody" : ids.listed(most: 3) }
}

extension Snapshot {
  /// The waits of all living workers, by the kernel's account where there is one. A process that was woken from a
  /// condition waits for the mutex next.
  public var waits: [Wait] { workers.filter(\.isAlive).compactMap(wait) }

  public func wait(of worker: WorkerView) -> Wait? {
    guard let variable = worker.waitsInTruthFor ?? triesInVain(worker) else { return nil }
    let reason = reason(worker.id, variable)
    return Wait(
      worker.id, variable, reason, holds: holdings(of: worker).filter { $0 != variable }, remedy: remedy(variable),
      helper: canEndByCompany(reason, variable)
        ? helper(for: variable, awaitedBy: worker.id.role).flatMap(program.part) : nil)
  }

  /// Whether another process could end the wait. Nobody else can wake a process that sleeps on a private variable.
  private func canEndByCompany(_ reason: Wait.Reason, _ variable: SharedVariable) -> Bool {
    reason.canEndByCompany && discipline.synchronizer(variable)?.isPrivate != true
  }

  private func remedy(_ variable: SharedVariable) -> String {
    switch discipline.synchronizer(variable)?.kind {
    case .semaphore, .systemVSemaphore: "post"
    case .mutex, .readWriteLock, .spinlock: "unlock"
    case .condition: "signal"
    case .count, nil: "change"
    }
  }

  /// The lock for which a stepped worker would spin for ever, because its holder died.
  func triesInVain(_ worker: WorkerView) -> SharedVariable? {
    guard let operation = operation(of: worker), operation.kind == .spin else { return nil }
    let isDeadHolders =
      operation.variable == discipline.exclusion ? diedInside != nil : deadHolder(of: operation.variable) != nil
    return isDeadHolders ? operation.variable : nil
  }

  /// A cycle of workers each of which waits for the next, if there is one. It begins with a worker that holds
  /// something.
  public var waitCycle: [Wait]? {
    let waits = Dictionary(uniqueKeysWithValues: waits.map { ($0.worker, $0) })
    let order = { (wait: Wait) in (wait.holds.isEmpty ? 1 : 0, wait.worker) }
    for start in waits.values.sorted(by: { order($0) < order($1) }) {
      var path = [start]
      while let next = path.last?.awaited.lazy.compactMap({ waits[$0] }).first {
        if next.worker == start.worker { return path }
        if path.contains(where: { $0.worker == next.worker }) { break }
        path.append(next)
      }
    }
    return nil
  }

  private func reason(_ id: WorkerID, _ variable: SharedVariable) -> Wait.Reason {
    let view = synchronizer(variable)
    if view?.synchronizer.isExclusive == true { return exclusiveReason(id, variable, view) }
    if view?.hasValue == true, view?.kind != .count, (view?.value ?? 0) > 0 { return .isThere }
    return giversReason(id, variable)
  }

  func giversReason(_ id: WorkerID, _ variable: SharedVariable) -> Wait.Reason {
    if !discipline.program.roles.contains(where: { gives($0, variable, to: id.role) }) { return .nobodyEverDoes }
    let givers = givers(of: variable, to: id)
    return givers.isEmpty ? .nobodyIsLeft : .onlyFrom(givers)
  }

  private func exclusiveReason(_ id: WorkerID, _ variable: SharedVariable, _ view: SynchronizerView?) -> Wait.Reason {
    if let holder = view?.holder {
      return worker(holder)?.isAlive == true ? .held(by: [holder]) : .diedInside(holder)
    }
    if (view?.value ?? 0) > 0 { return .isThere }
    guard variable == discipline.exclusion else { return declaredReason(id, variable, view) }
    if let dead = diedInside { return .diedInside(dead) }
    let inside = insideCriticalSection.filter { $0 != id }
    if !inside.isEmpty { return .held(by: inside) }
    // Only the process inside could release it. That process is gone or was restarted.
    return .nobodyIsLeft
  }

  /// The worker that died while it held the lock of the critical section, which nobody will release now.
  public var diedInside: WorkerID? {
    guard let exclusion = discipline.exclusion, let view = synchronizer(exclusion), view.value <= 0 else { return nil }
    if let owner = view.owner { return workers.first { $0.pid == owner && !$0.isAlive }?.id }
    // The kernel gives back what a dead process had taken: SEM_UNDO, semop(2).
    if view.kind == .systemVSemaphore { return nil }
    return workers.first { worker in
      guard case .ended = worker.state else { return false }
      return isInside(worker)
    }?.id
  }

  /// The workers that could end this worker's wait.
  public func givers(of variable: SharedVariable, to id: WorkerID) -> [WorkerID] {
    let inside = variable == discipline.exclusion ? insideCriticalSection.filter { $0 != id } : []
    if !inside.isEmpty { return inside }
    // A process that waits for the same variable cannot be inside, if both roles use the variable like this.
    return workers.filter { worker in
      worker.isAlive && worker.id != id && worker.waitsInTruthFor != variable
        && (isAboutToWake(worker, variable)
          || operations(of: worker).contains { gives($0, of: worker.id.role, variable, to: id.role) })
    }.map(\.id)
  }

  /// Whether a worker is about to repair what a dead one left unfinished, which wakes all that sleep on a condition.
  private func isAboutToWake(_ worker: WorkerView, _ variable: SharedVariable) -> Bool {
    guard let operation = operation(of: worker), discipline.synchronizer(variable)?.kind == .condition else {
      return false
    }
    return operation.kind == .update && operation.variable == .mutex
  }

  /// Whether a role has an operation that ends another worker's wait for the variable.
  private func gives(_ role: Role, _ variable: SharedVariable, to waiting: Role) -> Bool {
    discipline.listing.operations(of: role).contains { operation in
      gives(operation, of: role, variable, to: waiting)
    }
  }

  func gives(_ operation: Operation, of role: Role, _ variable: SharedVariable, to waiting: Role) -> Bool {
    let own = operation.variable
    guard own == variable || own.place != nil && own.mayBe(variable) else { return false }
    switch operation.kind {
    case .post, .signal, .store: return true
    // Each role changes a plain count in one direction only.
    case .update: return role != waiting
    case .wait, .load, .sleep, .spin, .test, .compute: return false
    }
  }
}

extension WorkerView {
  /// The variable that it waits for: by the kernel's account if it sleeps on one, otherwise by its own.
  public var waitsInTruthFor: SharedVariable? {
    guard isBlocked else { return waitsFor }
    switch kernel?.sleep {
    case .variable(let variable), .systemVSemaphore(let variable): return variable
    default: return waitsFor
    }
  }
}

extension Snapshot {
  /// Whether a worker waits for something that is already available, so that it is about to wake up. This excludes a
  /// worker that is asleep according to the kernel: its wake-up was lost.
  public var canWakeUp: Bool {
    synchronizers.contains { view in
      guard view.hasValue, view.kind != .count, view.value > 0 else { return false }
      return workers.contains { $0.waitsFor == view.variable && !sleeps($0, on: view.variable) }
    }
  }

  /// Whether a worker that says that it waits for a variable sleeps on it. Without the kernel's account, a worker
  /// that waits for a private variable is asleep, because no wake-up reaches it; any other is about to wake up if the
  /// variable is available.
  func sleeps(_ worker: WorkerView, on variable: SharedVariable) -> Bool {
    if let kernel = worker.kernel { return kernel.sleep.variable == variable }
    return worker.isBlocked && discipline.synchronizer(variable)?.isPrivate == true
  }
}

extension Wait.Reason {
  /// Whether another process could end the wait. A lock can only be released by its holder.
  fileprivate var canEndByCompany: Bool {
    switch self {
    case .onlyFrom, .nobodyIsLeft: true
    case .held, .diedInside, .nobodyEverDoes, .isThere: false
    }
  }
}

extension KernelView.Sleep {
  /// The shared variable on which a process sleeps.
  var variable: SharedVariable? {
    switch self {
    case .variable(let variable), .systemVSemaphore(let variable): variable
    case .none, .gate, .region, .call: nil
    }
  }
}
