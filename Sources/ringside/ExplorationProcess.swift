import CSignals
import Glibc
import Laboratory
import Model
import Reports
import SharedMemory

/// The hidden entry point of the executable for a search that reports its progress and its result to a screen.
enum ExplorationProcess {
  /// The first argument that selects this entry point.
  static let argument = "exploration"

  /// - Parameter options: as for `ringside explore`.
  static func arguments(_ options: [String]) -> [String] { [argument, "\(getpid())"] + options }

  /// The options of `ringside explore` for a search.
  static func options(_ exploration: ScriptExploration, _ setup: Setup, _ backend: Backend) -> [String] {
    var options = [
      "--program", setup.program.name, "--discipline", setup.discipline, "--items", "\(exploration.items)",
      "--kills", "\(exploration.kills)", "--backend", backend.rawValue,
    ]
    if case .noBugWithin(let bound) = exploration.claim { options += ["--preemptions", "\(bound)"] }
    if let fault = exploration.fault { options += ["--find", fault.rawValue] }
    if setup.program.hasSlots { options += ["--slots", "\(setup.slots)", "--words", "\(setup.words)"] }
    if setup.program.settings.contains(.text) { options += ["--text", setup.text] }
    for part in setup.program.parts where part.counts.count > 1 {
      options += ["--\(part.plural)", "\(setup.count(of: part.role))"]
    }
    return options
  }

  /// Runs a search, given the arguments after the program's name, and returns the exit code. The kernel sends SIGTERM
  /// when its parent dies, so that it can still remove what it created.
  static func run(_ arguments: [String], _ signals: Signals) -> Int32 {
    guard arguments.count >= 2, let parent = Int32(arguments[1]) else { return 64 }
    do {
      try OwnProcess.dieWithParent(by: SIGTERM)
      // The parent may have died before that request; then nobody would ever end this process.
      guard getppid() == parent else { return 65 }
      OwnProcess.setName("explore")
      let command = try ExploreCommand.parse(RoleCounts.tagged(Array(arguments[2...])))
      var told: (any Error)?
      let report = try command.exploring(signals).run { progress in
        do { try tell(.progress(progress)) } catch { told = error }
      }
      if let told { throw told }
      try tell(.result(report.result))
      return 0
    } catch {
      try? tell(.failed("\(error)"))
      return 1
    }
  }

  private static func tell(_ news: ExplorationNews) throws {
    try NewsProcess.tell(JSONOutput.line(news))
  }
}

/// A search in a separate process, so that this one can show its progress. It ends when this is dropped.
final class RunningExploration: RunningSearch {
  private let process: NewsProcess
  private var isAnswered = false

  /// - Parameter executable: the program that searches: Ringside itself.
  init(
    _ exploration: ScriptExploration, _ setup: Setup, _ backend: Backend, executable: String = OwnProcess.executable
  ) throws(SystemError) {
    let options = ExplorationProcess.options(exploration, setup, backend)
    process = try NewsProcess(executable, arguments: ExplorationProcess.arguments(options))
  }

  /// Readable when there is news: for poll(2).
  var descriptor: Int32 { process.descriptor }

  /// The news since the last call; of several reports of progress the last one. Never blocks.
  func news() -> [ExplorationNews] {
    let (lines, endedWell) = process.news()
    var news = lines.compactMap { JSONOutput.value(of: ExplorationNews.self, in: $0) }
    let last = news.lastIndex { if case .progress = $0 { true } else { false } }
    news = news.enumerated().filter { index, item in
      if case .progress = item { return index == last }
      isAnswered = true
      return true
    }.map(\.element)
    if endedWell != nil && !isAnswered { news.append(.failed("the search ended early")) }
    return news
  }

  func end() { process.end() }
}
