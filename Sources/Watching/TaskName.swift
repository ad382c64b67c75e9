import Model

/// The name of a watched process, `P2`, or of one of its threads, `P2.3`.
public struct TaskName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// In the order in which the processes came, from 1.
  public var process: Int
  /// From 1; the process's first thread is 1, and is not written.
  public var thread: Int

  public init(process: Int, thread: Int = 1) { (self.process, self.thread) = (process, thread) }

  public init?(_ text: some StringProtocol) {
    let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard text.first == "P", 1...2 ~= parts.count, let process = Int(decimal: parts[0]), process > 0,
      let thread = parts.count == 2 ? Int(decimal: parts[1]) : 1, thread > 0
    else { return nil }
    self.init(process: process, thread: thread)
  }

  public var description: String { thread == 1 ? "P\(process)" : "P\(process).\(thread)" }

  public static func < (a: TaskName, b: TaskName) -> Bool { (a.process, a.thread) < (b.process, b.thread) }
}

/// Moves of a watched program in one line: `P1*4 P2 kill:P1`.
public struct WatchSchedule: Sendable, Hashable, CustomStringConvertible {
  public enum Move: Sendable, Hashable, CustomStringConvertible {
    case step(TaskName)
    /// SIGKILL for its whole process.
    case kill(TaskName)

    public var task: TaskName {
      switch self {
      case .step(let task), .kill(let task): task
      }
    }

    public var description: String {
      switch self {
      case .step(let task): "\(task)"
      case .kill(let task): "kill:\(task)"
      }
    }
  }

  public var moves: [Move]

  public init(moves: [Move] = []) { self.moves = moves }

  /// Reads a schedule; nil if the text is none.
  public init?(reading text: String) {
    moves = []
    for piece in text.split(separator: " ") {
      if piece.hasPrefix("kill:") {
        guard let task = TaskName(piece.dropFirst(5)) else { return nil }
        moves.append(.kill(task))
        continue
      }
      let parts = piece.split(separator: "*", omittingEmptySubsequences: false)
      guard 1...2 ~= parts.count, let task = TaskName(parts[0]),
        let times = parts.count == 2 ? Int(decimal: parts[1]) : 1,
        1...Schedule.longest ~= times, moves.count + times <= Schedule.longest
      else { return nil }
      moves += Array(repeating: .step(task), count: times)
    }
    if moves.isEmpty { return nil }
  }

  public var description: String {
    Schedule.text(of: moves) { if case .step = $0 { true } else { false } }
  }
}
