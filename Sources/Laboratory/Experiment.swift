import Glibc
import Model
import Programs
import SharedMemory

/// An experiment: a region, the workers on it, and a pace. It owns every child and the segment until they are gone.
///
/// Use it from the main thread: its children ask to die with the thread that started them.
public final class Experiment {
  public let setup: Setup
  let segment: Segment
  /// The region as the laboratory writes it.
  let region: Region
  /// The same region through a mapping of its own that cannot be written: all that is shown is read here.
  let view: Region
  var panel: ControlPanel
  var members: [WorkerID: Member] = [:]
  /// The System V semaphores, once a discipline has needed them.
  private var semaphoreSet: SystemVSemaphoreSet?
  var steps = 0
  var resets = 0
  /// What happened by itself since it was last asked for.
  var notices: [String] = []
  /// Where processes have mapped the region, by their ids, once that was asked.
  var knownMappings: [Int32: [ProcessMapping]] = [:]
  private let processors = Processors()
  private let executable: String
  private let onSemaphores: (Int32) -> Void

  /// A worker of the experiment.
  struct Member {
    var process: ChildProcess
    var reader: ProcessReader
    var isLeaving = false
  }

  /// Creates the region and starts the workers.
  ///
  /// - Parameters:
  ///   - name: the segment's name; without one it is made of this process's id.
  ///   - executable: what the workers run; without one, this same program.
  ///   - onSegment: told the segment's name as soon as there is one, for whoever must remove it after a crash.
  ///   - onSemaphores: told the id of the System V semaphore set likewise, when a discipline first needs one.
  ///   - quotas: how many items each worker is to do; without one it goes on for ever.
  ///   - atRest: whether the workers are to wait, ready, for `begin()`.
  public init(
    _ setup: Setup, segment name: String? = nil, executable: String = "/proc/self/exe",
    onSegment: (String) -> Void = { _ in }, onSemaphores: @escaping (Int32) -> Void = { _ in },
    quotas: (WorkerID) -> UInt64 = { _ in .max }, atRest: Bool = false
  ) throws(ExperimentError) {
    self.setup = setup
    self.executable = executable
    self.onSemaphores = onSemaphores
    let layout = RegionLayout(slotCount: setup.slots, slotWords: setup.words)
    segment = try Self.createSegment(name, size: layout.totalSize)
    onSegment(segment.name)
    guard let discipline = Catalogue.index(of: setup.discipline, in: setup.program) else {
      throw .noDiscipline(setup.discipline, setup.program)
    }
    if let reason = Catalogue.disciplines[discipline].whyNot(setup) { throw .tooMany(reason) }
    do {
      let pid = getpid()
      region = Region(
        formatting: try segment.map(.readWrite), as: layout, creator: pid, startTime: startTime(of: pid) ?? 0)
      view = try Region(attaching: try segment.mapReadOnly())
    } catch {
      throw .memory("\(error)")
    }
    region.control.ledger.store(setup.keepsLedger ? 1 : 0)
    region.setMessage(setup.text)
    panel = ControlPanel(region, pace: setup.pace, discipline: discipline, seed: setup.seed)
    do { try prepare(Catalogue.disciplines[discipline]) } catch { throw .memory("\(error)") }
    if atRest { panel.rest() }
    for role in setup.program.roles {
      for number in 1..<setup.count(of: role) + 1 {
        let id = WorkerID(role, number)
        try start(id, quota: quotas(id))
      }
    }
    pin()
  }

  private static func createSegment(_ name: String?, size: Int) throws(ExperimentError) -> Segment {
    do {
      if let name { return try Segment(creating: name, size: size) }
      // Somebody may have left a segment under our pid. Theirs is theirs; we take the next name.
      for attempt in 1...100 {
        let name = attempt == 1 ? "/ringside-\(getpid())" : "/ringside-\(getpid())-\(attempt)"
        do { return try Segment(creating: name, size: size) } catch .exists where attempt < 100 { continue }
      }
      preconditionFailure("the last attempt returned or threw")
    } catch {
      throw .segment(error)
    }
  }

  public var segmentName: String { segment.name }

