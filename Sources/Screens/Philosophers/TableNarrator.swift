import Grid
import Model

extension Narrator {
  /// About forks and meals; nil about anything else.
  func tableSentence(_ event: Event, _ operation: Operation) -> String? {
    let (id, variable) = (event.worker, operation.variable)
    switch operation.kind {
    case .compute: return thought(id)
    case .store: return now.worker(id).map { now.eats($0) } == true ? began(id) : ended(id)
    case .wait where variable.array == PhilosophersScreen.fork.array:
      return event.blocked ? lacksFork(id, variable) : took(id, variable)
    case .spin:
      return now.synchronizer(variable)?.holder == id ? took(id, variable) : triedFork(id, variable)
    case .post where operation.isConditional:
      return "\(id) put \(variable.code) back without having eaten. It tries again."
    default: return nil
    }
  }

  private func thought(_ id: WorkerID) -> String {
    guard let worker = now.worker(id), !now.forks.isEmpty else {
      return "\(id) has thought enough and is hungry. It will take no fork."
    }
    let forks = worker.forkPlaces.sorted().map { PhilosophersScreen.fork[$0].code }
    return "\(id) has thought enough and is hungry. It needs \(forks.joined(separator: " and "))."
  }

  private func took(_ id: WorkerID, _ variable: SharedVariable) -> String {
    let held = now.forks.filter { $0.holder == id }.count
    return held > 1
      ? "\(id) took \(variable.code) and holds both forks: it can eat."
      : "\(id) took \(variable.code). One fork is not enough to eat."
  }

  private func lacksFork(_ id: WorkerID, _ variable: SharedVariable) -> String {
    if let dead = now.deadHolder(of: variable) {
      return "\(id) needs \(variable.code), but \(dead) died holding it. \(id) sleeps for ever."
    }
    let holder = now.synchronizer(variable)?.holder
    let who = holder.map { "\($0)" } ?? "another process"
    return "\(id) needs \(variable.code), but \(who) holds it. The kernel puts \(id) to sleep until \(who) unlocks it."
  }

  private func triedFork(_ id: WorkerID, _ variable: SharedVariable) -> String {
    if let dead = now.deadHolder(of: variable) {
      return "\(id) tried \(variable.code), but \(dead) died holding it: \(id) will try for ever."
    }
    let who = now.synchronizer(variable)?.holder.map { "\($0)" } ?? "another process"
    return "\(id) tried \(variable.code), but \(who) holds it. \(id) does not sleep: it will put its first fork back."
  }

  private func began(_ id: WorkerID) -> String {
    let neighbours = now.eatingNeighbours(of: id)
    if neighbours.isEmpty { return "\(id) eats, and no neighbour does." }
    return "\(id) eats, and so \(neighbours.count == 1 ? "does" : "do") \(neighbours.listed()) beside it: "
      + "they use one fork at the same time."
  }

  private func ended(_ id: WorkerID) -> String {
    now.forks.contains { $0.holder == id }
      ? "\(id) has eaten, and still holds its forks: its neighbours cannot eat yet." : "\(id) has eaten."
  }
}
