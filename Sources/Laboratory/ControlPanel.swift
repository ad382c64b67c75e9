import Model
import Programs
import SharedMemory

/// The laboratory's orders to the workers, and the words of the control block that hold them. No other code writes
/// those words.
struct ControlPanel {
  private let words: ControlWords
  private let workers: [WorkerWords]

  private(set) var pace: Pace
  private(set) var isResting = false
  private(set) var generation: UInt32 = 1
  private var discipline: UInt32
  private var epoch: UInt32 = 0
  private let seed: UInt64
  private let provoke: UInt32

  init(_ region: Region, pace: Pace, discipline: Int, seed: UInt64, provoke: Int) {
    words = region.control
    workers = region.workers
    self.pace = pace
    self.discipline = UInt32(discipline)
    self.seed = seed
    self.provoke = UInt32(clamping: provoke)
    words.seed.store(seed)
    words.provoke.store(self.provoke)
    write()
  }

  mutating func setPace(_ pace: Pace) {
    // Operations at full speed leave no record, so the last recorded operation is not the last one done.
    if (pace == .full) != (self.pace == .full) { epoch &+= 1 }
    self.pace = pace
    write()
  }

  /// Asks all workers to rest: between two items, or where they are. It writes both words together, so that no worker
  /// sees one without the other.
  mutating func rest(fromWhereTheyStand: Bool = false) {
    if fromWhereTheyStand { generation &+= 1 }
    isResting = true
    write()
  }

  /// Sends each worker that checks back to the start of its loop.
  mutating func nextGeneration() {
    generation &+= 1
    write()
  }

  /// Ends the generation without waking anybody: a worker at its gate begins from its start when it is woken next.
  mutating func endGeneration() {
    generation &+= 1
    words.generation.storeRelease(generation)
  }

  /// Lets the workers run under a discipline.
  mutating func run(discipline: Int) {
    self.discipline = UInt32(discipline)
    isResting = false
    write()
  }

  /// Writes all words first, and then wakes the workers to read them.
  private func write() {
    words.pace.store(paceWord)
    words.delay.store(delay)
    words.epoch.store(epoch)
    words.discipline.store(discipline)
    words.generation.storeRelease(generation)
    words.command.storeRelease(isResting ? RegionValue.rest : RegionValue.run)
    words.attention.storeRelease(attention)
    for worker in workers where worker.state.load() != RegionValue.absent { worker.wakeFutex.ring() }
  }

  /// Whether the words are still those that were written. If not, another process has written into the region.
  var isIntact: Bool {
    words.pace.load() == paceWord && words.delay.load() == delay && words.epoch.load() == epoch
      && words.discipline.load() == discipline && words.generation.load() == generation
      && words.command.load() == (isResting ? RegionValue.rest : RegionValue.run)
      && words.attention.load() == attention && words.seed.load() == seed && words.provoke.load() == provoke
  }

  private var attention: UInt32 { pace == .full && !isResting ? 0 : 1 }

  private var paceWord: UInt32 {
    switch pace {
    case .step: RegionValue.step
    case .tempo: RegionValue.tempo
    case .full: RegionValue.full
    }
  }

  private var delay: UInt64 {
    if case .tempo(let perSecond) = pace { UInt64(1e9 / max(perSecond, Pace.tempos.lowerBound)) } else { 0 }
  }
}
