import Grid
import Model

extension Recording {
  /// Title and command, then each step's heading and screen, in lines that are as wide as the screen.
  var plainText: String {
    let width = max(40, steps.map(\.grid.size.width).max() ?? 0)
    let head = wrapped(heading, within: width) + (commandLine.map { ["$ \($0)"] } ?? [])
    let parts = steps.enumerated().map { index, step in
      let rule = String(repeating: "=", count: width)
      return ["", rule] + step.heading(index, of: moves, within: width) + [rule, step.grid.plainText]
    }
    return (head + parts.joined()).joined(separator: "\n") + "\n"
  }
}

extension Recording.Step {
  /// `9 of 18: P1 sem_wait(empty)`, then the sentence and the changes.
  fileprivate func heading(_ number: Int, of moves: Int, within width: Int) -> [String] {
    let name = number == 0 && mover.isEmpty ? "start" : mover
    let act = [name, deed].filter { !$0.isEmpty }.joined(separator: " ")
    let line = "\(number) of \(moves)" + (act.isEmpty ? "" : ": \(act)")
    return wrapped(line, within: width) + wrapped(sentence, within: width)
      + differences.flatMap { wrapped($0.text(), behind: "  ", within: width) }
  }
}
