import Model
import Programs
import SharedMemory

/// The reason why an experiment could not be set up.
public enum ExperimentError: Error, CustomStringConvertible {
  case segment(SegmentFailure)
  case memory(String)
  case spawn(SystemError)
  case noDiscipline(String, Program)
  case tooMany(String)
  /// The ring in a file cannot be resumed.
  case cannotResume(String, String)

  public var description: String {
    switch self {
    case .segment(let failure): "\(failure)"
    case .memory(let reason): "the shared memory could not be set up: \(reason)"
    case .spawn(let error): "a worker could not be started: \(error)"
    case .noDiscipline(let name, let program):
      "`\(name)` is not a discipline of the program \(program.name); there are "
        + Catalogue.disciplines(of: program).map(\.name).joined(separator: ", ")
    case .tooMany(let reason): reason
    case .cannotResume(let path, let reason):
      "the ring in \(path) cannot be resumed, and was left as it is: \(reason)"
    }
  }
}

/// An outside change to the segment after which the experiment cannot continue.
public enum RegionLoss: Error, CustomStringConvertible, Hashable {
  case truncated(SegmentLocator, from: Int, to: Int)
  case overwritten(SegmentLocator, String)
  case removed(SegmentLocator)
  case semaphoresRemoved(Int32)
  case notKept(SegmentLocator, String)

  public var description: String {
    switch self {
    case .truncated(let segment, let from, let to):
      "somebody truncated \(segment.words) from \(from) to \(to) bytes while it was in use; start again"
    case .overwritten(let segment, let part):
      "somebody wrote over \(part) in \(segment.words), so nothing in it can be trusted; start again"
    case .removed(let segment):
      "somebody removed or replaced \(segment.words) while it was in use; start again"
    case .semaphoresRemoved(let id):
      "somebody removed the System V semaphore set \(id) while it was in use, and with it all of its values; start again"
    case .notKept(let segment, let reason):
      "\(segment.words) could not be written to its disk (\(reason)); make room there and start again"
    }
  }
}

extension Ending {
  /// Whether a worker exits like this when it lacks something that it needs.
  var isOwn: Bool {
    if case .exited(let status) = self { WorkerProcess.ExitCode(rawValue: status) != nil } else { false }
  }

  /// The ending in words: "was killed by SIGKILL".
  public var sentence: String {
    switch self {
    case .exited(let status):
      WorkerProcess.ExitCode(rawValue: status).map { "gave up: \($0.sentence)" } ?? "exited with status \(status)"
    case .killed(let signal):
      "was killed by \(signalName(signal))"
    }
  }

}
