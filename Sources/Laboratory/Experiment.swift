import Glibc
import Model
import Programs
import SharedMemory

/// An experiment: a region, its workers, and a pace. It owns every child and the segment until they are gone.
///
/// Use it from the main thread: its children ask to die with the thread that started them.
public final class Experiment {
  /// The requested setup; the sizes and the discipline may come from a resumed ring.
  public let setup: Setup
  let segment: any Segment
  /// The region through the laboratory's writable mapping.
  let region: Region
  /// The same region through a separate read-only mapping, from which everything shown is read.
  let view: Region
  var panel: ControlPanel
  var members: [WorkerID: Member] = [:]
  /// The place of each worker's record. Whose it is stands in the region as well, where anybody may write.
  private(set) var records: [WorkerID: RecordIndex] = [:]
  /// The System V semaphores, once a discipline has needed them.
  private var semaphoreSet: SystemVSemaphoreSet?
  var steps = 0
  var resets = 0
  var history = History()
  /// The assumption which workers sleep, if the kernel does not report it.
  var sleepBelief = SleepBelief()
  /// The region at the start of a run, for the next reset.
  var startImage: StartImage?
  /// The sleepers of each variable, while the experiment is stepped.
  var sleepQueue = SleepQueue()
  /// The worker that is doing a step: if it dies, that is the result of the step.
  var stepping: WorkerID?
  /// Unrequested endings and stops of workers since the last reset.
  var troubles: [Trouble] = []
  /// Events that nobody requested since the last call of `takeNotices`.
  var notices: [Notice] = []
  /// The addresses at which processes have mapped the region, by process id, once they were read.
  var knownMappings: [Int32: [ProcessMapping]] = [:]
  private let executable: String
  private let onSegment: (Removal) -> Void
  /// Whether the ring was empty at first, not resumed.
  let beganEmpty: Bool
  /// When the memory was last written to its file, in nanoseconds of CLOCK_MONOTONIC.
  private var synchronized: UInt64 = 0
  private var isClosed = false
  /// Whether the user wants this to end. Everything that takes long polls it.
  let isCancelled: () -> Bool
  /// When `isCancelled` was first true.
  var cancelled: UInt64?

  /// A worker of the experiment.
  struct Member {
    var process: ChildProcess
    var reader: ProcessReader
    var isLeaving = false

    /// Whether its process was killed, or gave up.
    var isDead: Bool { process.ending.map { $0 != .exited(0) } ?? false }
  }

  /// An event that nobody requested, in words.
  struct Notice {
    var words: String
    /// Whether it is an error.
    var isFailure = true
  }

