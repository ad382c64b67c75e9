/// What can be asked of an experiment while it runs.
public enum Command: Sendable, Hashable {
  case pace(Pace)
  /// Grants one operation to a worker.
  case step(WorkerID)
  /// Grants one operation to every worker that is not blocked, in order.
  case stepAll
  /// Undoes the last step, kill, start, coming or going: from a reset ring, all the others again.
  case back
  /// Does again what was undone last.
  case forward
  /// Follows a schedule from a reset ring, with those who took part when it was last reset.
  case follow(Schedule)
  /// Goes on under the discipline of this name, from a reset ring.
  case discipline(String)
  case add(Role)
  /// Lets a worker go when its item is done.
  case remove(WorkerID)
  /// Ends a worker by SIGKILL, wherever it is.
  case kill(WorkerID)
  /// Starts an ended worker anew under its old name.
  case restart(WorkerID)
  /// Empties ring and ledger and sends all workers back to their start.
  case reset
}