  /// An empty ring, and what processes wait by under this discipline. Nobody may be at work.
  func prepare(_ discipline: Discipline) throws(SystemError) {
    if semaphoreSet == nil, discipline.synchronizers.contains(where: { $0.kind == .systemVSemaphore }) {
      let pid = getpid()
      let set = try SystemVSemaphoreSet(creator: pid, startTime: startTime(of: pid) ?? 0)
      onSemaphores(set.id)
      region.control.semaphores.store(UInt32(bitPattern: set.id))
      region.control.hasSemaphores.store(1)
      semaphoreSet = set
    }
    try region.clear(for: discipline)
  }

  /// Lets workers that were started at rest begin, all at once, as soon as all are ready.
  public func begin() {
    waitUntilQuiet()
    panel.run(discipline: disciplineIndex)
  }

  var disciplineIndex: Int { Catalogue.index(of: region.discipline.name, in: setup.program) ?? 0 }

  // MARK: - Workers

  /// Starts a process for a worker's record.
  func start(_ id: WorkerID, quota: UInt64 = .max) throws(ExperimentError) {
    let words = region.workers[id.record]
    words.order.store(RegionValue.stay)
    words.quota.store(quota)
    words.granted.store(words.passed.load())
    words.registers.store(0)
    words.operation.store(0)
    words.state.publish(RegionValue.starting)
    let arguments = WorkerProcess.arguments(id, segment: segment.name, parent: getpid())
    do {
      // One process group for all; a new one if none of the old ones is left in it.
      let group = members.values.first { $0.process.isRunning }?.process.pid
      let process = try ChildProcess(executable, arguments: arguments, group: group.map { getpgid($0) } ?? 0)
      members[id] = Member(process: process, reader: ProcessReader(pid: process.pid))
      processors.pin(process.pid, panel.pace == .step)
    } catch {
      throw .spawn(error)
    }
  }

  /// Stepping wants everyone on one processor, racing on all.
  func pin() {
    let isStepping = panel.pace == .step
    processors.pin(0, isStepping)
    for member in members.values where member.process.isRunning { processors.pin(member.process.pid, isStepping) }
  }

  /// Notices who has ended. Call it when SIGCHLD says so.
  public func reap() {
    for (id, member) in members where member.process.isRunning {
      if member.process.poll() {
        bury(id)
      } else if member.isLeaving {
        // It may have been about to fall asleep when it was told. Once it is out, it is out.
        wake(id)
      }
    }
  }

  /// Ends a worker, wherever it is, and settles what it left behind.
  func end(_ id: WorkerID) {
    members[id]?.process.kill()
    bury(id)
  }

  /// Settles what an ended worker left behind.
  func bury(_ id: WorkerID) {
    guard let member = members[id], let ending = member.process.ending else { return }
    if ending != .exited(0) { region.settleDeath(of: id) }
    if member.isLeaving {
      members[id] = nil
      notices.append("\(id) has left")
    } else if ending != .exited(0) {
      notices.append("\(id) (\(member.process.pid)) \(ending.sentence)")
    }
  }

  /// Wakes a worker that sleeps for something that may never come, so that it looks what is wanted of it.
  func wake(_ id: WorkerID) {
    if region.workers[id.record].state.load() == RegionValue.blocked {
      members[id]?.process.signal(WorkerProcess.wakingSignal)
    }
  }

  /// What happened by itself since the last call, in words.
  public func takeNotices() -> [String] {
    defer { notices = [] }
    return notices
  }

  /// How many worker processes there are.
  public var processCount: Int { members.values.count { $0.process.isRunning } }

  // MARK: - The whole

  /// Stops or continues all workers, as the terminal's Ctrl-Z does to this process: SIGSTOP and SIGCONT.
  public func suspend(_ suspended: Bool) {
    for member in members.values { member.process.signal(suspended ? SIGSTOP : SIGCONT) }
  }

  /// Looks whether the memory is still what was created: whole, and in the laboratory's own words.
  public func verify() throws(RegionLoss) {
    let size = segment.currentSize
    guard size >= region.layout.totalSize else {
      throw .truncated(segment.name, from: region.layout.totalSize, to: size)
    }
    guard view.isHeaderIntact else { throw .overwritten(segment.name, "its header") }
    guard panel.isIntact else { throw .overwritten(segment.name, "its control block") }
  }

  /// Ends all workers, waits until they are gone, and removes the segment's name.
  public func close() {
    for member in members.values { member.process.signal(SIGKILL) }
    for member in members.values { member.process.kill() }
    processors.pin(0, false)
    segment.removeName()
    semaphoreSet?.remove()
  }

  deinit { close() }
}
