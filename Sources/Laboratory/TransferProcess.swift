import Glibc
import MessagePassing
import SharedMemory

/// The hidden entry of the executable: what one of the two processes of a transfer does, from its first instruction to
/// its exit.
public enum TransferProcess {
  /// The first argument that makes a process one.
  public static let argument = "transfer"

  /// Where it tells how it went, in one line: the descriptor that it inherits first.
  private static let report = ChildProcess.firstInherited

  /// What begins the line of one that failed.
  static let failure = "failed: "

  /// The arguments that start one.
  ///
  /// - Parameters:
  ///   - processor: the one that it is to run on; nil for any.
  ///   - descriptors: how many it inherits behind the one for its report.
  static func arguments(
    _ transport: some Transport, _ side: Side, size: Int, nanoseconds: UInt64, processor: Int?, link: Link
  ) -> [String] {
    [
      argument, transport.name, side.rawValue, "\(size)", "\(nanoseconds)", "\(processor ?? -1)",
      "\(link.descriptors[side, default: []].count)", link.argument, "\(getpid())",
    ]
  }

  /// Runs one, given the arguments after the program's name, and returns its exit code.
  public static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 9, let transport = Transports.named(arguments[1]), let side = Side(rawValue: arguments[2]),
      let size = Int(arguments[3]), Comparison.Limit.sizes.contains(size), let nanoseconds = UInt64(arguments[4]),
      let processor = Int(arguments[5]), let count = Int32(arguments[6]), (0...64).contains(count),
      let parent = Int32(arguments[8])
    else { return 64 }
    do {
      try OwnProcess.dieWithParent()
      // The parent may have died before that request was made; then nobody would ever end this process.
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

  /// Whether the line has arrived: write(2). It is short enough to do so as a whole.
  private static func tell(_ line: String) -> Bool {
    var line = line + "\n"
    return line.withUTF8 { write(report, $0.baseAddress, $0.count) == $0.count }
  }
}
