import Glibc
import Model
import SharedMemory

/// A worker inside its own process: its record in the region, and its private state.
///
/// Everything that another process can see is written through `words`. The stored properties are the pointers, and
/// the private state of the loop, which is the same at every pace.
struct Worker<How: ExecutionMode>: ~Copyable {
  let id: WorkerID
  let record: RecordIndex
  let region: Region
  /// The memory as the program itself sees it: for a reader a read-only mapping.
  let view: Region
  let words: WorkerWords
  let slotCount: UInt64
  let slotWords: Int

  private let isAccountedFor: Bool
  let pid: UInt64

  /// The System V semaphore set; -1 if there is none.
  var semaphoreSet: Int32 = -1
  /// Whether it spins visibly, and how many rounds it has spun without success.
  var isSpinning = false
  var looks = 0
  /// How many provocations remain until it yields, and how many there are between two yields.
  var untilProvoked = Int.max
  var provokedEvery = Int.max
  /// The last value that it saw of the index that the other role advances, in a discipline whose indices only grow.
  var seen: UInt64 = 0
  /// The reason why it cannot continue.
  var failure: WorkerProcess.ExitCode?
  /// The generation in which it takes part.
  var generation: UInt32 = 0
  /// How many items it has still to begin. It counts them itself, because the number of those done is a sum of
  /// several words.
  var left: UInt64 = 0
  /// The item that it is moving, as in every word of the slot.
  var item = ItemWord(raw: 0)
  /// Its tally, if it is a producer.
  var cells: TallyWindow
  /// A private copy of the words that it took or read.
  let scratch: UnsafeMutablePointer<UInt64>
  /// The payload of a carrier in place of an item: the bytes of a message, as many words as a slot has.
  var payload: UnsafeMutableRawPointer
  /// How often it asked the kernel to put it to sleep, and how often it yielded the processor.
  var sleeps: UInt64 = 0
  var yields: UInt64 = 0
  var turn: Turn
  /// Whether it records the items that it overwrites: a correct discipline overwrites none, and need not check.
  var isWatching = true
  /// The operation that has passed the gate and is not yet recorded.
  var underway: Underway?
  /// The bit of the last operation that passed the gate, as in `halts`.
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

  /// Whether it keeps the ledger.
  @inline(__always)
  var keepsLedger: Bool { How.isGated && isAccountedFor }

  @inline(__always)
  var control: ControlWords { region.control }

  /// Tells the laboratory that its state or position has changed.
  func report() { control.reports.ring() }

  func setState(_ state: UInt32) { words.state.storeRelease(state) }

  /// How many items it has done.
  var done: UInt64 { region.discipline.program.code.done(id.role, words) }
}

/// The reasons to leave an item half done.
enum Interruption: Error {
  /// The ring is being reset: return to the start.
  case restart
  /// It was asked to leave, and holds nothing.
  case leave
  /// It cannot continue; see `failure`.
  case failed
}
