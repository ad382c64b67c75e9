import Grid

/// A recording as one object, for JSON. Fields that are empty are left out, except lists.
struct RecordingData: Encodable {
  private let recording: Recording

  init(_ recording: Recording) { self.recording = recording }

  private enum Key: String, CodingKey { case title, command, steps }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(recording.title, forKey: .title)
    try object.encodeIfPresent(recording.command, forKey: .command)
    let steps = recording.steps.enumerated().map { Document(value: StepData(number: $0, step: $1)) }
    try object.encode(steps, forKey: .steps)
  }
}

private struct StepData: Encodable {
  /// That of the move; 0 is the start.
  let number: Int
  let step: Recording.Step

  private enum Key: String, CodingKey {
    case number, move, process, event, operation, changes, words, seconds, screen
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(number, forKey: .number)
    for (text, key) in [
      (step.move, Key.move), (step.process, .process), (step.event, .event), (step.operation, .operation),
    ] where !text.isEmpty { try object.encode(text, forKey: key) }
    try object.encode(step.changes.map(ChangeData.init), forKey: .changes)
    try object.encode(step.words, forKey: .words)
    // JSON has no infinity.
    if step.seconds.isFinite { try object.encode(step.seconds, forKey: .seconds) }
    let rows = step.grid.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try object.encode(rows, forKey: .screen)
  }
}

/// A variable with its values, which are numbers where they can be, as in the lines of a trace.
private struct ChangeData: Encodable {
  let variable: String
  let old: TraceLine.Value
  let new: TraceLine.Value

  init(_ change: Recording.Change) {
    (variable, old, new) = (change.variable, TraceLine.Value(change.old), TraceLine.Value(change.new))
  }
}

extension TraceLine.Value {
  /// A number if the text is written as numbers are.
  init(_ text: String) {
    if let number = Int64(text), String(number) == text { self = .number(number) } else { self = .name(text) }
  }
}
