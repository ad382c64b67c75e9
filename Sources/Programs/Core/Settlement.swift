import Model
import SharedMemory

extension Region {
  /// Enters what a worker that died left half done, so that the ledger's law goes on to hold. Call it after the process
  /// is gone, and before another takes its name.
  public func settleDeath(of id: WorkerID, _ words: WorkerWords) {
    discipline.program.code.settleDeath(of: id, words, in: self)
    words.clearHoldings()
    words.copied.store(0)
  }
}
