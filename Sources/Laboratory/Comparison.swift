import Glibc
import MessagePassing
import Model
import SharedMemory

/// The same transfer between two real processes over one transport after another, for messages of several sizes.
///
/// This process starts the two and waits; it takes no part in the measurement. Therefore neither of them can block
/// it, and when one dies or the user cancels, it ends the other.
public struct Comparison: Sendable {
  public var transports: [any Transport] = Transports.all
  public var sizes = [4, 64, 1024, 4096, 65536]
  /// The time for each transport and size: one half for one-way messages, the other for round trips.
  public var seconds = 0.2
  /// The processors of the sender and the receiver, by number: one for both, or one each. Empty: any.
  public var processors = Processors.lowest(1)
  /// The program that the processes run; by default Ringside itself.
  public var executable = OwnProcess.executable

  /// The allowed values.
  public enum Limit {
    public static let sizes = ScriptStep.Limit.messageSizes
    public static let seconds = 0.01...60.0
  }

  public init() {}

  /// The lowest of the processors that this process may use, at most this many.
  public static func processors(_ count: Int) -> [Int] { Processors.lowest(count) }

  /// The number of the present measurement, and how many there are.
  public struct Progress: Sendable {
    public var title: String
    public var size: Int
    public var step: Int
    public var steps: Int
  }

  /// Runs the whole comparison.
  ///
  /// - Parameters:
  ///   - isCancelled: polled; the comparison ends as soon as it returns true.
  ///   - onRow: called with each row as soon as it is measured.
  /// - Returns: nil if it was cancelled.
  public func run(
    isCancelled: () -> Bool = { false }, progress: (Progress) -> Void = { _ in },
    onRow: (ComparisonRow) throws -> Void = { _ in }
  ) throws -> ComparisonReport? {
    var report = ComparisonReport(processors: processors, seconds: seconds)
    for size in sizes {
      for transport in transports {
        progress(
          Progress(
            title: transport.title, size: size, step: report.rows.count + 1, steps: sizes.count * transports.count))
        guard let row = try row(transport, size: size, isCancelled) else { return nil }
        report.rows.append(row)
        try onRow(row)
      }
    }
    return report
  }

  private func row(_ transport: any Transport, size: Int, _ isCancelled: () -> Bool) throws -> ComparisonRow? {
    let row = { (outcome: ComparisonRow.Outcome) in
      ComparisonRow(transport: transport.name, size: size, outcome: outcome)
    }
    let link: Link
    do {
      link = try transport.prepare(size: size)
    } catch let refusal as Unavailable {
      return row(.unavailable(summary: refusal.summary, reason: refusal.description))
    } catch {
      return row(.unavailable(summary: "not available", reason: "\(error)"))
    }
    // The link must outlive the two processes.
    return try withExtendedLifetime(link) {
      let pair = try TransferPair(self, transport, size: size, link)
      defer { pair.end() }
      return try pair.wait(isCancelled).map { row(.measured(ComparisonRow.Figures($0, copies: transport.copies))) }
    }
  }
}

extension ComparisonRow.Figures {
  /// Creates the figures from the reports of the two processes.
  init(_ results: [Side: TransferResult], copies: Int) {
    let (sender, receiver) = (results[.sender], results[.receiver])
    let messages = Double(receiver?.messages ?? 0)
    let nanoseconds = Double(receiver?.moment ?? 0) - Double(sender?.moment ?? 0)
    let calls = (sender?.systemCalls ?? 0) + (receiver?.systemCalls ?? 0)
    self.init(
      messagesPerSecond: nanoseconds > 0 ? messages / nanoseconds * 1e9 : 0, copies: copies,
      systemCalls: messages > 0 ? Double(calls) / messages : 0, roundTrip: sender?.median ?? 0,
      roundTrip99thPercentile: sender?.percentile99 ?? 0)
  }
}

/// The reason why a comparison failed.
public enum ComparisonError: Error, CustomStringConvertible {
  case spawn(SystemError)
  /// One of the two processes ended early.
  case ended(Side, title: String, size: Int, String)
  /// One of them reports why it cannot continue.
  case failed(Side, title: String, size: Int, String)
  case late(title: String, size: Int)
  case tooFewProcessors(wanted: Int)

  public var description: String {
    switch self {
    case .spawn(let error): "a process could not be started: \(error)"
    case .ended(let side, let title, let size, let how):
      "the \(side) of \(title), \(size) bytes, \(how) during the measurement; run it again"
    case .failed(let side, let title, let size, let why):
      "the \(side) of \(title), \(size) bytes, stopped: \(why)"
    case .tooFewProcessors(let wanted):
      "`--processors \(wanted)` needs \(wanted) processors, and this process may use only one; use `--processors 1`"
    case .late(let title, let size):
      "the two processes of \(title), \(size) bytes, did not finish in time; was one of them stopped?"
    }
  }
}
