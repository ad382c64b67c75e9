import ArgumentParser
import Glibc
import Laboratory
import Model
import Programs
import SharedMemory

/// Where every process of Ringside begins.
@main
enum Entry {
  static func main() {
    // A worker is recognized before anything else is set up: it has no use for the rest, and should start fast.
    let arguments = OwnProcess.arguments.dropFirst()
    if arguments.first == WorkerProcess.argument { exit(WorkerProcess.run(Array(arguments)).rawValue) }
    if arguments.first == TransferProcess.argument { exit(TransferProcess.run(Array(arguments))) }
    do {
      try CrashGuard.install()
      if arguments.first == ComparisonProcess.argument {
        let signals = try Signals(answersStops: false)
        exit(ComparisonProcess.run(Array(arguments)) { signals.ending != nil })
      }
      var command = try Ringside.parseAsRoot(Array(arguments))
      try command.run()
      try flushOutput()
    } catch {
      finish(with: error)
    }
  }

  /// What was printed must have arrived, or the program has failed: fflush(3).
  private static func flushOutput() throws {
    guard fflush(nil) == 0 else { throw SystemError.last("write", "standard output") }
  }

  /// Ends the program with what an error says: help on standard output, anything else in one sentence on standard error.
  private static func finish(with error: any Error) -> Never {
    if fflush(nil) != 0 {
      say("\(SystemError.last("write", "standard output"))")
      exit(1)
    }
    let code = Ringside.exitCode(for: error)
    if code.isSuccess { Ringside.exit(withError: error) }
    let message = Ringside.message(for: error)
    if !message.isEmpty { say(message) }
    exit(code.rawValue)
  }
}

/// The command line: `ringside`, `ringside run`, `ringside segments`, `ringside compare`.
struct Ringside: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringside",
    abstract: "See shared memory: real producers and consumers on a ring buffer, live.",
    discussion: """
      Without a command it shows the demonstration: one producer and one consumer on ten slots of POSIX shared memory, \
      under the textbook's three semaphores. Press ? there for the keys.

      Exit codes: 0 all is well; 1 something failed, in one sentence on standard error; 3 items were lost, duplicated \
      or torn; 4 deadlock; 64 wrong usage; 128+n ended by signal n.
      """,
    version: "0.1.0",
    subcommands: [
      RunCommand.self, LessonCommand.self, SegmentsCommand.self, DisciplinesCommand.self, CompareCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}

/// Words for the person at the terminal go to standard error, data to standard output.
func say(_ sentence: String) {
  var line = "ringside: \(harmless(sentence))\n"
  // There is nobody left to tell if this cannot be written.
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
