import Glibc
import Model
import SharedMemory

/// A worker at work, inside its own process: its record in the region, and what it keeps to itself.
///
/// Everything that another process can see is written through `words`. What stands here are the pointers, and the
/// private state of the loop that runs alike at every pace.
struct Worker<How: ExecutionMode>: ~Copyable {
  let id: WorkerID
  let record: RecordIndex
  let region: Region
  /// The memory as the program itself sees it: for a reader a mapping that cannot be written.
  let view: Region
  let words: WorkerWords
  let slotCount: UInt64
  let slotWords: Int

  private let isAccountedFor: Bool
  let pid: UInt64

  /// The System V semaphore set; -1 where there is none.
  var semaphoreSet: Int32 = -1
  /// Whether it waits without sleeping, and how often it has looked in vain since it last let others run.
  var isSpinning = false
  var looks = 0
  /// How often it passes a provocation until it next yields there, and how often it does between two yields.
  var untilProvoked = Int.max
  var provokedEvery = Int.max
  /// What it last saw in the index that the other role advances, where that one only grows.
  var seen: UInt64 = 0
  /// Why it cannot go on.
  var failure: WorkerProcess.ExitCode?
  /// The generation of the run that it takes part in.
  var generation: UInt32 = 0
  /// How many items it has still to begin. It counts by itself: what it has done stands in words that would have to be
  /// added up each time.
  var left: UInt64 = 0
  /// The item in its hands, as it stands in every word of the slot.
  var item = ItemWord(raw: 0)
  /// Its tally, if it is a producer.
  var cells: TallyWindow
  /// A private copy of what was taken or read.
  let scratch: UnsafeMutablePointer<UInt64>
  /// What a carrier moves instead of items: the bytes of a message, as many words as a slot has.
  var payload: UnsafeMutableRawPointer
  /// How often it asked the kernel to put it to sleep, and to let others run.
  var sleeps: UInt64 = 0
  var yields: UInt64 = 0
  var turn: Turn
  /// Whether it writes down the items that it overwrites: a correct discipline never comes to that, and need not look.
  var isWatching = true
  /// The operation that it was let through the gate for and has not yet entered into its history.
  var underway: Underway?
  /// The bit of the operation that it was let through for last, as in `halts`.
  var lastPassed: UInt32 = 0

  struct Underway {
    var operation: Int
    var epoch: UInt32
  }

  /// - Parameter record: the place of its record.
  init(_ id: WorkerID, record: RecordIndex, in region: Region, seenThrough view: Region? = nil) {
    self.id = id
    self.record = record
    self.region = region
    self.view = view ?? region
    isAccountedFor = region.control.ledger.load() != 0
    pid = UInt64(getpid())
    words = region.workers[record.rawValue]
    slotCount = UInt64(region.layout.slotCount)
    slotWords = region.layout.slotWords
    cells = TallyWindow(producer: id.number, in: region)
    let capacity = max(region.layout.slotWords, MessageWords.words)
    scratch = .allocate(capacity: capacity)
    scratch.initialize(repeating: 0, count: capacity)
    payload = UnsafeMutableRawPointer(scratch)
    turn = Turn(seed: region.control.seed.load() &* 64 &+ UInt64(record.rawValue))
  }

  deinit { scratch.deallocate() }

  @inline(__always)
  var isGated: Bool { How.isGated }

  /// Whether everything is accounted for.
  @inline(__always)
  var keepsLedger: Bool { How.isGated && isAccountedFor }

  @inline(__always)
  var control: ControlWords { region.control }

  /// Tells the laboratory that it stands somewhere else now.
  func report() { control.reports.ring() }

  func setState(_ state: UInt32) { words.state.storeRelease(state) }

  /// How many items it has done.
  var done: UInt64 { region.discipline.program.code.done(id.role, words) }
}

/// What takes a worker out of the middle of its item.
enum Interruption: Error {
  /// The ring is being reset: back to the start.
  case restart
  /// It was asked to go, and holds nothing.
  case leave
  /// It cannot go on; see `failure`.
  case failed
}
