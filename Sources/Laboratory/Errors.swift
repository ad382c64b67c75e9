import Model
import Programs
import SharedMemory

/// Why an experiment could not be set up.
public enum ExperimentError: Error, CustomStringConvertible {
  case segment(Segment.Failure)
  case memory(String)
  case spawn(SystemError)
  case noDiscipline(String, Program)
  case tooMany(String)

  public var description: String {
    switch self {
    case .segment(let failure): "\(failure)"
    case .memory(let reason): "the shared memory could not be set up: \(reason)"
    case .spawn(let error): "a worker could not be started: \(error)"
    case .noDiscipline(let name, let program):
      "there is no discipline '\(name)' of the program \(program.rawValue); there are "
        + Catalogue.disciplines(of: program).map(\.name).joined(separator: ", ")
    case .tooMany(let reason): reason
    }
  }
}

/// Why a command cannot be carried out now. A sentence for the user.
public struct Refusal: Error, CustomStringConvertible, Hashable {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// What somebody else did to the segment that makes going on impossible.
public enum RegionLoss: Error, CustomStringConvertible, Hashable {
  case truncated(String, from: Int, to: Int)
  case overwritten(String, String)

  public var description: String {
    switch self {
    case .truncated(let name, let from, let to):
      "somebody truncated the segment \(name) from \(from) to \(to) bytes while it was in use; start again"
    case .overwritten(let name, let part):
      "somebody wrote over \(part) in the segment \(name), so that nothing in it can be trusted; start again"
    }
  }
}

extension Ending {
  /// What became of a process, in words: "was killed by SIGKILL".
  public var sentence: String {
    switch self {
    case .exited(let status):
      "gave up: \(WorkerProcess.ExitCode(rawValue: status)?.sentence ?? "it exited with status \(status)")"
    case .killed(let signal):
      "was killed by \(System.name(ofSignal: signal) ?? "signal \(signal)")"
    }
  }

}
