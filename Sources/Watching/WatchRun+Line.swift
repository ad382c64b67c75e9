import Model

extension WatchRun {
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
    /// In a sentence, where it has one of its own.
    var sentence: String?

    private enum CodingKeys: CodingKey { case move, process, event, field, old, new, file, line, function }

    /// `P2 store buffer.in 3 -> 4 prodcons.c:41`
    public var text: String {
      let values = old.map { old in new.map { $0 == old ? old : "\(old) -> \($0)" } ?? old } ?? ""
      let place = file.map { "\($0):\(line ?? 0)" } ?? ""
      // Text from the program may have anything in it.
      return ["\(move)", process, event, field, values, place].map(harmless).joined(separator: "\t")
    }
  }
}