  /// Creates the region and starts the workers.
  ///
  /// - Parameters:
  ///   - memory: where to put the region.
  ///   - executable: the program that the workers run; by default Ringside itself.
  ///   - onSegment: receives the removal of the segment as soon as there is one, for code that must remove it after a
  /// crash; likewise that of the System V semaphore set, when a discipline first needs one.
  ///   - isCancelled: polled by everything that takes long, which gives up once this returns true.
  ///   - quotas: how many items each worker does; by default it runs for ever.
  ///   - atRest: whether the workers wait, ready, for `begin()`.
  public init(
    _ setup: Setup, memory: MemoryChoice = .posix(), executable: String = OwnProcess.executable,
    onSegment: @escaping (Removal) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false },
    quotas: (WorkerID) -> UInt64 = { _ in .max }, atRest: Bool = false
  ) throws(ExperimentError) {
    self.executable = executable
    self.isCancelled = isCancelled
    self.onSegment = onSegment
    let ground = try ExperimentMemory.prepare(setup, memory, onSegment)
    (self.setup, segment, region, view) = (ground.setup, ground.segment, ground.region, ground.view)
    beganEmpty = ground.items == nil
    let setup = ground.setup
    guard let discipline = Catalogue.index(of: setup.discipline, in: setup.program) else {
      throw .noDiscipline(setup.discipline, setup.program)
    }
    region.control.ledger.store(setup.keepsLedger ? 1 : 0)
    region.setMessage(setup.text)
    region.prepare(for: setup)
    panel = ControlPanel(region, pace: setup.pace, discipline: discipline, seed: setup.seed, provoke: setup.provoke)
    do { try makeReady(Catalogue.disciplines[discipline], items: ground.items) } catch { throw .memory("\(error)") }
    if atRest { panel.rest() }
    for (record, id) in region.recordOwners.enumerated() {
      if let id { records[id] = RecordIndex(record) }
    }
    for id in setup.roster { try start(id, quota: quotas(id)) }
    history = History(roster: members.keys.sorted())
    if setup.pace != .step { history.lose("the processes ran freely since the last reset") }
    pin()
  }

  /// The segment's name in the system.
  public var segmentName: String { segment.locator.name }

  public var locator: SegmentLocator { segment.locator }

  /// A notice for the user if somebody has removed the memory, which the processes still have mapped; nil if not.
  public var removalNotice: String? {
    guard segment.isRemoved else { return nil }
    return "somebody removed \(locator.words) while it was in use; the processes that had it mapped kept it to the end"
  }

  /// Prepares the ring, empty or with this many items, and the synchronizers of this discipline. No worker may be
  /// running.
  func makeReady(_ discipline: Discipline, items: Int? = nil) throws(SystemError) {
    let needsSet = discipline.synchronizers.contains { $0.kind == .systemVSemaphore }
    if semaphoreSet == nil, needsSet {
      semaphoreSet = try System.undisturbed { () throws(SystemError) in
        let set = try SystemVSemaphoreSet()
        onSegment(set.removal)
        return set
      }
    }
    region.control.semaphores.store(UInt32(bitPattern: semaphoreSet?.id ?? 0))
    region.control.hasSemaphores.store(semaphoreSet == nil ? 0 : 1)
    if let items {
      try region.initializeSynchronization(for: discipline, items: items)
    } else {
      try region.clear(for: discipline)
    }
  }

  /// Starts workers that were created at rest, all at once, as soon as all are ready.
  public func begin() {
    waitUntilQuiet()
    panel.run(discipline: disciplineIndex)
  }

  /// The setup with the discipline and the number of workers of now.
  public var presentSetup: Setup {
    var present = setup
    present.discipline = region.discipline.name
    present.counts = Dictionary(
      uniqueKeysWithValues: setup.program.roles.map { role in
        (role, members.keys.count { $0.role == role })
      })
    return present
  }

  var disciplineIndex: Int { Catalogue.index(of: region.discipline.name, in: setup.program) ?? 0 }

  // MARK: - Workers

  /// Starts a process for a worker's record.
  func start(_ id: WorkerID, quota: UInt64 = .max) throws(ExperimentError) {
    guard let record = records[id] ?? freeRecord else { throw .tooMany("every record is in use") }
    records[id] = record
    region.assign(record, to: id)
    let words = region[record]
    words.order.store(RegionValue.stay)
    // A resumed ring has counts from before; they are not part of the quota.
    words.quota.store(quota == .max ? .max : setup.program.done(id.role, words) &+ quota)
    words.granted.store(words.passed.load())
    words.registers.store(0)
    words.copied.store(0)
    words.operation.store(0)
    words.state.storeRelease(RegionValue.starting)
    let arguments = WorkerProcess.arguments(id, segment: segment.locator, parent: getpid())
    do {
      // One process group for all; a new one if no process of the old one is left.
      let group = members.values.first { $0.process.isRunning }?.process.pid
      let process = try ChildProcess(executable, arguments: arguments, group: group.map { getpgid($0) } ?? 0)
      members[id] = Member(process: process, reader: ProcessReader(pid: process.pid))
      Processors.pin(process.pid, panel.pace == .step)
    } catch {
      throw .spawn(error)
    }
  }

  /// The record of a worker that was started.
  func words(of id: WorkerID) -> WorkerWords {
    guard let record = records[id] else { preconditionFailure("\(id) was never started") }
    return region[record]
  }

  /// For each record the worker whose it is, if it is anybody's.
  var recordOwners: [WorkerID?] {
    var owners = [WorkerID?](repeating: nil, count: region.workers.count)
    for (id, record) in records { owners[record.rawValue] = id }
    return owners
  }

  private var freeRecord: RecordIndex? {
    let used = Set(records.values)
    return region.workers.indices.lazy.map { RecordIndex($0) }.first { !used.contains($0) }
  }

  /// Frees the record of a worker that no longer takes part, for the next worker.
  func releaseRecord(of id: WorkerID) {
    if let record = records.removeValue(forKey: id) { region.assign(record, to: nil) }
  }

  /// Pins this thread and all workers while the experiment is stepped, and otherwise lets them use every processor.
  func pin() {
    let isStepping = panel.pace == .step
    Processors.pin(0, isStepping)
    for member in members.values where member.process.isRunning { Processors.pin(member.process.pid, isStepping) }
  }

  /// The notices since the last call, in words.
  public func takeNotices() -> [String] {
    defer { notices = [] }
    return notices.map(\.words)
  }

  /// Whether the workers move only when they are stepped.
  var isStepped: Bool { panel.pace == .step }

  /// The outcome so far. All workers must stand still.
  public var outcome: Outcome { Outcome(of: snapshot(), troubles: troubles) }

  /// How many worker processes there are.
  public var processCount: Int { members.values.count { $0.process.isRunning } }

  // MARK: - The whole experiment

  /// Stops or continues all workers, as the terminal's Ctrl-Z does to this process: SIGSTOP and SIGCONT.
  public func suspend(_ suspended: Bool) {
    for member in members.values { member.process.signal(suspended ? SIGSTOP : SIGCONT) }
  }

  /// Checks that the memory is intact: it exists, has its full size, and still contains the laboratory's words. Once
  /// a second it also writes a mapped file to disk.
  public func verify() throws(RegionLoss) {
    let size = segment.currentSize
    guard size >= region.layout.totalSize else {
      throw .truncated(locator, from: region.layout.totalSize, to: size)
    }
    guard !segment.isGone else { throw .removed(locator) }
    if let semaphoreSet, semaphoreSet.isGone { throw .semaphoresRemoved(semaphoreSet.id) }
    guard view.isHeaderIntact else { throw .overwritten(locator, "its header") }
    guard panel.isIntact else { throw .overwritten(locator, "its control block") }
    let now = monotonicNanoseconds()
    if now &- synchronized >= 1_000_000_000 {
      synchronized = now
      do { try segment.synchronize(region.mapping, waiting: false) } catch { throw .notKept(locator, "\(error)") }
    }
  }

  /// Writes the memory to its file, and waits for that.
  func synchronize() {
    // `verify` has the same failure and reports it.
    if segment.currentSize >= region.layout.totalSize { try? segment.synchronize(region.mapping, waiting: true) }
  }

  /// Ends all workers, waits until they are gone, and removes the segment unless it is to be kept.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    for member in members.values { member.process.signal(SIGKILL) }
    for member in members.values { member.process.kill() }
    Processors.pin(0, false)
    if segment.removal == nil { synchronize() }
    segment.remove()
    semaphoreSet?.remove()
  }

  deinit { close() }
}
