import Model
import SharedMemory

/// A comparison in a separate process, so that this one can do other work meanwhile. It ends when this is dropped.
public final class RunningComparison {
  let process: NewsProcess
  private var failure: String?

  /// News of a comparison.
  public enum News: Sendable, Hashable {
    case row(ComparisonRow)
    /// It is over: complete, or with the reason for its failure.
    case ended(String?)
  }

  /// - Parameter processors: as for `Comparison`. This process may be pinned by now, so the new one must be told.
  public init(
    sizes: [Int], seconds: Double, processors: [Int] = Comparison.processors(1),
    executable: String = OwnProcess.executable
  ) throws(SystemError) {
    process = try NewsProcess(
      executable, arguments: ComparisonProcess.arguments(sizes, seconds: seconds, processors: processors))
  }

  /// Readable when there is news: for poll(2).
  public var descriptor: Int32 { process.descriptor }

  /// The news since the last call. Never blocks.
  public func news() -> [News] {
    let (lines, endedWell) = process.news()
    failure = failure ?? lines.first { $0.hasPrefix(ComparisonProcess.failure) }
    var news = lines.compactMap { ComparisonRow(line: $0[...]) }.map(News.row)
    if let endedWell {
      let why = failure.map { String($0.dropFirst(ComparisonProcess.failure.count)) }
      news.append(.ended(why ?? (endedWell ? nil : "the comparison ended early")))
    }
    return news
  }

  /// Ends it and everything that it has started, and waits until it is gone.
  public func end() { process.end() }
}
