import Model

/// A recording as Perfetto and Chrome's viewer read it: a track for each process with its moves, and a counter for each
/// number in shared memory. A move lasts until the next one, but at most a second.
/// Source: Trace Event Format, https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
struct PerfettoTrace: Encodable {
  /// In microseconds, the unit of the format.
  private static let (shortest, longest) = (1, 1_000_000)

  let displayTimeUnit = "ms"
  let traceEvents: [TraceEvent]

  init(_ recording: Recording) {
    let steps = Array(recording.steps.dropFirst())
    var tracks: [String] = []
    for step in steps where !tracks.contains(step.process) { tracks.append(step.process) }
    let times = recording.times(shortest: 0.000_001, longest: .infinity).map { Self.microseconds($0) }

    var events = [TraceEvent(ph: "M", name: "process_name", args: .name(recording.heading))]
    events += tracks.enumerated().map { index, name in
      TraceEvent(ph: "M", name: "thread_name", tid: index + 1, args: .name(name.isEmpty ? "the run" : harmless(name)))
    }
    var counted: Set<String> = []
    // A counter has its first value from the start on, though it is known only when it changes.
    for change in steps.flatMap(\.changes) where change.isNumeric && counted.insert(change.variable).inserted {
      events.append(TraceEvent(ph: "C", name: harmless(change.variable), ts: 0, args: .value(change.old)))
    }
    for (index, step) in steps.enumerated() {
      let time = times[index + 1]
      let end = index + 2 < times.count ? times[index + 2] : time + Self.longest
      let track = (tracks.firstIndex(of: step.process) ?? 0) + 1
      events.append(
        TraceEvent(
          ph: "X", name: step.name, ts: time, dur: max(Self.shortest, min(end - time, Self.longest)), tid: track,
          args: .move(number: index + 1, step)))
      for change in step.changes where change.isNumeric {
        events.append(TraceEvent(ph: "C", name: harmless(change.variable), ts: time, args: .value(change.new)))
      }
    }
    traceEvents = events
  }

  private static func microseconds(_ seconds: Double) -> Int {
    // A time beyond a century is none.
    Int((min(seconds, 4e9) * 1_000_000).rounded())
  }

  private enum CodingKeys: String, CodingKey { case displayTimeUnit, traceEvents }
}

/// An event of the format, with the format's own names.
struct TraceEvent: Encodable {
  enum Arguments {
    /// Of a process or a thread.
    case name(String)
    /// Of a counter.
    case value(String)
    case move(number: Int, Recording.Step)
  }

  var ph: String
  var name: String
  var ts: Int?
  var dur: Int?
  var tid: Int?
  var args: Arguments

  private enum Key: String, CodingKey { case ph, name, ts, dur, pid, tid, args }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(ph, forKey: .ph)
    try object.encode(name, forKey: .name)
    try object.encodeIfPresent(ts, forKey: .ts)
    try object.encodeIfPresent(dur, forKey: .dur)
    // Not the number of a track: Perfetto would call that one the main thread.
    try object.encode(100, forKey: .pid)
    try object.encodeIfPresent(tid, forKey: .tid)
    try object.encode(args, forKey: .args)
  }
}

extension TraceEvent.Arguments: Encodable {
  private enum Key: String, CodingKey { case name, value, number, move, words, changes }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    switch self {
    case .name(let name): try object.encode(name, forKey: .name)
    case .value(let value): try object.encode(TraceLine.Value(value), forKey: .value)
    case .move(let number, let step):
      try object.encode(number, forKey: .number)
      if !step.move.isEmpty { try object.encode(harmless(step.move), forKey: .move) }
      try object.encode(step.sentence, forKey: .words)
      let changes = step.differences.map { $0.text() }
      if !changes.isEmpty { try object.encode(changes, forKey: .changes) }
    }
  }
}

extension Recording.Change {
  /// Whether both values are whole numbers, of a variable that the processes share.
  fileprivate var isNumeric: Bool {
    guard !isPrivate, case .number = TraceLine.Value(old), case .number = TraceLine.Value(new) else { return false }
    return true
  }
}

extension Recording.Step {
  /// Never empty.
  fileprivate var name: String { harmless([operation, event, move, words].first { !$0.isEmpty } ?? "step") }
}
