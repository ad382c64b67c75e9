import Glibc
import MessagePassing
import Model
import Programs
import SharedMemory

/// The hidden entry point of the executable for a comparison that reports each row as soon as it is measured, for a
/// screen.
public enum ComparisonProcess {
  /// The first argument that selects this entry point.
  public static let argument = "comparison"

  /// The prefix of the last line after a failure.
  static let failure = "failed: "

  static func arguments(_ sizes: [Int], seconds: Double, processors: [Int]) -> [String] {
    [argument, list(sizes), "\(seconds)", list(processors), "\(getpid())"]
  }

  /// Runs a comparison, given the arguments after the program's name, and returns the exit code.
  ///
  /// - Parameter isCancelled: whether a signal has asked it to end. The kernel sends SIGTERM when its parent dies, so
  ///   that it can still remove what it created.
  public static func run(_ arguments: [String], isCancelled: () -> Bool) -> Int32 {
    guard arguments.count == 5, case .success(let sizes) = MessageSizes.read(arguments[1]),
      let seconds = Double(arguments[2]), Comparison.Limit.seconds.contains(seconds),
      let processors = processors(arguments[3]), let parent = Int32(arguments[4])
    else { return 64 }
    do {
      try OwnProcess.dieWithParent(by: SIGTERM)
      // The parent may have died before that request; then nobody would ever end this process.
      guard getppid() == parent else { return 65 }
      OwnProcess.setName("compare")
      // Nobody reads a report here.
      _ = Leftovers.clear()
      var comparison = Comparison()
      comparison.sizes = sizes
      comparison.seconds = seconds
      comparison.processors = processors
      let report = try comparison.run(isCancelled: isCancelled, onRow: { row in try NewsProcess.tell(row.line) })
      return report == nil ? 1 : 0
    } catch {
      try? NewsProcess.tell("\(failure)\(error)")
      return 1
    }
  }

  private static func list(_ numbers: [Int]) -> String { numbers.map { "\($0)" }.joined(separator: ",") }

  /// Reads none, one or two processors; nil for anything else.
  private static func processors(_ text: String) -> [Int]? {
    let words = text.split(separator: ",")
    let numbers = words.compactMap { Int(decimal: $0) }
    return numbers.count == words.count && numbers.count <= 2 ? numbers : nil
  }
}

extension ComparisonRow {
  /// The row as a line of fields with tabs between them.
  var line: String {
    let rest =
      switch outcome {
      case .measured(let figures):
        [
          "\(figures.messagesPerSecond)", "\(figures.copies)", "\(figures.systemCalls)", "\(figures.roundTrip)",
          "\(figures.roundTrip99thPercentile)",
        ]
      case .unavailable(let summary, let reason): [summary, reason]
      }
    // A reason may contain the system's own text.
    let fields = ([transport, "\(size)"] + rest).map { field in
      String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
    return fields.joined(separator: "\t")
  }

  /// Reads such a line; nil if it is not one.
  init?(line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 4, let size = Int(fields[1]) else { return nil }
    if fields.count == 4 {
      self.init(
        transport: fields[0], size: size, outcome: .unavailable(summary: fields[2], reason: fields[3]))
    } else if fields.count == 7, let rate = Double(fields[2]), let copies = Int(fields[3]),
      let calls = Double(fields[4]), let trip = UInt64(fields[5]), let slowTrip = UInt64(fields[6])
    {
      let figures = Figures(
        messagesPerSecond: rate, copies: copies, systemCalls: calls, roundTrip: trip, roundTrip99thPercentile: slowTrip)
      self.init(transport: fields[0], size: size, outcome: .measured(figures))
    } else {
      return nil
    }
  }
}

extension Transports {
  /// All transports, described for a screen.
  public static let compared: [ComparedTransport] = all.map(ComparedTransport.init)
}

extension ComparedTransport {
  /// Describes a transport in words.
  public init(_ transport: any Transport) {
    let traits = transport.traits
    self.init(
      name: transport.name, title: transport.title, family: transport.family,
      isShared: RingTransports.all.contains { $0.name == transport.name },
      traits: Traits(
        waiting: traits.synchronization, reach: traits.reach, effort: traits.complexity, safety: traits.safety))
  }
}
