/// A system of processes that moves only when it is told to: what an explorer, a lesson or a person drives.
///
/// After each call all of its processes stand still. A step that cannot proceed is a move as well: it puts its process to
/// sleep, last of those that wait for the same thing.
public protocol Steppable: AnyObject {
  /// What can be seen of it.
  associatedtype State: Sendable
  /// What tells its states apart: two states with one key behave alike.
  associatedtype Key: Hashable & Sendable

  /// Brings it back to where it began, with those who took part then.
  func reset() throws(Refusal)

  /// The moves that can be made now.
  var enabledMoves: [Move] { get }

  /// Makes a move, or refuses and leaves everything as it is.
  func make(_ move: Move) throws(Refusal)

  /// Makes several steps of one process in a row, granted at once. Ends early where something else is to be decided: when
  /// the process sleeps or has ended, or may have woken another.
  ///
  /// - Parameter times: how many steps; at least 1.
  /// - Returns: how many were made; at least 1.
  func step(_ id: WorkerID, times: Int) throws(Refusal) -> Int

  func snapshot() -> State

  var stateKey: Key { get }

  /// How it came out so far.
  var verdict: Verdict { get }
}

extension Steppable {
  /// Makes moves one after the other, steps of one process in a row granted at once.
  ///
  /// - Throws: `Refusal` at the first move that cannot be made; those before it are made.
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
