import Glibc
import Laboratory
import Model
import Support

/// An experiment on workers of the built executable, in a segment of its own.
func experiment(_ setup: Setup, atRest: Bool = false, test: String = #function, line: Int = #line) throws -> Experiment
{
  try Experiment(
    setup, memory: .posix(name: uniqueSegmentName(test, line: line)), executable: ringside, atRest: atRest)
}

/// A trial likewise.
func trial(_ setup: Setup, end: Trial.End, test: String = #function, line: Int = #line) -> Trial {
  var trial = Trial(setup, end: end, memory: .posix(name: uniqueSegmentName(test, line: line)))
  trial.executable = ringside
  return trial
}

let P1 = WorkerID(.producer, 1)
let P2 = WorkerID(.producer, 2)
let C1 = WorkerID(.consumer, 1)
let C2 = WorkerID(.consumer, 2)

extension Experiment {
  func state(_ id: WorkerID) -> WorkerState? { snapshot().worker(id)?.state }

  /// Steps one worker so many times.
  func step(_ id: WorkerID, _ times: Int) throws {
    for _ in 0..<times { try apply(.step(id)) }
  }
}
