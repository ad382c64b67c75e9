import Model
import SharedMemory

/// The counts of the table.
extension PhilosophersProgram {
  static func audit(_ region: Region) -> LedgerCounts {
    var counts = LedgerCounts()
    for worker in region.workers { counts.produced &+= worker.sequence.load() }
    counts.taken = counts.produced
    for index in TableWords.room { counts.overlaps &+= region.table.place(index).overlaps.load() }
    return counts
  }

  static func done(_ role: Role, _ words: WorkerWords) -> UInt64 { words.sequence.load() }

  static func complete(_ snapshot: inout Snapshot, from region: Region) {
    let places = TableWords.room.map(region.table.place)
    let longest = places.map { $0.longestWait.load() }.max() ?? 0
    snapshot.measures = [
      Measure("longestWait", "meals of others during the longest wait", longest),
      Measure("retreats", "fork given back", places.reduce(0) { $0 &+ $1.retreats.load() }),
    ]
    snapshot.measures += snapshot.workers.map { Measure("\(mealsOf)\($0.id)", "meals of \($0.id)", $0.items) }
  }

  /// The table is right in itself once nobody sits at it.
  static func recover(_ region: Region, under discipline: Discipline) throws(RecoveryError) -> Int {
    let (forks, counts) = (region.table.forks.load(), audit(region))
    guard forks <= UInt64(TableWords.room.count) else {
      throw RecoveryError("it speaks of \(forks) forks, and there is room for \(TableWords.room.count)")
    }
    guard region.ownDiscipline?.isCorrect != true || counts.overlaps == 0 else {
      throw RecoveryError("it holds \(counts.overlaps) mistakes that cannot be made under its discipline")
    }
    return 0
  }
}
