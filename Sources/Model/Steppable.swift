/// A system of processes that moves only on request, driven by an explorer, a lesson or a person.
///
/// After each call all of its processes stand still. A step that cannot proceed is also a move: it puts its process
/// to sleep, last in the queue of those that wait for the same variable.
public protocol Steppable: AnyObject {
  /// Its visible state.
  associatedtype State: Sendable
  /// A key of a state: two states with the same key behave alike.
  associatedtype Key: Hashable & Sendable

  /// Returns it to its start, with the processes that took part then.
  func reset() throws(Refusal)

  /// The moves that are possible now.
  var enabledMoves: [Move] { get }

  /// Makes a move, or refuses it and changes nothing.
  func make(_ move: Move) throws(Refusal)

  /// Makes several steps of one process in a row, granted at once. Ends early when another decision is due: when the
  /// process sleeps or has ended, or may have woken another.
  ///
  /// - Parameter times: how many steps; at least 1.
  /// - Returns: how many were made; at least 1.
  func step(_ id: WorkerID, times: Int) throws(Refusal) -> Int

  func snapshot() -> State

  var stateKey: Key { get }

  /// The verdict so far.
  var verdict: Verdict { get }

  /// What is wrong in the present state; empty if nothing is.
  var faults: Set<Fault> { get }
}

extension Steppable {
  /// Makes moves one after the other; consecutive steps of one process are granted at once.
  ///
  /// - Throws: `Refusal` at the first move that is not possible; the moves before it are made.
  public func make(_ moves: some Collection<Move>) throws(Refusal) {
    var rest = moves[...]
    while let next = rest.first {
      guard case .step(let id) = next else {
        try make(next)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(try step(id, times: rest.prefix { $0 == next }.count))
    }
  }
}
