import ArgumentParser
import Exploration
import Glibc
import Model
import Reports
import SharedMemory
import Watching

/// `ringside watch`: compiles a C program, and steps its processes through their shared memory.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Step your own C program through its shared memory: your struct, your source lines.",
    discussion: """
      Examples:
        ringside watch prodcons.c
        ringside watch prodcons.c --headless --seed 7 -- 25
        ringside watch ./producer 25 : ./consumer
        ringside watch --build make ./prodcons
        ringside watch prodcons.c --headless --schedule 'P1*9 P2*4' --json

      The program is compiled with hooks before each access to shared memory; its source stays as it is. Each access \
      and each synchronizing call is one step. The screen shows your struct, your processes and your source lines; ? \
      shows the keys. With --headless the steps come in an order that --seed decides, and the same order gives the same \
      trace. One line tells each step, with six columns separated by tabs: the number of the move, the process, what it did, \
      the field, its value before and after, and the source line. What the program prints goes to standard error. \
      Names and keys are private to the run, and what the program leaves behind is told and removed. Sleeps take no \
      time.

      Exit codes: 0 the program ended well; 4 all of its processes wait for ever; 1 it did not compile, crashed, or \
      ended with another status than 0; 64 wrong usage; 128+n ended by signal n.
      """)

  @Argument(
    help: """
      The C or C++ files of a program, and behind -- its own arguments; or programs with their arguments, with a colon \
      between two of them.
      """, completion: .file())
  var files: [String]

  @Option(help: "First build the programs by this command, such as make, with hooks in what it compiles.")
  var build: String?

  @Option(help: "The file that the program reads as its standard input. (default: none)", completion: .file())
  var stdin: String?

  /// How many of the words stand behind `--`: those are the program's own arguments.
  private var ownCount: Int {
    let words = OwnProcess.arguments
    return words.firstIndex(of: "--").map { words.count - $0 - 1 } ?? 0
  }

  private var sources: [String] { files.dropLast(ownCount) }
  private var arguments: [String] { files.suffix(ownCount) }

  /// Whether compiled programs are watched, not C files.
  private var isOfPrograms: Bool { build != nil || !ProgramBuild.isSource(files.first ?? "") }

  @Option(help: "The compiler, gcc or clang. (default: gcc)", completion: .list(["gcc", "clang"]))
  var cc = "gcc"

  @Option(help: "The struct that the shared memory holds, where it cannot be found in the source.")
  var type: String?

  @Option(
    parsing: .unconditional, help: "The seed of the order of the steps, a whole number. (default: 1)",
    transform: { try OptionParsing.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(help: "Make these steps, such as 'P1*9 P2*4', then end.")
  var schedule: String?

  @Option(
    parsing: .unconditional, help: "End after this many seconds. (default: 60)", transform: OptionParsing.seconds)
  var seconds = 60.0

  @Flag(help: "Without a screen: step the program to its end, and print a line for each step.")
  var headless = false

  @Flag(help: "With --headless: a JSON object for each step, and one for the end.")
  var json = false

  @OptionGroup var look: LookOptions

  func validate() throws {
    if let schedule, WatchSchedule(reading: schedule) == nil {
      throw ValidationError("`\(schedule)` is not a schedule; write steps such as 'P1*9 P2*4 P1.2'")
    }
    if json && !headless { throw ValidationError("--json needs --headless") }
    if files.isEmpty || !isOfPrograms && sources.isEmpty {
      throw ValidationError("there is nothing to watch; name the C files of a program")
    }
    for file in (isOfPrograms ? [] : sources) + [stdin].compactMap({ $0 }) where access(file, R_OK) != 0 {
      throw ValidationError("`\(file)` cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  func run() throws {
    let signals = try Signals(answersStops: !headless)
    let code = try watch(signals)
    // Everything is removed by now.
    if signals.ending != nil {
      // If this fails, the output is lost with the program.
      fflush(nil)
      return signals.endAsAsked()
    }
    if let code { throw ExitCode(code) }
  }

  private func options(in folder: String) throws -> WatchOptions {
    let library = try ProgramBuild([], compiler: cc, folder: folder).runtimeLibrary()
    return WatchOptions(input: stdin.map { .file($0) } ?? .none, library: library)
  }

  /// Builds the program, steps it to its end, and removes all that is left of it.
  /// - Returns: the exit code; nil if all went well.
  private func watch(_ signals: Signals) throws -> Int32? {
    let folder = try TemporaryBuildFolder()
    defer { folder.remove() }
    let rebuild = { do { return try commandsToStart(in: folder.path) } catch { throw WatchFailure("\(error)") } }
    let types = ObjectTypes(chosen: type)
    if !headless {
      let name = files[0].split(separator: "/").last.map(String.init) ?? files[0]
      let session = try WatchSession(
        sources: isOfPrograms ? [] : sources, rebuild: rebuild, options: try options(in: folder.path), types: types, name: name, seed: seed,
        look: look, signals: signals)
      for object in try session.show(schedule.flatMap { WatchSchedule(reading: $0) }) {
        say("the program left \(object) behind; it is removed now")
      }
      return nil
    }
    let program = try WatchedProgram(rebuild(), options(in: folder.path))
    program.isInterrupted = { signals.ending != nil }
    defer { program.close() }
    var run = WatchRun(program, types: types)
    let ending = try follow(&run, program, signals)
    relay(program)
    let crashes = run.crashes
    try tell(ending, crashes, program.close())
    return ending.exitCode ?? (crashes.isEmpty ? nil : 1)
  }

  /// Builds what is to be built.
  private func commandsToStart(in folder: String) throws -> [WatchedProgram.Command] {
    guard isOfPrograms else {
      return [WatchedProgram.Command(try ProgramBuild(sources, compiler: cc, folder: folder).build(), arguments)]
    }
    let runtime = ProgramBuild([], compiler: cc, folder: folder)
    if let build { try BuildShims(folder: folder, runtime: runtime.runtimeObject()).run(build) }
    return try files.split(separator: ":").map { words in
      let executable = try Executable(words[words.startIndex])
      if !executable.hasHooks {
        let hint = build == nil ? "" : "; --build made nothing new, and with make -B it does"
        say("\(words[words.startIndex]) has no hooks, so it is stepped at its synchronization calls only\(hint)")
      }
      return WatchedProgram.Command(
        executable.path, Array(words.dropFirst()), preload: executable.hasHooks ? nil : try runtime.runtimeLibrary())
    }
  }

  private func follow(
    _ run: inout WatchRun, _ program: WatchedProgram, _ signals: Signals
  ) throws -> WatchRun.Ending {
    let start = monotonicNanoseconds()
    var generator = SeededGenerator(seed: seed)
    var wanted = schedule.flatMap { WatchSchedule(reading: $0) }?.moves[...]
    var refusal: Refusal?
    let ending = try run.run { ready in
      guard wanted != nil else { return ready.randomElement(using: &generator).map { .step($0) } }
      guard let move = wanted?.popFirst() else { return nil }
      if case .step(let task) = move, !ready.contains(task) {
        refusal = Refusal("the schedule cannot be followed: \(move.task) cannot move there")
        return nil
      }
      return move
    } isOver: {
      if signals.ending != nil { return .signal }
      if wanted?.isEmpty == true { return .schedule }
      return Double(monotonicNanoseconds() - start) / 1e9 >= seconds ? .seconds : nil
    } onLine: { line in
      relay(program)
      print(json ? (try? JSONOutput.object(line, kind: "move")) ?? "" : line.text)
    }
    if let refusal { throw refusal }
    return ending
  }

  /// Passes on what the program has printed.
  private func relay(_ program: WatchedProgram) {
    var text = program.takeOutput()
    if !text.isEmpty { text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) } }
  }

  private func tell(_ ending: WatchRun.Ending, _ crashes: [String], _ left: [String]) throws {
    let words = crashes + ending.words
    if json {
      print(try JSONOutput.object(WatchReport(endedBy: ending.name, findings: words, leftBehind: left), kind: "report"))
    } else {
      for sentence in words { say(sentence) }
      for object in left { say("the program left \(object) behind; it is removed now") }
    }
  }
}

private struct WatchReport: Encodable {
  var endedBy: String
  var findings: [String]
  var leftBehind: [String]
}

/// Why a program could not be watched, in words that may have several lines: those of the compiler.
struct WatchFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A folder for what is built, removed with all that is in it.
struct TemporaryBuildFolder {
  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/ringside-build-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw WatchFailure("mkdtemp \(base): \(String(cString: strerror(errno)))")
    }
    path = String(cString: made)
  }

  func remove() {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}

extension WatchRun.Ending {
  var name: String {
    switch self {
    case .ended: "program"
    case .deadlock: "deadlock"
    case .livelock: "livelock"
    case .seconds: "seconds"
    case .schedule: "schedule"
    case .signal: "signal"
    case .outside: "outside"
    }
  }

  /// In sentences.
  var words: [String] {
    switch self {
    case .ended(let status):
      if status & 0x7f != 0 {
        ["the program was ended by \(signalName(status & 0x7f))"]
      } else {
        [status == 0 ? "the program ended well" : "the program ended with status \(status >> 8 & 0xff)"]
      }
    case .deadlock(let waits): waits + ["deadlock: each process waits for ever"]
    case .livelock(let spins): spins + ["livelock: no process gets any further"]
    case .seconds: ["the time was over"]
    case .schedule: ["the schedule ends here"]
    case .signal: ["ended by a signal"]
    case .outside(let tasks): tasks + ["nothing can be stepped: Ringside does not know what ends these waits"]
    }
  }

  var exitCode: Int32? {
    switch self {
    case .ended(0), .schedule, .seconds, .signal: nil
    case .ended, .outside: 1
    case .deadlock, .livelock: 4
    }
  }
}
