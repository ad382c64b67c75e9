import Model
import Programs
import SharedMemory

/// The laboratory for an explorer: real processes, stepped.
extension Experiment: Steppable {
  public func reset() throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    try quietly { () throws(Refusal) in try resetInPlace(roster: history.roster) }
  }

  /// A step of each process that is at its gate, and every move that acts on a process itself.
  public var enabledMoves: [Move] {
    let ids = members.keys.sorted()
    let newcomers = setup.program.roles.compactMap { try? newcomer($0) }
    let moves =
      ids.map(Move.step) + ids.map(Move.kill) + ids.map(Move.restart) + newcomers.map(Move.add) + ids.map(Move.remove)
    return moves.filter { move in
      if case .step(let id) = move, words(of: id).state.loadAcquire() != RegionValue.parked { return false }
      return whyNot(move) == nil
    }
  }

  public var verdict: Verdict { outcome.verdict }

  public var faults: Set<Fault> {
    let snapshot = snapshot()
    return Outcome(of: snapshot, troubles: troubles).faults(in: snapshot)
  }
}
