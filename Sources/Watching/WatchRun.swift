import DebugInformation
import Model

/// A watched program that runs to its end on its own, one operation after the other.
public struct WatchRun {
  /// One line of a trace: what a task did.
  public struct Line: Sendable, Hashable, Encodable {
    /// The number of the move, from 1.
    public var move: Int
    public var process: String
    /// `store`, `sem_wait`; with `blocks` behind it if the task sleeps now.
    public var event: String
    /// The field: `buffer[3]`; empty if nothing shared is touched.
    public var field: String
    public var old: String?
    public var new: String?
    public var file: String?
    public var line: Int?
    public var function: String?

    /// `P2 store buffer.in 3 -> 4 prodcons.c:41`
    public var text: String {
      let values = old.map { old in new.map { $0 == old ? old : "\(old) -> \($0)" } ?? old } ?? ""
      let place = file.map { "\($0):\(line ?? 0)" } ?? ""
      return ["\(move)", process, event, field, values, place].joined(separator: "\t")
    }
  }

  /// How a run ended.
  public enum Ending: Sendable, Hashable {
    /// The program ended, with this status of wait(2).
    case ended(Int32)
    case deadlock([String])
    case seconds, schedule, signal
    /// Some task waits for something that Ringside does not know.
    case outside([String])
  }

  private let program: WatchedProgram
  private let types: ObjectTypes
  private var moves = 0
  /// The last reads of each task, to recognize one that spins.
  private var reads: [TaskName: [Read]] = [:]

  /// A read of a shared value, from one place in the program.
  private struct Read: Hashable {
    var place: UInt64
    var object: Int?
    var offset: Int
    var value: String?
  }

  public init(_ program: WatchedProgram, types: ObjectTypes) { (self.program, self.types) = (program, types) }

  /// Steps the program to its end.
  ///
  /// - Parameters:
  ///   - choose: chooses the next task among those that can move.
  ///   - isOver: asked before each step.
  public mutating func run(
    choosing choose: ([TaskName]) -> WatchSchedule.Move?, isOver: () -> Ending?, onLine: (Line) -> Void
  ) throws(Refusal) -> Ending {
    while true {
      if program.isOver { return .ended(program.status ?? 0) }
      if let ending = isOver() { return ending }
      let ready = program.tasks.filter { $0.state == .parked }.map(\.name)
      guard let next = choose(ready) else {
        if ready.isEmpty { return program.isDeadlocked ? .deadlock(waits) : standstill }
        return .schedule
      }
      switch next {
      case .step(let name): for line in try step(name) { onLine(line) }
      case .kill(let name): onLine(try kill(name))
      }
    }
  }

  private var standstill: Ending {
    if program.isOver { return .ended(program.status ?? 0) }
    return .outside(program.tasks.filter { $0.state != .ended && $0.state != .blocked }.map { "\($0.name)" })
  }

  /// Makes a step of a task, and tells what it did.
  public mutating func step(_ name: TaskName) throws(Refusal) -> [Line] {
    guard let before = program.tasks.first(where: { $0.name == name }) else { throw Refusal("there is no \(name)") }
    let object = before.object.flatMap { index in program.objects.first { $0.index == index } }
    // The first look at an object finds its type.
    if let object { _ = types.structure(of: object, mappedByOneOf: program.tasks) }
    let sleepers = program.tasks.filter { $0.state == .blocked }
    let old = object.flatMap { types.value(of: $0, at: before.offset, size: before.size) }
    try program.step(name)
    moves += 1
    let after = program.tasks
    let isBlocked = after.first { $0.name == name }?.state == .blocked
    let new = object.flatMap { types.value(of: $0, at: before.offset, size: before.size) }
    note(before, value: old)
    let place = types.place(of: before)
    let own = Line(
      move: moves, process: "\(name)", event: before.operation.word + (isBlocked ? " blocks" : ""),
      field: object.map { types.name(of: $0, at: before.offset) } ?? "", old: old,
      new: new, file: place?.fileName, line: place?.line, function: place?.function)
    let woken = sleepers.filter { sleeper in
      after.contains { $0.name == sleeper.name && $0.state != .blocked && $0.state != .ended }
    }
    return [own]
      + woken.map { sleeper in
        let object = sleeper.object.flatMap { index in program.objects.first { $0.index == index } }
        let field = object.map { types.name(of: $0, at: sleeper.offset) } ?? ""
        return Line(move: moves, process: "\(sleeper.name)", event: "woken", field: field)
      }
  }

  /// The longest loop of reads that is recognized as a spin.
  private static let longestSpin = 4

  private mutating func note(_ task: TaskView, value: String?) {
    guard task.operation == .load else {
      reads[task.name] = nil
      return
    }
    let read = Read(place: task.frames.first ?? 0, object: task.object, offset: task.offset, value: value)
    reads[task.name] = ((reads[task.name] ?? []) + [read]).suffix(3 * Self.longestSpin)
  }

  /// Whether a task reads the same values at the same places again and again, and does nothing else.
  public func isSpinning(_ name: TaskName) -> Bool {
    guard let last = reads[name] else { return false }
    return (1...Self.longestSpin).contains { length in
      guard last.count >= 3 * length else { return false }
      let loop = last.suffix(length)
      return last.dropLast(length).suffix(length) == loop && last.dropLast(2 * length).suffix(length) == loop
    }
  }

  /// Kills a process.
  public mutating func kill(_ name: TaskName) throws(Refusal) -> Line {
    try program.kill(name)
    moves += 1
    return Line(move: moves, process: "\(name)", event: "killed", field: "")
  }

  /// The crashes, in sentences.
  public var crashes: [String] {
    program.crashes.map { crash in
      let place = types.place(of: crash.task).map { ", after \($0.fileName):\($0.line)" } ?? ""
      return "\(crash.task.name) was ended by \(signalName(crash.signal))\(place)"
    }
  }

  /// What each blocked task waits for, in sentences.
  public var waits: [String] {
    program.tasks.filter { $0.state == .blocked }.map { task in
      let object = task.object.flatMap { index in program.objects.first { $0.index == index } }
      let field = object.map { types.name(of: $0, at: task.offset) }
      let place = types.place(of: task).map { " at \($0.fileName):\($0.line)" } ?? ""
      let words =
        task.operation == .wait ? "the end of another" : "\(task.operation.word)\(field.map { " \($0)" } ?? "")"
      return "\(task.name) waits in \(words)\(place)"
    }
  }
}
