import Model
import SharedMemory

/// The ledger's reader: what became of everything, counted from the region alone.
extension Region {
  /// Counts the ledger. Exact whenever no worker is in the middle of an operation; while they run, an item on its way
  /// from one count to the other may be missing from both.
  public func audit() -> LedgerCounts { discipline.program.code.audit(self) }
}
