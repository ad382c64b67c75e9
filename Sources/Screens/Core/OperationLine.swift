import Grid
import Model

// The text of a completed operation: among the last steps on the screen, and in a trace.

extension Operation {
  /// Its line of C, without the indentation that it has in its listing.
  public var line: String { String(text.drop { $0 == " " }) }

  /// The same line, with the word of a wide item or of a text that the process is at: `slot[i][3] = item`.
  public func line(by worker: WorkerView, in snapshot: Snapshot) -> String {
    let words = variable.span == .text ? worker.word + 2 : snapshot.words
    guard kind == .load || kind == .store, isOncePerWord, words > 1, let bracket = line.lastIndex(of: "]") else {
      return line
    }
    return line[...bracket] + "[\(worker.word)]" + line[bracket...].dropFirst()
  }
}
