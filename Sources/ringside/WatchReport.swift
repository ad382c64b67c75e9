import Model
import Reports
import Watching

/// The report of `ringside watch --headless`.
struct WatchReport: Encodable {
  /// "program", "deadlock", "livelock", "seconds", "schedule", "signal" or "outside".
  var endedBy: String
  var steps: Int
  var processes: Int
  /// In sentences.
  var findings: [String]
  /// The objects that the program left behind and Ringside has removed, in words.
  var leftBehind: [String]

  /// Data goes to standard output; after a trace, the sentences go to standard error.
  func print(asJSON: Bool, tracing: Bool) throws {
    if asJSON { return Swift.print(try JSONOutput.object(self, kind: "report")) }
    let sentences = findings + leftBehind.map(harmless).map { "the program left \($0) behind; it is removed now" }
    if tracing { return sentences.forEach(say) }
    Swift.print(
      "\(steps) \(steps == 1 ? "step" : "steps") of \(processes) \(processes == 1 ? "process" : "processes")\n"
        + sentences.joined(separator: "\n"))
  }
}

extension WatchedProgram {
  /// The limits of watching that the program has reached, in sentences.
  var limits: [String] {
    refusedTasks == 0 || !isIntact
      ? []
      : [
        "\(refusedTasks) \(refusedTasks == 1 ? "fork or thread" : "forks or threads") failed: Ringside watches 1024 processes and threads of a program at most"
      ]
  }
}

extension WatchRun.Ending {
  var name: String {
    switch self {
    case .ended: "program"
    case .deadlock: "deadlock"
    case .livelock: "livelock"
    case .seconds: "seconds"
    case .schedule: "schedule"
    case .signal: "signal"
    case .overwritten: "overwritten"
    case .outside: "outside"
    }
  }

  static let deadlockSentence = "deadlock: each process waits for ever"

  /// In sentences, with the order in which it came about: another one may end otherwise.
  func words(inOrderOf seed: UInt64?) -> [String] {
    guard let seed, case .ended(0) = self else { return words }
    return ["the program ended well in this order, of seed \(seed)"]
  }

  /// In sentences.
  var words: [String] {
    switch self {
    case .ended(let status):
      if status & 0x7f != 0 {
        ["the program was ended by \(signalName(status & 0x7f))"]
      } else {
        [status == 0 ? "the program ended well" : "the program ended with status \(status >> 8 & 0xff)"]
      }
    case .deadlock(let waits): waits + [Self.deadlockSentence]
    case .livelock(let spins): spins + ["livelock: no process gets any further"]
    case .seconds: ["the time was over before the program ended"]
    case .schedule: ["the schedule ends here"]
    case .signal: ["ended by a signal"]
    case .overwritten:
      ["the program has written over Ringside's own memory in its address space, so it cannot be watched any further"]
    case .outside(let tasks): tasks + ["nothing can be stepped: Ringside does not know what ends these waits"]
    }
  }

  var exitCode: Int32? {
    switch self {
    case .ended(0), .schedule, .signal: nil
    // As for a search: nothing was found, and the end was not seen.
    case .seconds: 5
    case .ended, .outside, .overwritten: 1
    case .deadlock, .livelock: 4
    }
  }
}
