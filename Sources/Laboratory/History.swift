import Model
import Programs
import SharedMemory

/// The moves since the last reset, and the states that they led to. Stepping back relies on it.
struct History {
  /// A digest of the state after this many moves. Of steps that are granted at once, only the final state is
  /// recorded.
  private struct Mark {
    var count: Int
    var digest: Int
  }

  /// The workers that took part at the start.
  let roster: [WorkerID]
  private(set) var moves: [Move] = []
  private var marks: [Mark] = []
  /// The undone moves, the next one to repeat last.
  private(set) var undone: [Move] = []
  /// The reason why the moves alone do not lead to the present state; nil if they do. The beginning of a sentence.
  private(set) var lost: String?

  init(roster: [WorkerID] = []) { self.roster = roster }

  var schedule: Schedule? { lost == nil ? Schedule(moves: moves) : nil }

  /// The digest after this many moves; nil if none was recorded.
  func digest(after count: Int) -> Int? {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].count < count { low = middle + 1 } else { high = middle }
    }
    return low < marks.count && marks[low].count == count ? marks[low].digest : nil
  }

  /// Enters a move that was made so many times. One that is not the one undone last forks off from there.
  mutating func enter(_ move: Move, times: Int) {
    for _ in 0..<times where !undone.isEmpty {
      if undone.last == move { undone.removeLast() } else { undone = [] }
    }
    moves.append(contentsOf: repeatElement(move, count: times))
  }

  /// How many moves were entered since somebody looked.
  var unseen: Int { moves.count - (marks.last?.count ?? 0) }

  /// Enters what the moves have led to.
  mutating func mark(_ digest: Int) {
    if unseen > 0 { marks.append(Mark(count: moves.count, digest: digest)) }
  }

  /// Takes over the undone moves and the recorded digests of the history that was stepped back.
  mutating func enterUndoing(of past: History) {
    undone = past.undone + past.moves[moves.count...].reversed()
    marks = past.marks.filter { $0.count <= moves.count }
  }

  /// Puts moves ahead, as if they had been undone. Nothing was moved yet.
  mutating func plan(_ schedule: Schedule) { undone = schedule.moves.reversed() }

  /// Records that something other than a move has happened.
  mutating func lose(_ reason: String) { lost = lost ?? reason }
}

extension Experiment {
  /// Whether all workers are still at the start of a new experiment.
  var isUntouched: Bool { resets == 0 && history.lost == nil && history.moves.isEmpty && history.undone.isEmpty }

  /// The setup and the schedule that lead a new experiment to the present state; nil if there were no moves, if more than
  /// moves led here, or if other processes were there at the start than a new experiment has.
  public var replay: (setup: Setup, schedule: Schedule)? {
    // A ring that was resumed had items at its start.
    guard panel.pace == .step, beganEmpty || resets > 0, let schedule = history.schedule, !schedule.moves.isEmpty else {
      return nil
    }
    var start = presentSetup
    let counts = Dictionary(grouping: history.roster, by: \.role).mapValues(\.count)
    start.counts = counts
    let isPossible = start.program.parts.allSatisfy { $0.counts.contains(counts[$0.role] ?? 0) }
    guard isPossible, start.roster.sorted() == history.roster.sorted(), schedule.whyNot(start) == nil else {
      return nil
    }
    return (start, schedule)
  }

  /// How many moves are made at most before what they led to is entered as well.
  private static let longestUnseen = 64

  /// Enters a move that was made so many times, unless it matters no more.
  func enter(_ move: Move, times: Int = 1) {
    guard history.lost == nil else { return }
    history.enter(move, times: times)
    if history.unseen >= Self.longestUnseen { mark() }
  }

  /// Enters what the moves have led to.
  func mark() {
    if history.lost == nil && history.unseen > 0 { history.mark(digest()) }
  }

  /// Undoes the last moves: repeats all moves before them from a reset ring, with the workers of that time, in the
  /// same processes if they are alive.
  ///
  /// - Parameter times: how many moves are undone together, at most as many as there are.
  public func stepBack(_ times: Int = 1) throws(Refusal) {
    if let lost = history.lost { throw Refusal("\(lost), so no step can be undone; R resets") }
    guard !history.moves.isEmpty else { throw Refusal("there is no step to go back from") }
    let past = history
    let moves = past.moves.dropLast(max(1, times))
    try quietly { () throws(Refusal) in
      try resetInPlace(roster: past.roster)
      while history.moves.count < moves.count {
        if isCancelled() { throw giveUp() }
        let made = history.moves.count
        do { try makeRun(of: moves[made...]) } catch { throw differs(at: made, moves, ": \(error)") }
        if let lost = history.lost { throw differs(at: made, moves, ": \(lost); R resets") }
        let count = history.moves.count
        if let before = past.digest(after: count), before != digest() {
          throw differs(at: count - 1, moves, "; R resets")
        }
      }
    }
    history.enterUndoing(of: past)
  }

  private func differs(at index: Int, _ moves: ArraySlice<Move>, _ reason: String) -> Refusal {
    Refusal("the replay differed at move \(index + 1), \(moves[index])\(reason)")
  }

  /// Abandons a replay half-way because the user wants to end.
  private func giveUp() -> Refusal {
    history.lose("the replay was interrupted")
    return Refusal("the replay was interrupted; R resets")
  }

  /// Repeats the move that was undone last.
  func stepForward() throws(Refusal) {
    guard let next = history.undone.last else { throw Refusal("nothing was undone") }
    try make(next)
  }

  /// Follows a schedule from a reset ring, with the workers that took part at the last reset. Stops early when the
  /// user wants to end.
  ///
  /// - Parameter each: called after each move. Without it, consecutive steps of one process are granted at once.
  func follow(_ schedule: Schedule, after each: ((Move) -> Void)? = nil) throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    try quietly { () throws(Refusal) in
      try resetInPlace(roster: history.roster)
      while history.moves.count < schedule.moves.count, !isCancelled() {
        let made = history.moves.count
        // Each move is made separately, so that `each` sees the state after it.
        let end = each == nil ? schedule.moves.endIndex : made + 1
        do { try makeRun(of: schedule.moves[made..<end]) } catch { throw cannotFollow(at: made, "\(error)") }
        if let lost = history.lost { throw cannotFollow(at: made, lost) }
        each?(schedule.moves[made])
      }
    }
    mark()
  }

  /// Goes back to a reset ring, with the moves of a schedule ahead, and as many workers of each role as there are, with
  /// the names that a new experiment gives them.
  func rehearse(_ schedule: Schedule) throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    let roster = setup.program.roles.flatMap { role in
      (0..<members.keys.count { $0.role == role }).map { WorkerID(role, $0 + 1) }
    }
    try quietly { () throws(Refusal) in try resetInPlace(roster: roster) }
    history.plan(schedule)
  }

  private func cannotFollow(at index: Int, _ reason: String) -> Refusal {
    Refusal("the schedule cannot be followed at move \(index + 1): \(reason)")
  }

  /// Makes the first of these moves. If it is a step, also makes the steps of the same process that follow it, as far
  /// as they can be granted at once.
  private func makeRun(of moves: ArraySlice<Move>) throws(Refusal) {
    guard let next = moves.first else { return }
    guard case .step(let id) = next else { return try make(next) }
    try step(id, times: moves.prefix(Self.longestRun).prefix { $0 == next }.count)
  }

  /// Does something without notices about workers that end or start during it: they are expected.
  func quietly(_ work: () throws(Refusal) -> Void) throws(Refusal) {
    let told = notices
    defer { notices = told }
    try work()
  }
}
