import Model

// A watched program in sentences.

extension WatchedState {
  /// The shared memory, the objects on which tasks wait, the tasks and the verdicts.
  public var sentences: [String] {
    let shared = (ring.map { [$0.sentence] } ?? []) + variables.map(\.sentence) + synchronizers.map(\.sentence)
    let nothing = shared.isEmpty ? ["Nothing is shared yet."] : []
    return (["After \(Quantity.counted(steps, "step")):"] + nothing + shared + tasks.map(\.sentence) + verdictSentences)
      .map(\.spoken)
  }

  public var verdictSentences: [String] { verdicts.map { $0.spoken.asSentence.capitalizedFirst } }

  /// The place of a task; nil if there is none of this name.
  public func sentence(about name: String) -> String? { tasks.first { $0.name == name }?.sentence.spoken }
}

extension WatchedState.Task {
  fileprivate var sentence: String {
    let at = place.isEmpty ? "" : ", at \(place)"
    switch state {
    case "parked", "spinning":
      let spins = state == "spinning" ? ", which reads the same values again and again" : ""
      return "\(name) is about to do \(next)\(at)\(spins)."
    case "BLOCKED": return "\(name) is blocked in \(next)\(at)."
    case "ended": return "\(name) has ended."
    case "asleep": return "\(name) sleeps\(at)."
    case "input": return "\(name) waits for input. Type type and a line."
    case "outside": return "\(name) waits where Ringside does not see it\(at)."
    default: return "\(name) is \(state)\(at)."
    }
  }
}

extension WatchedState.Field {
  fileprivate var sentence: String {
    let writer = writer.map { " \($0.replacing(" :", with: " changed it last, at line "))." } ?? ""
    let has = owners.isEmpty ? "" : " \(owners.listed()) \(owners.count == 1 ? "has" : "have") it."
    let waits = waiters.isEmpty ? "" : " \(waiters.listed()) \(waiters.count == 1 ? "waits" : "wait") for it."
    let shown = value.isEmpty ? "\(name)\(kind.isEmpty ? "" : " is a \(kind)")." : "\(name) is \(value)."
    return shown + writer + has + waits
  }
}

extension WatchedState.Ring {
  fileprivate var sentence: String {
    let places = indices.map { "\($0.name) is at element \($0.element)" }
    return "\(name) has \(Quantity.counted(values.count, "element")): \(values.joined(separator: ", ")). "
      + "\(places.joined(separator: ", "))."
  }
}
