import Glibc
import Model
import Programs
import SharedMemory

/// The region as it is when every worker stands at its first gate after a reset.
///
/// Writing it back is a reset in which no worker has to be woken: each finds out that its generation is over when it is
/// granted its next step, and begins from its start.
struct StartImage {
  private struct Piece {
    var offset: Int
    var bytes: [UInt8]
  }

  /// The most bytes that are worth a copy.
  private static let largest = 1 << 18

  private let discipline: Int
  /// The processes that stood there, in the order of their names.
  private let processes: [Int32]
  let roster: [WorkerID]
  private let pieces: [Piece]
  private let records: [WorkerWords]

  /// Copies it; nil if some worker is elsewhere, or if the region is too large.
  init?(of experiment: Experiment) {
    guard experiment.isStepped, experiment.members.values.allSatisfy({ !$0.isLeaving }) else { return nil }
    roster = experiment.members.keys.sorted()
    guard roster.allSatisfy(experiment.isReadyAtGate) else { return nil }
    discipline = experiment.disciplineIndex
    processes = roster.compactMap { experiment.members[$0]?.process.pid }
    records = roster.map(experiment.words)
    let region = experiment.region
    let ranges = region.layout.changingBytes(
      records: roster.compactMap { experiment.records[$0] }, numbers: Set(roster.map(\.number)))
    guard ranges.reduce(0, { $0 + $1.count }) <= Self.largest else { return nil }
    pieces = ranges.map { range in
      let bytes = UnsafeRawBufferPointer(start: region.base + range.lowerBound, count: range.count)
      return Piece(offset: range.lowerBound, bytes: Array(bytes))
    }
  }

  /// Whether it is the start of this experiment still, with nobody asleep elsewhere than at a gate.
  func fits(_ experiment: Experiment, discipline: Int, roster: [WorkerID]?) -> Bool {
    guard discipline == self.discipline, experiment.isStepped, roster ?? self.roster == self.roster,
      // A worker that has left still has its record.
      experiment.members.count == self.roster.count, experiment.records.count == self.roster.count,
      !experiment.panel.isResting
    else { return false }
    for (index, id) in self.roster.enumerated() {
      guard let member = experiment.members[id], member.process.pid == processes[index], !member.isLeaving,
        member.process.isRunning, records[index].isReadyAtGate
      else { return false }
    }
    return !experiment.holdsRobustMutex
  }

  /// Writes it back. Nobody may be at work.
  func restore(in region: Region) {
    // The workers sleep on these words, and only the laboratory changes them.
    let futexes = records.map { $0.wakeFutex.load() }
    for piece in pieces {
      piece.bytes.withUnsafeBytes {
        (region.base + piece.offset).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
      }
    }
    for (words, futex) in zip(records, futexes) { words.wakeFutex.store(futex) }
    region.control.ticket.store(0)
  }
}

extension Experiment {
  /// Whether a worker is at its gate, with all its steps used.
  func isReadyAtGate(_ id: WorkerID) -> Bool {
    members[id]?.process.isRunning == true && words(of: id).isReadyAtGate
  }

  /// Whether somebody holds a robust mutex: it is in the holder's own list of such mutexes, and must be unlocked by it.
  var holdsRobustMutex: Bool {
    region.discipline.synchronizers.contains { synchronizer in
      guard case .mutex(_, isRobust: true) = synchronizer.kind else { return false }
      return region.mutex(synchronizer.variable)?.owner != nil
    }
  }

  /// Resets from the image of the start, if there is one that fits.
  func resetFromImage(discipline: Int, roster: [WorkerID]?) -> Bool {
    guard let startImage, startImage.fits(self, discipline: discipline, roster: roster),
      !ChildProcess.someChildHasEnded
    else { return false }
    panel.endGeneration()
    startImage.restore(in: region)
    do { try region.initializeSystemVSemaphores(items: 0) } catch { return false }
    return true
  }
}

extension WorkerWords {
  /// Whether a living worker is at its gate, with all its steps used.
  fileprivate var isReadyAtGate: Bool {
    state.loadAcquire() == RegionValue.parked && granted.load() == passed.loadAcquire()
  }
}
