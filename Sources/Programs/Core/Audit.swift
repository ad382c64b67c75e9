import Model
import SharedMemory

/// Reading the ledger: the outcome of every item, counted from the region alone.
extension Region {
  /// Counts the ledger. Exact whenever no worker is inside an operation; while workers run, an item that moves from
  /// one count to another may be missing from both.
  public func audit() -> LedgerCounts { discipline.program.code.audit(self) }
}
