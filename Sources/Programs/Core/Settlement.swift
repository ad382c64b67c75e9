import Model
import SharedMemory

extension Region {
  /// Settles what a dead worker left unfinished, so that the ledger's law still holds. Call it after the process is
  /// gone, and before another takes its name.
  public func settleDeath(of id: WorkerID) {
    guard let words = words(of: id) else { return }
    discipline.program.code.settleDeath(of: id, words, in: self)
    words.clearHoldings()
    words.copied.store(0)
  }
}
