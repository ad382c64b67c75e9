import ArgumentParser
import CSignals
import Glibc
import Laboratory
import Licenses
import Model
import Programs
import SharedMemory
import Watching

/// The entry point of every process of Ringside.
@main
enum Entry {
  static func main() {
    // A worker is recognized before anything else is set up: it does not need the rest, and should start fast.
    let arguments = OwnProcess.arguments.dropFirst()
    if arguments.first == WorkerProcess.argument { exit(WorkerProcess.run(Array(arguments)).rawValue) }
    if arguments.first == TransferProcess.argument { exit(TransferProcess.run(Array(arguments))) }
    if arguments.first == WatchGuardian.argument { exit(WatchGuardian.run(Array(arguments))) }
    StandardOutput.reserveDescriptors()
    do {
      try CrashGuard.install()
      if arguments.first == ComparisonProcess.argument {
        let signals = try Signals(answersStops: false)
        exit(ComparisonProcess.run(Array(arguments)) { signals.ending != nil })
      }
      if arguments.first == ExplorationProcess.argument {
        exit(ExplorationProcess.run(Array(arguments), try Signals(answersStops: false)))
      }
      let words = Array(arguments)
      if let script = try CompletionScript.asked(by: words) { return try printLast(script) }
      if words.first == Licenses.option { return try printLast(Licenses.text) }
      if let page = try ManualPages.page(askedBy: words) { return try printLast(page.text(width: ManualPages.width)) }
      if UsageMistake.isDoubtful(words), let mistake = UsageMistake.sentence(for: words, try .ringside()) {
        throw RefusedValue.error(mistake)
      }
      var command = try Ringside.parseAsRoot(RoleCounts.tagged(words))
      try command.run()
      try StandardOutput.flush()
      endAsAsked()
    } catch {
      finish(with: error)
    }
  }

  /// Ends the program by the signal that asked for it, if there was one. An error after that signal is only its
  /// consequence.
  private static func endAsAsked() {
    let signal = signals_ending()
    if signal != 0 { signals_end_by(signal) }
  }

  private static func printLast(_ text: String) throws {
    print(text, terminator: "")
    try StandardOutput.flush()
  }

  /// The misplaced word of the command line, if there is one.
  private static func mistake() -> String? {
    guard let shape = try? CommandShape.ringside() else { return nil }
    return UsageMistake.sentence(for: Array(OwnProcess.arguments.dropFirst()), shape)
  }

  /// Ends the program with an error's message: help on standard output, anything else in one sentence on standard
  /// error.
  private static func finish(with error: any Error) -> Never {
    endAsAsked()
    if let failure = error as? OutputFailure {
      say("\(failure)")
      exit(1)
    }
    if let failure = error as? WatchFailure {
      sayLines(failure.description)
      exit(1)
    }
    let code = Ringside.exitCode(for: error)
    if code.isSuccess { print(Ringside.fullMessage(for: error)) }
    do {
      try StandardOutput.flush()
    } catch let failure {
      say("\(failure)")
      exit(1)
    }
    if code.isSuccess { exit(0) }
    let message = Ringside.message(for: error)
    let own = RefusedValue.sentence(in: message)
    let sentence = code == .validationFailure && own == nil ? mistake() ?? message : own ?? message
    if !sentence.isEmpty { say(sentence) }
    exit(code.rawValue)
  }
}

/// The command line: `ringside` and its subcommands, such as `ringside run`.
struct Ringside: ParsableCommand {
  static let version = "1.0.0"

  static let configuration = CommandConfiguration(
    commandName: "ringside",
    abstract: "See shared memory: real processes on one region of memory, live.",
    discussion: CommandManual.root.discussion,
    version: version,
    subcommands: [
      RunCommand.self, ExploreCommand.self, WatchCommand.self, ViewCommand.self, SourceCommand.self, LessonCommand.self,
      SegmentsCommand.self, DisciplinesCommand.self, CompareCommand.self, ConfigCommand.self, KeysCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// Read before everything else, because the program's own command runs when no other is named.
  @Flag(help: "Print the notices and licenses of the software that is linked in.")
  var licenses = false
}

/// Messages for the user go to standard error, data to standard output.
func say(_ sentence: String) {
  var line = "ringside: \(harmless(sentence))\n"
  // If this cannot be written, there is nobody to tell.
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// The same for words of somebody else's that have several lines: those of a compiler.
func sayLines(_ text: String) {
  let lines = text.split(separator: "\n").map { harmless(String($0)) }
  var all = "ringside: " + lines.joined(separator: "\n") + "\n"
  // If this cannot be written, there is nobody to tell.
  all.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
