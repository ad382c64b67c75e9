import Grid
import Model
import Screens

/// Records an experiment of Ringside's own, as its screen shows it.
///
/// It compares each snapshot with the one before: their schedules say which moves were made, or taken back. Moves that
/// no snapshot lies between become one step.
public struct RunRecorder: Sendable {
  private var recorder = Recorder()
  /// The moves that are recorded.
  private var moves: [Move] = []
  private var before: State?
  /// Whether the processes have run freely since the last step.
  private var ranFreely = false

  public init() {}

  public var steps: Int { recorder.steps }
  public var isFull: Bool { recorder.isFull }

  /// Forgets the run: another one begins.
  public mutating func forget() {
    (recorder, moves, ranFreely, before) = (Recorder(), [], false, nil)
  }

  // MARK: - Looking

  /// Notes a state with a new snapshot.
  ///
  /// - Parameters:
  ///   - size: of the screen.
  ///   - move: the move that was asked for since the last snapshot, if one was. It counts where there is no schedule.
  public mutating func note(_ state: State, _ size: Size, after move: Move? = nil) {
    guard let now = state.snapshot else { return }
    defer { before = state }
    guard let old = before?.snapshot, old.discipline.belongs(to: now.discipline.program),
      old.discipline.name == now.discipline.name
    else {
      forget()
      (moves, ranFreely) = (now.schedule?.moves ?? [], now.pace != .step)
      return
    }
    guard now.pace == .step else {
      if now.resets != old.resets { forget() }
      ranFreely = true
      return
    }
    if let schedule = now.schedule { return follow(schedule.moves, old, state, size) }
    noteFreeRun(state, size)
    if let move, now.steps != old.steps || !move.isStep { add([move], old, state, size) }
  }

  private mutating func follow(_ made: [Move], _ old: Snapshot, _ state: State, _ size: Size) {
    if made.isEmpty {
      if !moves.isEmpty || !recorder.isEmpty { (recorder, moves) = (Recorder(), []) }
      ranFreely = false
      return
    }
    // The state before a move that was taken back in part is no longer known.
    var known: Snapshot? = old
    if !made.starts(with: moves) {
      known = nil
      let common = zip(made, moves).prefix { $0 == $1 }.count
      moves.removeLast(moves.count - recorder.goBack(to: common))
      // The recording began later: it begins anew here.
      if recorder.isEmpty { moves = made }
    }
    let new = made[moves.count...]
    if !new.isEmpty { add(Array(new), known, state, size) }
    moves = made
  }

  private static let freeRun = "The processes ran freely. "

  /// Adds a step for the time in which nobody stepped.
  private mutating func noteFreeRun(_ state: State, _ size: Size) {
    guard ranFreely, !recorder.isEmpty else { return }
    ranFreely = false
    recorder.add(moves: 0) {
      Self.step(state, size, words: Self.freeRun + state.narrated)
    }
  }

  // MARK: - Steps

  /// Adds moves as one step. If they are the first ones, the state before them becomes the start.
  ///
  /// - Parameter old: the snapshot before them; without it the step has no changes.
  /// - Parameter state: the state after them.
  public mutating func add(_ moves: [Move], _ old: Snapshot?, _ state: State, _ size: Size) {
    guard let now = state.snapshot else { return }
    if recorder.isEmpty { begin(with: before ?? state, size) }
    recorder.add(moves: moves.count) { Self.step(moves, old, now, state, size) }
  }

  /// Adds the start, unless there is one. If moves were made before, they are in it.
  public mutating func begin(with state: State, _ size: Size) {
    guard recorder.isEmpty else { return }
    let freely = ranFreely ? "The processes ran freely before. " : ""
    ranFreely = false
    recorder.add(moves: moves.count) {
      var step = Self.step(state, size, words: freely + state.narrated)
      step.move = "\(Schedule(moves: moves))"
      return step
    }
  }

  /// Adds a state in which the processes have run freely, or stand at their end.
  public mutating func add(_ state: State, _ size: Size, words: String) {
    recorder.add(moves: 0) { Self.step(state, size, words: words) }
  }

  /// Ends with these sentences, after those of the last step or in place of them.
  public mutating func close(with words: String, replacing: Bool = false) {
    recorder.close(with: words, replacing: replacing)
  }

  private static func step(_ state: State, _ size: Size, words: String) -> Recording.Step {
    Recording.Step(
      words: words, grid: view(state, size: size), seconds: Double(state.snapshot?.time ?? 0) / 1e9)
  }

  private static func step(
    _ moves: [Move], _ old: Snapshot?, _ now: Snapshot, _ state: State, _ size: Size
  ) -> Recording.Step {
    var step = step(state, size, words: state.narrated)
    step.move = "\(Schedule(moves: moves))"
    let workers = Set(moves.map(\.worker))
    if workers.count == 1, let worker = workers.first { step.process = "\(worker)" }
    guard let old else { return step }
    guard moves.count == 1 else {
      step.changes = differences(old, now)
      return step
    }
    let lines = TracedMove(1, moves[0], before: old, after: now).lines
    (step.event, step.operation) = (lines.first?.event.rawValue ?? "", lines.first?.operation ?? "")
    let shared = Set(now.discipline.program.variables.map { Substring($0.array) })
    step.changes = lines.compactMap(\.change).filter { $0.old != $0.new }.map { change in
      // The rest are registers, of one process each.
      let isPrivate = !shared.contains(change.variable.prefix { $0 != "[" })
      return Recording.Change(change.variable, "\(change.old)", "\(change.new)", isPrivate: isPrivate)
    }
    return step
  }

  /// The shared words and the synchronizers that differ.
  private static func differences(_ old: Snapshot, _ now: Snapshot) -> [Recording.Change] {
    now.discipline.program.variables.compactMap { variable in
      guard let before = old.values[variable], let after = now.values[variable], before != after else { return nil }
      return Recording.Change(variable.name, "\(before)", "\(after)")
    }
      + now.synchronizers.compactMap { view in
        guard let before = old.synchronizer(view.variable), before.value != view.value else { return nil }
        return Recording.Change(view.variable.name, "\(before.value)", "\(view.value)")
      }
  }

  // MARK: - The recording

  /// The recording of what was stepped.
  ///
  /// - Parameter state: the present state. It is the start of a recording without steps, and the end of one that had to
  ///   leave out some.
  public func recording(title: String, command: String?, _ state: State, _ size: Size) -> Recording? {
    var recorder = recorder
    if recorder.isEmpty {
      recorder.add(moves: 0) { Self.step(state, size, words: state.narrated) }
    } else if ranFreely {
      recorder.add(moves: 0) { Self.step(state, size, words: Self.freeRun + state.narrated) }
    }
    return recorder.recording(title: title, command: command) { Self.step(state, size, words: state.narrated) }
  }
}

extension Move {
  fileprivate var isStep: Bool { if case .step = self { true } else { false } }
}
