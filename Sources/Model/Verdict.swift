/// The verdict on a run. The same state gets the same verdict, on the screen and without one, whatever moves led to
/// it.
public enum Verdict: String, Sendable, Hashable, Codable {
  case holds
  /// Items were lost, duplicated or torn, a worker crashed, or a semaphore has a wrong count.
  case violated
  /// Some process waits for ever.
  case deadlock
  /// A worker could not do its work, for a reason outside the discipline.
  case failed
  /// The run kept no ledger.
  case unaccounted
}

/// A worker that did not end, or does not continue, as it should.
public struct Trouble: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A signal that Ringside did not send ended it, or it exited with a status that no worker uses.
    case crashed
    /// It exited with a status of its own, because it lacked something that it needs.
    case gaveUp
    /// A signal that Ringside did not send stopped it.
    case stopped
  }

  public var worker: WorkerID
  public var kind: Kind
  /// "R1 (4312) was killed by SIGSEGV"
  public var sentence: String

  public init(_ worker: WorkerID, _ kind: Kind, _ sentence: String) {
    (self.worker, self.kind, self.sentence) = (worker, kind, sentence)
  }
}

/// The outcome of a run that stands still.
public struct Outcome: Sendable, Hashable {
  public var verdict: Verdict
  /// The waits that will never end.
  public var waits: [Wait]
  public var troubles: [Trouble]
  public var miscounts: [Miscount]

  /// Judges a run.
  /// - Parameters:
  ///   - snapshot: taken while every worker stood still.
  ///   - waits: the waits that will never end; by default those that the snapshot shows.
  ///   - troubles: unrequested endings and stops of workers since the last reset.
  public init(of snapshot: Snapshot, waits: [Wait]? = nil, miscounts: [Miscount]? = nil, troubles: [Trouble] = []) {
    self.waits = waits ?? snapshot.endlessWaits
    self.troubles = troubles
    let gaveUp = troubles.contains { $0.kind == .gaveUp }
    // A worker that lacks its semaphores cannot count.
    self.miscounts = gaveUp ? [] : miscounts ?? snapshot.miscounts
    let ledger = snapshot.ledger
    let isAccountedFor = ledger.violations == 0 && ledger.balances(in: snapshot.discipline.program)
    verdict =
      if !self.waits.isEmpty { .deadlock } else if snapshot.keepsLedger && !isAccountedFor {
        .violated
      } else if troubles
        .contains(where: { $0.kind != .gaveUp }) || !self.miscounts.isEmpty
      { .violated } else if gaveUp { .failed } else if !snapshot.keepsLedger { .unaccounted } else { .holds }
  }

  /// The findings beyond the ledger, in sentences.
  public var findings: [String] { waits.map(\.sentence) + miscounts.map(\.sentence) }

  /// Whether another process that joins would let some process proceed.
  public var needsCompany: Bool { waits.contains { $0.helper != nil } }
}
