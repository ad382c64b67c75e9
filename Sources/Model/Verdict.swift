/// How a run came out. The same situation gets the same verdict, on the screen and without one, however it was reached.
public enum Verdict: String, Sendable, Hashable, Codable {
  case holds
  /// Items were lost, duplicated or torn, a worker crashed, or a semaphore counts wrongly.
  case violated
  /// Some process waits for ever.
  case deadlock
  /// A worker could not do its work, for a reason outside of the discipline.
  case failed
  /// Nothing was accounted for.
  case unaccounted
}

/// A worker that did not end, or does not go on, as it should.
public struct Trouble: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A signal that Ringside did not send ended it, or it exited with a status that is not its own.
    case crashed
    /// It exited with one of its own statuses, since it lacked what it needs.
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

/// What is to be told of a run that stands still.
public struct Outcome: Sendable, Hashable {
  public var verdict: Verdict
  /// The waits that will never end.
  public var waits: [Wait]
  public var troubles: [Trouble]
  public var miscounts: [Miscount]

  /// Judges a run.
  /// - Parameters:
  ///   - snapshot: taken while every worker stood still.
  ///   - waits: the waits that will never end; without them, those that the snapshot shows.
  ///   - troubles: what happened to workers since the last reset, unasked.
  public init(of snapshot: Snapshot, waits: [Wait]? = nil, miscounts: [Miscount]? = nil, troubles: [Trouble] = []) {
    self.waits = waits ?? snapshot.endlessWaits
    self.troubles = troubles
    let gaveUp = troubles.contains { $0.kind == .gaveUp }
    // A worker that lacks its semaphores has none to count with.
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

  /// What each finding says beyond the ledger, in sentences.
  public var findings: [String] { waits.map(\.sentence) + miscounts.map(\.sentence) }

  /// Whether some process could go on if another joined.
  public var needsCompany: Bool { waits.contains { $0.helper != nil } }
}
