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
    discussion: CommandManual.watch.discussion)

  @Argument(
    parsing: .allUnrecognized,
    help: """
      The C or C++ files of a program, and behind -- its own arguments; or programs with their arguments. A colon stands \
      between two programs, also between the files of two.
      """, completion: .file())
  var files: [String] = []

  @Option(help: "First build the programs by this command, such as make, with hooks in what it compiles.")
  var build: String?

  @Option(
    help: "The file that the program reads as its standard input. (default: what is typed in the output pane)",
    completion: .file())
  var stdin: String?

  /// The words before `--`, and those behind it: the program's own arguments.
  private var sources: [String] { Array(files.prefix { $0 != "--" }) }
  private var arguments: [String] { Array(files.drop { $0 != "--" }.dropFirst()) }

  /// The program's name on the screen.
  private var name: String {
    let name = words.first?.split(separator: "/").last.map(String.init) ?? ""
    return everyAccess ? "\(name), each access by a page trap (slow)" : name
  }

  /// Whether compiled programs are watched, not C files.
  private var isOfPrograms: Bool { build != nil || !ProgramBuild.isSource(words.first ?? "") }

  /// Without a `--` in front of the first program.
  private var words: ArraySlice<String> { files.first == "--" ? files.dropFirst() : files[...] }

  @Option(
    name: .customLong("cc"), help: "The compiler, gcc or clang. (default: gcc)", completion: .list(["gcc", "clang"]))
  var chosenCompiler: String?

  static let standardCompiler = "gcc"
  var cc: String { chosenCompiler ?? Settings.own.compiler ?? Self.standardCompiler }

  @Option(help: "The struct that the shared memory holds, where it cannot be found in the source.")
  var type: String?

  @Option(
    parsing: .unconditional, help: "The seed of the order of the steps, a whole number. (default: 1)",
    transform: { try OptionParsing.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Option(help: "Make these steps, such as 'P1*9 P2*4', then end.")
  var schedule: String?

  @Option(
    parsing: .unconditional, help: "With --headless: end after this many seconds. (default: 60)",
    transform: OptionParsing.seconds)
  var seconds = 60.0

  @Flag(help: "Without a screen: step the program to its end, and report.")
  var headless = false

  @Flag(help: "With --headless: print a line for each step.")
  var trace = false

  @Flag(help: "With --headless: report as one JSON object; with --trace, one more for each line.")
  var json = false

  @Flag(help: "Stop a program without hooks at each access to shared memory, by a page trap: slow.")
  var everyAccess = false

  @Flag(help: "Use names and keys as the program gives them: other programs see them, too.")
  var realNames = false

  @Flag(help: "Take part in what another `ringside watch` of yours shows, as one more process there.")
  var join = false

  @OptionGroup var lines: LinearOption
  @OptionGroup var export: ExportOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    try lines.refuse([("--headless", headless)], because: "; --linear asks what to do, --headless does not")
    try lines.refuse([("--join", join)], because: "; the other ringside watch makes the steps")
    try lines.refuse(look)
    try lines.refuse(export)
    if let schedule, WatchSchedule(reading: schedule) == nil {
      throw ValidationError("`\(schedule)` is not a schedule; write steps such as 'P1*9 P2*4 P1.2'")
    }
    if json && !headless { throw ValidationError("--json needs --headless") }
    if trace && !headless { throw ValidationError("--trace needs --headless") }
    let steps = [("--headless", headless), ("--schedule", schedule != nil), ("--export", export.path != nil)]
    if join, let other = steps.first(where: \.1) {
      throw ValidationError("\(other.0) cannot be used with --join: the other `ringside watch` makes the steps")
    }
    if everyAccess && (!isOfPrograms || build != nil) {
      throw ValidationError("--every-access is for programs without hooks; C files are stopped at each access anyway")
    }
    // Unknown options are a program's own, once the program is named.
    if let unknown = (isOfPrograms ? Array(words.prefix(1)) : sources.filter(ProgramBuild.isSource) + sources.prefix(1))
      .first(where: { $0.hasPrefix("-") && $0 != "-" })
    {
      throw ValidationError("Unknown option '\(unknown)'")
    }
    let hasArguments = sources.split(separator: ":").count == 1 && !sources.allSatisfy(ProgramBuild.isSource)
    if !isOfPrograms, hasArguments, let word = sources.first(where: { !ProgramBuild.isSource($0) }) {
      throw ValidationError("`\(word)` is no C file; put the program's own arguments behind --")
    }
    if words.isEmpty || !isOfPrograms && sources.isEmpty {
      throw ValidationError("there is nothing to watch; name the C files of a program")
    }
    for file in (isOfPrograms ? [] : sources.filter(ProgramBuild.isSource)) + [stdin].compactMap({ $0 })
    where access(file, R_OK) != 0 {
      throw ValidationError("`\(file)` cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  func run() throws {
    let signals = try Signals(answersStops: !headless && !lines.linear)
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
    // Without a screen, what is piped into Ringside is the program's.
    let piped: WatchOptions.Input = isatty(STDIN_FILENO) == 0 ? .inherited : .none
    let input: WatchOptions.Input = stdin.map { .file($0) } ?? (headless ? piped : .typed(""))
    return WatchOptions(
      input: input, usesRealNames: realNames, stopsAtEveryAccess: everyAccess, library: library)
  }

  /// Builds the program, steps it to its end, and removes all that is left of it.
  /// - Returns: the exit code; nil if all went well.
  private func watch(_ signals: Signals) throws -> Int32? {
    let file = try export.file()
    let folder = try TemporaryBuildFolder()
    defer { folder.remove() }
    let guardian: WatchGuardian
    do { guardian = try WatchGuardian(folder: folder.path, usesRealNames: realNames) } catch {
      throw WatchFailure("\(error)")
    }
    defer { withExtendedLifetime(guardian) {} }
    let rebuild = { do { return try commandsToStart(in: folder.path) } catch { throw WatchFailure("\(error)") } }
    if join { return try takePart(rebuild(), signals) }
    let types = ObjectTypes(chosen: type)
    if lines.linear {
      let stepper = try WatchStepper(
        rebuild: rebuild, options: try options(in: folder.path), types: types, name: name, signals: signals)
      let session = LinearWatch(stepper, seed: seed, signals: signals)
      sayLeftBehind(try session.show(schedule.flatMap { WatchSchedule(reading: $0) }))
      return nil
    }
    if !headless {
      let session = try WatchSession(
        sources: isOfPrograms ? [] : sources.filter(ProgramBuild.isSource), rebuild: rebuild,
        options: try options(in: folder.path), types: types, name: name, seed: seed, look: look, signals: signals,
        commandLine: commandLine)
      sayLeftBehind(try session.show(schedule.flatMap { WatchSchedule(reading: $0) }))
      try session.finish(writing: file)
      return nil
    }
    let program = try WatchedProgram(rebuild(), options(in: folder.path))
    program.isInterrupted = { signals.ending != nil }
    defer { program.close() }
    var run = WatchRun(program, types: types)
    let recording = file.map {
      WatchRecording($0, WatchObserver(types, name: name), glyphs: look.glyphsForFiles, theme: look.choice)
    }
    let ending = try follow(&run, program, signals, recording)
    relay(program)
    recording?.look(program, run)
    let crashes = run.crashes
    let report = WatchReport(
      endedBy: ending.name, steps: run.moveCount, processes: program.tasks.count { !$0.isThread },
      findings: missingType(types) + crashes + program.limits + run.remarks + (ending == .seconds ? run.elsewhere : [])
        + ending.words(inOrderOf: schedule == nil ? seed : nil),
      leftBehind: program.close())
    try report.print(asJSON: json, tracing: trace)
    try recording?.write(
      name: name, sentences: report.findings, commandLine: readsPipe ? nil : { commandLine($0) },
      isInterrupted: signals.ending != nil)
    return ending.exitCode ?? (crashes.isEmpty ? nil : 1)
  }

  private func sayLeftBehind(_ objects: [String]) {
    for object in objects { say("the program left \(object) behind; it is removed now") }
  }

  private func missingType(_ types: ObjectTypes) -> [String] {
    guard let type, types.isChosenMissing else { return [] }
    return ["there is no struct `\(type)` in the program; --type is not used"]
  }

  /// Starts the program for another Ringside, and waits for its end.
  private func takePart(_ commands: [WatchedProgram.Command], _ signals: Signals) throws -> Int32? {
    guard commands.count == 1 else { throw ValidationError("--join starts one program; join the others one by one") }
    let program: JoiningProgram
    do { program = try JoiningProgram(commands[0]) } catch { throw WatchFailure("\(error)") }
    while signals.ending == nil {
      if let status = program.status {
        let signal = status & 0x7f
        return status == 0 ? nil : signal == 0 ? 1 : 128 + signal
      }
      var source = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&source, 1, 50)
      signals.drain()
    }
    program.end()
    return nil
  }

  /// Builds what is to be built.
  private func commandsToStart(in folder: String) throws -> [WatchedProgram.Command] {
    if !isOfPrograms {
      // Several programs, each from its own files.
      let parts = sources.split(separator: ":")
      return try parts.enumerated().map { index, words in
        let files = words.prefix(while: ProgramBuild.isSource)
        let own = Array(words.dropFirst(files.count)) + (parts.count == 1 ? arguments : [])
        let name = parts.count == 1 ? "program" : "program-\(index + 1)"
        return WatchedProgram.Command(
          try ProgramBuild(Array(files), compiler: cc, folder: folder).build(named: name), own)
      }
    }
    let runtime = ProgramBuild([], compiler: cc, folder: folder)
    if let build { try BuildShims(folder: folder, runtime: runtime.runtimeObject()).run(build) }
    return try words.split(separator: ":").map { words in
      let executable = try Executable(words[words.startIndex])
      if !executable.hasHooks && everyAccess {
        say("\(words[words.startIndex]) is stopped at each access by a page trap, which is slow")
      } else if !executable.hasHooks {
        let hint = build == nil ? "" : "; --build made nothing new, and with make -B it does"
        say("\(words[words.startIndex]) has no hooks, so it is stepped at its synchronization calls only\(hint)")
      }
      return WatchedProgram.Command(
        executable.path, Array(words.dropFirst()), preload: executable.hasHooks ? nil : try runtime.runtimeLibrary())
    }
  }
}

/// Why a program could not be watched, in words that may have several lines: those of the compiler.
struct WatchFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
