import Model

/// Ringside's objects on this machine, including those left behind.
public enum LeftoverTable {
  /// A line for each, and below it the commands that show and remove it.
  public static func lines(_ found: [Leftover]) -> [String] {
    found.flatMap { entry in
      let creator = entry.creator.map { "created by process \($0)" } ?? "creator unknown"
      let attached = entry.attached.map { "  attached \($0) times" } ?? ""
      let what = "\(entry.kind.words) \(harmless(entry.name))"
      let commands = entry.state == .removed ? [] : [entry.look, entry.clear].compactMap { $0 }
      return ["\(what)  \(entry.bytes) bytes\(attached)  \(creator)  \(entry.state.words)"]
        + (commands.isEmpty ? [] : ["    " + commands.map { harmless($0) }.joined(separator: "    ")])
    }
  }

  /// The units of its figures in JSON.
  public static let units = ["bytes": "bytes"]

  /// A remark below the table, or in its place; nil if there is none.
  public static func remark(_ found: [Leftover]) -> String? {
    if found.isEmpty { return "Ringside has nothing on this machine, and left nothing behind" }
    let dead = found.count { $0.state == .dead }
    return dead > 0 ? "\(dead) left behind; `ringside segments --remove` removes them" : nil
  }

  /// The leftovers that were removed at the start, in a sentence; nil if there were none.
  public static func notice(cleared: [Leftover]) -> String? {
    if cleared.isEmpty { return nil }
    let names = cleared.prefix(3).map { "\($0.kind.words) \($0.name)" }.joined(separator: ", ")
    let rest = cleared.count > 3 ? " and \(cleared.count - 3) more" : ""
    return "cleared what a Ringside that was killed had left behind: \(names)\(rest)"
  }
}

extension Leftover.State {
  fileprivate var words: String {
    switch self {
    case .alive: "in use"
    case .dead: "left behind: its creator is dead"
    case .unproven: "left alone: nothing proves that its creator is dead"
    case .notOurs: "not Ringside's, or another user's: left alone"
    case .removed: "removed"
    }
  }
}
