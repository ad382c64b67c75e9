import Model

extension Recording {
  /// The number of moves. The first step is the start, which is none.
  var moves: Int { max(0, steps.count - 1) }

  /// The title, safe to print in one line, as is every other text of this file.
  var heading: String { title.isEmpty ? "A run of Ringside" : harmless(title) }

  var commandLine: String? { command.map(harmless) }

  /// A time for each step in seconds: that of the recording, from 0 on, but with pauses between these limits.
  func times(shortest: Double, longest: Double) -> [Double] {
    var times: [Double] = []
    for (index, step) in steps.enumerated() {
      guard let last = times.last else {
        times.append(0)
        continue
      }
      let pause = step.seconds - steps[index - 1].seconds
      let counts = pause.isFinite && pause > shortest
      times.append(last + (counts ? min(pause, longest) : shortest))
    }
    return times
  }
}

extension Recording.Step {
  /// The move, or the process where moves are not made one by one.
  var mover: String { harmless(move.isEmpty ? process : move) }

  var sentence: String { harmless(words) }

  /// The changes worth a reader's time: a call that put its process to sleep has left the count as it was.
  var differences: [Recording.Change] { changes.filter { $0.old != $0.new } }

  /// The line of C, or without one what the process did, unless that is only a step.
  var deed: String { harmless(!operation.isEmpty ? operation : event == "step" ? "" : event) }
}

extension Recording.Change {
  /// `count 3 -> 4`, with a sign of one's own for the arrow.
  func text(arrow: String = "->") -> String { harmless("\(variable) \(old) \(arrow) \(new)") }
}
