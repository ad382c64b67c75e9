import Lessons
import Model

// The prompts and the help: what can be typed now.

extension State {
  /// The words before the place where the user types.
  public var prompt: String {
    guard let player, player.activity != .freePlay else {
      let other = player == nil ? "quit" : "lesson to go back"
      return "Move such as \(examples), state, undo, help or \(other): "
    }
    if player.selectedStep != nil { return "Step 1 to \(player.lesson.steps.count), or Enter to stay: " }
    let hint = whyNotHint() == nil ? ["hint"] : []
    let back = whyNotPreviousPage() == nil ? ["back"] : []
    let rest = hint + back + ["steps", "help"]
    let end = "\(rest.joined(separator: ", ")) or quit: "
    if player.activity == .over {
      return player.next == nil ? "back, steps or quit: " : "next begins the next lesson; back, steps or quit: "
    }
    if player.isInChallenge { return "Move such as \(examples), undo, again, state, give up, \(end)" }
    guard player.isAsking, let question = player.page.prediction else { return "Enter for the next page, \(end)" }
    switch question.form {
    case .choice(let choices, _): return "Answer 1 to \(choices.count), \(end)"
    case .number: return "Type a number, \(end)"
    case .text: return "Type your answer, \(end)"
    }
  }

  /// Moves of the present processes: `p, c or P1*3`.
  var examples: String {
    let name = snapshot?.workers.first.map { "\($0.id)" } ?? "P1"
    return role(at: .second) == nil ? "p or \(name)*3" : "p, c or \(name)*3"
  }

  var helpSentences: [String] {
    let parts = program?.parts.map(\.noun) ?? []
    let name = snapshot?.workers.first.map { "\($0.id)" } ?? "P1"
    let first = parts.first ?? "process"
    let second = parts.dropFirst().first.map { "; c steps the next \($0)" } ?? ""
    let moves = [
      "p steps the next \(first)\(second); t steps all.",
      "\(name) steps that process once; \(name)*4 four times; \(name)*2 kill:\(name) makes these moves in a row. "
        + "s steps the last one again.",
      "kill \(name), restart \(name) and remove \(name) do that to a process; a\(second.isEmpty ? "" : " or A") adds one.",
      "undo takes a move back; redo makes it again; schedule says all moves so far.",
    ]
    let free = [
      "discipline lists the disciplines; discipline none changes to one; r switches synchronization off or on.",
      "reset begins again; run 2 lets all processes run for 2 seconds.",
    ]
    let look = [
      "state describes the memory and the processes; ledger says what was counted; listing reads the program; "
        + "memory says where each process sees the memory."
    ]
    let end = ["quit leaves; so does the end of input."]
    guard let player else { return moves + free + look + end }
    if player.activity == .freePlay { return moves + free + look + ["lesson goes back to the lesson."] + end }
    let lesson = [
      "Enter or next goes on; back goes to the page before; repeat reads the page again.",
      "steps lists the steps; step 3 goes to the third; again begins this one anew; hint gives a hint.",
      "A number or a text answers a question. answer, before it, says that it is meant as one.",
      "play begins free play with the experiment.",
    ]
    let challenge = player.isInChallenge ? ["In a challenge:"] + moves + ["give up tells a solution."] : []
    return lesson + challenge + look + end
  }
}
