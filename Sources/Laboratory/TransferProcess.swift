import Glibc
import MessagePassing
import SharedMemory

/// The hidden entry point of the executable for one of the two processes of a transfer, from start to exit.
public enum TransferProcess {
  /// The first argument that selects this entry point.
  public static let argument = "transfer"

  /// The descriptor to which it writes its report, in one line: the first one that it inherits.
  private static let report = ChildProcess.firstInherited

  /// The prefix of the line after a failure.
  static let failure = "failed: "

  /// The arguments that start one.
  ///
  /// - Parameters:
  ///   - processor: the processor on which it runs; nil for any.
  ///   - descriptors: how many it inherits after the one for its report.
  static func arguments(
    _ transport: some Transport, _ side: Side, size: Int, nanoseconds: UInt64, processor: Int?, link: Link
  ) -> [String] {
    [
      argument, transport.name, side.rawValue, "\(size)", "\(nanoseconds)", "\(processor ?? -1)",
      "\(link.descriptors[side, default: []].count)", link.argument, "\(getpid())",
    ]
  }

  /// Runs a transfer process, given the arguments after the program's name, and returns the exit code.
  public static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 9, let transport = Transports.named(arguments[1]), let side = Side(rawValue: arguments[2]),
      let size = Int(arguments[3]), Comparison.Limit.sizes.contains(size), let nanoseconds = UInt64(arguments[4]),
      let processor = Int(arguments[5]), let count = Int32(arguments[6]), (0...64).contains(count),
      let parent = Int32(arguments[8])
    else { return 64 }
    do {
      try OwnProcess.dieWithParent()
      // The parent may have died before that request; then nobody would ever end this process.
      guard getppid() == parent else { return 65 }
      OwnProcess.setName("ringside \(side)")
      if let only = ProcessorSet(only: processor) { try System.setAffinity(of: 0, only) }
      let first = report + 1
      let place = TransferEnd(
        side: side, size: size, argument: arguments[7], descriptors: Array(first..<first + count))
      return tell("\(try transport.work(Assignment(place, nanoseconds: nanoseconds)))") ? 0 : 1
    } catch {
      _ = tell("\(failure)\(error)")
      return 1
    }
  }

  /// Writes a line, and returns whether that succeeded: write(2). It is short enough to be written atomically.
  private static func tell(_ line: String) -> Bool {
    var line = line + "\n"
    return line.withUTF8 { write(report, $0.baseAddress, $0.count) == $0.count }
  }
}
