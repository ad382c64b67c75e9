/// A command to a running experiment.
public enum Command: Sendable, Hashable {
  case pace(Pace)
  /// Grants one operation to a worker.
  case step(WorkerID)
  /// Grants one operation to every worker that is at its gate, in order.
  case stepAll
  /// Undoes the last step, kill, start, addition or removal: resets the ring and repeats all the moves before it.
  case back
  /// Repeats the move that was undone last.
  case forward
  /// Follows a schedule from a reset ring, with the workers that took part at the last reset.
  case follow(Schedule)
  /// Goes back to a reset ring, with the moves of a schedule ahead: `forward` makes the next of them.
  case rehearse(Schedule)
  /// Switches to the discipline of this name, from a reset ring.
  case discipline(String)
  case add(Role)
  /// Removes a worker once its item is done.
  case remove(WorkerID)
  /// Ends a worker by SIGKILL, at any point.
  case kill(WorkerID)
  /// Restarts an ended worker under its old name.
  case restart(WorkerID)
  /// Empties ring and ledger and sends all workers back to their start.
  case reset
}
