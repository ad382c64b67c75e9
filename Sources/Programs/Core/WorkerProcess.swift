import Glibc
import Model
import SharedMemory

/// The hidden entry point of the executable for a worker process, from start to exit.
public enum WorkerProcess {
  /// The first argument that selects this entry point.
  public static let argument = "worker"

  /// The signal that wakes a worker from sem_wait(3), so that it checks its orders.
  public static let wakingSignal: Int32 = SIGUSR1

  /// The exit codes of a worker process. The laboratory turns them into words.
  public enum ExitCode: Int32, Sendable, CaseIterable {
    case done = 0
    case badArguments = 64
    case orphaned = 65
    case noSegment = 66
    case badRegion = 67
    case noSignals = 68
    case noSemaphores = 69
    case unusableMutex = 70
    case semaphoreOverflow = 71

    public var sentence: String {
      switch self {
      case .done: "done"
      case .badArguments: "its arguments make no sense"
      case .orphaned: "its parent ended before it began"
      case .noSegment: "it could not open or map the segment"
      case .badRegion: "the segment holds no usable region"
      case .noSignals: "it could not set its signals"
      case .noSemaphores: "its System V semaphore set was removed"
      case .unusableMutex: "the mutex can never be acquired again: it was left unrepaired, or overwritten"
      case .semaphoreOverflow: "sem_post failed with EOVERFLOW: the semaphore holds the largest count, SEM_VALUE_MAX"
      }
    }
  }

  /// The arguments that start a worker.
  public static func arguments(_ id: WorkerID, segment: SegmentLocator, parent: Int32) -> [String] {
    [argument, id.description, segment.description, String(parent)]
  }

  /// Runs a worker, given the arguments after the program's name, and returns its exit code.
  public static func run(_ arguments: [String]) -> ExitCode {
    guard arguments.count == 4, let id = WorkerID(arguments[1]), id.number <= RegionLayout.workersPerRole,
      let locator = SegmentLocator(arguments[2]), let parent = Int32(arguments[3])
    else { return .badArguments }
    do {
      try OwnProcess.dieWithParent()
      try OwnProcess.beInterrupted(by: wakingSignal)
    } catch { return .noSignals }
    // The parent may have died before that request; then nobody would ever end this process.
    guard getppid() == parent else { return .orphaned }
    OwnProcess.leaveNoCore()
    OwnProcess.setName("ringside \(id)")
    guard let segment = try? openSegment(locator), let mapping = try? segment.map(.readWrite) else {
      return .noSegment
    }
    guard let region = try? Region(attaching: mapping) else { return .badRegion }
    // The parent may be dead by now, and another process may have resumed its file.
    guard region.creator == parent else { return .orphaned }
    // A file stays locked as long as this process can write to it.
    defer { withExtendedLifetime(segment) {} }
    guard let record = region.record(of: id) else { return .badRegion }
    guard id.role == region.discipline.program.code.readOnlyRole else {
      return run(id, record: record, in: region, seenThrough: nil)
    }
    // The other mapping only serves to write its own record.
    guard let readOnly = try? segment.mapReadOnly() else { return .noSegment }
    guard let view = try? Region(attaching: readOnly) else { return .badRegion }
    return run(id, record: record, in: region, seenThrough: view)
  }

  private static func run(
    _ id: WorkerID, record: RecordIndex, in region: Region, seenThrough view: Region?
  ) -> ExitCode {
    var worker = Worker<Instrumented>(id, record: record, in: region, seenThrough: view)
    worker.words.pid.store(UInt32(getpid()))
    worker.setState(RegionValue.starting)
    worker.report()
    worker.work()
    if let failure = worker.failure { return failure }
    worker.setState(RegionValue.finished)
    worker.report()
    return .done
  }
}
