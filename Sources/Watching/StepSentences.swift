import Model

extension WatchRun.Line {
  /// The step in a sentence, with code between backticks.
  public var words: String {
    if let sentence { return sentence + "." }
    let place = line.map { " at line \($0)" } ?? ""
    let target = field.isEmpty ? "" : " `\(field)`"
    switch event {
    case "begin": return "\(process) began."
    case "ended": return "\(process) ended: \(field)."
    case "fork" where !field.isEmpty: return "\(process) forked \(field)\(place)."
    case "pthread_create" where !field.isEmpty: return "\(process) started \(field)\(place)."
    case "sleep": return "\(process) slept \(field)\(place)."
    case "store":
      return "\(process) stored\(target) = \(new ?? "?") (\(old == new ? "as before" : "was \(old ?? "?")"))\(place)."
    case "load": return "\(process) read\(target) = \(old ?? "?")\(place)."
    case "write" where old == nil: return "Between two gates, \(process) wrote\(target) = \(new ?? "?")."
    case "woken": return "\(process) woke up\(target.isEmpty ? "" : ": it waited for" + target)."
    case "killed": return "\(process) was killed."
    case _ where event.hasSuffix(" blocks"):
      return
        "\(process) must wait in `\(event.dropLast(" blocks".count))`\(target.isEmpty ? "" : " for" + target)\(place)."
    case _ where event.hasSuffix(" times out"):
      return "The time of \(process)'s `\(event.dropLast(" times out".count))` is over\(place)."
    default:
      let change = old != nil && old != new ? ": \(old ?? "") became \(new ?? "")" : ""
      return "\(process) did `\(event)`\(target)\(place)\(change)."
    }
  }
}

extension WatchedState.Event {
  /// The letters of operations in the timeline; other calls have the first letter of their names.
  private static let letters: [String: Character] = [
    "begin": "b", "load": "l", "store": "s", "update": "u", "read": "r", "write": "w", "copy": "c", "woken": "!",
    "sem_wait": "W", "sem_post": "P", "mutex_lock": "L", "mutex_unlock": "U", "cond_wait": "C", "cond_signal": "S",
    "cond_broadcast": "B", "semop": "o", "fork": "f", "wait": "w", "sleep": "z", "killed": "x", "ended": "x",
    "sem_init": "i", "lost": "?", "pthread_create": "t",
    "pthread_join": "j", "sched_yield": "y",
  ]

  init(_ line: WatchRun.Line) {
    let isBlocked = line.event.hasSuffix(" blocks")
    let event = String(line.event.prefix { $0 != " " })
    self.init(task: line.process, letter: Self.letters[event] ?? event.first ?? "?", isBlocked: isBlocked)
  }
}
