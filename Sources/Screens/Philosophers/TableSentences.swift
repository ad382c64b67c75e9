import Grid
import Model

// The table in sentences. The forks are among the synchronizers.

extension PhilosophersScreen {
  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String] {
    snapshot.workers.map { worker in
      let neighbours = snapshot.diner(worker) == .eating ? snapshot.eatingNeighbours(of: worker.id) : []
      let beside = neighbours.isEmpty ? "" : " beside \(neighbours.listed()), who also eats"
      switch snapshot.diner(worker) {
      case .thinking: return "\(worker.id) thinks."
      case .hungry: return "\(worker.id) is hungry."
      case .eating: return "\(worker.id) eats\(beside)."
      case .sated: return "\(worker.id) has eaten."
      case .finished: return "\(worker.id) has left."
      case .dead: return "\(worker.id) died."
      }
    }
  }
}
