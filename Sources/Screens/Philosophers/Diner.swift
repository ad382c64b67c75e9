import Grid
import Model

/// A philosopher's activity, as the region and its place in the listing show it.
enum Diner: Equatable {
  case thinking, hungry, eating, sated, finished, dead

  var word: String {
    switch self {
    case .thinking: "thinks"
    case .hungry: "hungry"
    case .eating: "eats"
    case .sated: "sated"
    case .finished: "left"
    case .dead: "died"
    }
  }

  var style: Style {
    switch self {
    case .thinking, .finished: .muted
    case .hungry: .warning
    case .eating: .good
    case .sated: .text
    case .dead: .bad
    }
  }
}

extension Snapshot {
  func eats(_ worker: WorkerView) -> Bool {
    worker.isAlive && worker.places["i"].flatMap { values[PhilosophersScreen.eating[$0]] } == 1
  }

  func diner(_ worker: WorkerView) -> Diner {
    switch worker.state {
    case .ended: return .dead
    case .finished: return .finished
    default: break
    }
    if eats(worker) { return .eating }
    let meal = discipline.listing.operations(of: worker.id.role).firstIndex { $0.kind == .store } ?? 0
    guard let operation = worker.operation, operation > 0 else { return .thinking }
    return operation <= meal ? .hungry : .sated
  }

  /// The forks, with their holders; empty where nobody takes one.
  var forks: [SynchronizerView] { synchronizers.filter { $0.variable.array == PhilosophersScreen.fork.array } }

  /// The neighbours of a philosopher that eat: those who need a fork that it needs.
  func eatingNeighbours(of id: WorkerID) -> [WorkerID] {
    guard let worker = worker(id) else { return [] }
    let own = worker.forkPlaces
    return workers.filter { $0.id != id && eats($0) && !own.isDisjoint(with: $0.forkPlaces) }.map(\.id)
  }
}

extension WorkerView {
  /// The numbers of the forks at its hands.
  var forkPlaces: Set<Int> { Set([places["left"], places["right"]].compactMap { $0 }) }
}
