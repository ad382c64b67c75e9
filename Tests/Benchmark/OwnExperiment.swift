import Glibc
import Laboratory
import Model

/// The demonstration, in this process, with workers of the `ringside` that was built.
func ownExperiment(_ pace: Pace) throws -> Experiment {
  try Experiment(Setup(pace: pace), memory: .posix(name: OwnSegment.name), executable: Built.ringside)
}

/// Stops everyone and counts: a fast experiment that loses items is worth nothing.
func check(_ experiment: Experiment) throws {
  try experiment.apply(.pace(.step))
  let ledger = experiment.snapshot().ledger
  guard ledger.balances, ledger.violations == 0, ledger.taken > 0 else {
    throw Failure("the experiment lost count: \(ledger)")
  }
}

/// The segment of the experiments in this process, of which there is one at a time.
enum OwnSegment {
  static let name = "/ringside-benchmark-\(getpid())"
  nonisolated(unsafe) private static let nameInC = strdup(name)

  /// Interrupted, this program leaves nothing behind. Its workers die with it.
  static func removeWhenInterrupted() {
    // From now on it is there, and the handler does nothing but read it.
    _ = nameInC
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if let name = OwnSegment.nameInC { shm_unlink(name) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
