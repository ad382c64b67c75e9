import CWatch
import Glibc
import Model

/// A C program under watch: its processes and threads, each of which stops before each operation on shared memory and
/// before each synchronizing call. It owns them, and what they leave behind, until it is closed.
public final class WatchedProgram {
  let control: ControlRegion
  let children: [Child]
  let origin: ObjectOrigin
  let streams: ProgramStreams
  private var isClosed = false
  var names: [TaskName] = []
  /// The indices of the tasks that have not ended.
  var alive: [Int] = []
  /// How those have ended that did, as wait(2) tells it.
  var ended: [Int: Int32] = [:]
  let ends = ProcessEnds()
  /// How many had ended when the sleepers were last told.
  var knownEnds = 0
  var killed: Set<TaskName> = []
  /// The tasks that have computed for long between two gates.
  var computers: Set<Int> = []
  /// The processes to which the program itself has sent a signal.
  var signalled: Set<Int32> = []
  /// The tasks that are elsewhere, and how many operations they had begun then.
  var outside: [Int: (passed: UInt32, place: Elsewhere)] = [:]
  private var paths: [Int: (bytes: [UInt8], text: String)] = [:]
  private var readers: [Int: (path: String, reader: FileReader?)] = [:]
  /// The source of the names of its variables.
  public var types: ObjectTypes?
  /// Asked while it waits for the program: whether to leave it alone for now.
  public var isInterrupted: () -> Bool = { false }

  /// A program to start.
  public struct Command: Sendable, Hashable {
    public var path: String
    public var arguments: [String]
    /// The runtime as a library, for a program without hooks.
    public var preload: String?

    public init(_ path: String, _ arguments: [String] = [], preload: String? = nil) {
      (self.path, self.arguments, self.preload) = (path, arguments, preload)
    }
  }

  /// Starts programs one after the other, and waits until each stands at its first gate.
  public init(_ commands: [Command], _ options: WatchOptions = WatchOptions()) throws(WatchError) {
    let run = UInt32(getpid())
    WatchRemnants.clear()
    origin = ObjectOrigin(run: run, usesRealNames: options.usesRealNames, start: time(nil))
    control = try ControlRegion(origin, options)
    streams = try ProgramStreams(options.input)
    var started: [Child] = []
    var failure: WatchError?
    for command in commands {
      var environment = [WATCH_ENVIRONMENT: control.path]
      if let preload = command.preload { environment["LD_PRELOAD"] = preload }
      let known = control.taskCount
      do {
        let child = try Child(
          command.path, command.arguments, environment: environment, output: streams.outputEnd,
          errors: streams.outputEnd, input: streams.inputEnd, hasFixedAddresses: true)
        started.append(child)
        // The numbers of the processes are those of the commands.
        let deadline = SuspendingClock.now + .seconds(2)
        while control.taskCount == known, !child.poll(), SuspendingClock.now < deadline {
          control.wait(while: control.reports, nanoseconds: 1_000_000)
        }
      } catch {
        failure = error
        break
      }
    }
    children = started
    streams.closeChildEnds()
    if let failure {
      children.forEach { $0.kill() }
      throw failure
    }
    waitUntilQuiet()
  }

  // MARK: - Looking

  /// All tasks, in the order in which they came.
  public var tasks: [TaskView] {
    nameNewcomers()
    return names.indices.map(view)
  }

  /// Those that have not ended.
  public var livingTasks: [TaskView] {
    nameNewcomers()
    return alive.map(view).filter { $0.state != .ended }
  }

  /// The task with this name, if it has not ended.
  public func livingTask(_ name: TaskName) -> TaskView? {
    nameNewcomers()
    guard let index = names.firstIndex(of: name), ended[index] == nil else { return nil }
    let task = view(index)
    return task.state == .ended ? nil : task
  }

  /// Those that are blocked.
  public var blockedTasks: [TaskView] {
    nameNewcomers()
    return alive.filter { ended[$0] == nil && control.task($0).state == UInt32(WATCH_BLOCKED.rawValue) }.map(view)
  }

  func view(_ index: Int) -> TaskView {
    let contents = control.task(index).contents
    var view = TaskView(contents, name: names[index], program: path(index, contents))
    if ended[index] != nil { view.state = .ended }
    if view.state == .running || view.state == .starting, let known = outside[index] {
      view.state = .outside(known.place)
    }
    return view
  }

  /// The path of a task's program; most looks find the one of the last time.
  private func path(_ index: Int, _ contents: watch_task) -> String {
    withUnsafeBytes(of: contents.program) { bytes in
      let bytes = bytes.prefix { $0 != 0 }
      if let known = paths[index], known.bytes.elementsEqual(bytes) { return known.text }
      let text = String(decoding: bytes, as: UTF8.self)
      paths[index] = (Array(bytes), text)
      return text
    }
  }

  public var objects: [SharedObjectView] { (0..<control.objectCount).compactMap(object) }

  public func object(_ index: Int) -> SharedObjectView? {
    guard let contents = control.object(index) else { return nil }
    let link = text(contents.link)
    let path = link.isEmpty ? text(contents.path) : link
    if readers[index]?.path != path { readers[index] = (path, FileReader(path)) }
    var view = SharedObjectView(contents, index: index, reader: readers[index]?.reader)
    if view.isSet || view.isQueue {
      view.label = types?.label(of: view) { [self] index in
        names.indices.contains(index) ? self.view(index).program : nil
      }
    }
    return view
  }

  /// Whether the program has left Ringside's control region alone.
  public var isIntact: Bool { control.isIntact && control.taskCount >= names.count }

  /// How many processes and threads could not be made, because there are too many to be watched.
  public var refusedTasks: Int { control.refused }

  /// Virtual time since the start, in nanoseconds.
  public var now: UInt64 { control.now }

  func nameNewcomers() {
    while names.count < control.taskCount {
      let contents = control.task(names.count).contents
      let parent = Int(contents.parent) - 1
      alive.append(names.count)
      if contents.thread == 0 || !names.indices.contains(parent) {
        names.append(TaskName(process: (names.map(\.process).max() ?? 0) + 1))
      } else {
        let process = names[parent].process
        names.append(TaskName(process: process, thread: 1 + names.count { $0.process == process }))
      }
    }
  }

  /// Whether every task has ended.
  public var isOver: Bool {
    reap()
    nameNewcomers()
    return alive.isEmpty && children.allSatisfy { $0.poll() }
  }

  /// Whether some task waits and none can ever move.
  public var isDeadlocked: Bool {
    let living = livingTasks
    return !living.isEmpty && living.allSatisfy { $0.state == .blocked && $0.deadline == nil && $0.alarm == nil }
  }

  /// The exit status of the programs that were started, in the form of wait(2): the first one that is not 0. Nil while
  /// one runs.
  public var status: Int32? {
    guard children.allSatisfy({ $0.poll() }) else { return nil }
    return children.compactMap(\.status).first { $0 != 0 } ?? 0
  }

  /// The tasks that have ended, and how, as wait(2) tells it.
  public var endings: [(task: TaskName, status: Int32)] {
    nameNewcomers()
    return names.indices.compactMap { index in
      guard let status = ended[index] else { return nil }
      let own = control.task(index).contents.status
      return (names[index], status == 0 ? own : status)
    }
  }

  /// The processes that a fault of their own has ended, and the signals; not those that were killed on purpose.
  public var crashes: [(task: TaskView, signal: Int32)] {
    nameNewcomers()
    return names.indices.compactMap { index in
      guard ended[index] != nil else { return nil }
      let task = view(index)
      let status = ended[index].flatMap { $0 == 0 ? nil : $0 } ?? task.status
      let signal = status & 0x7f
      let isOnPurpose = killed.contains(task.name) || signalled.contains(task.pid)
      let isCrash = [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS].contains(signal)
      return !isCrash || task.isThread || isOnPurpose ? nil : (task, signal)
    }
  }

  // MARK: - Input, output, and the end

  /// The text that the program has printed since the last call. Never blocks.
  public func takeOutput() -> String { streams.takeOutput() }

  /// Gives the program a line of input.
  public func type(_ text: String) { streams.type(text) }
  public func endInput() { streams.endInput() }

  /// The objects that the program made and has not removed by now, in words.
  public var leftBehind: [String] { objects.filter { $0.isLeftBehind(by: origin) }.map(\.words) }

  /// Ends all processes and removes what they left behind.
  /// - Returns: what they left behind, in words.
  @discardableResult
  public func close() -> [String] {
    guard !isClosed else { return [] }
    isClosed = true
    for task in livingTasks where isOurs(task.pid) { Glibc.kill(task.pid, SIGKILL) }
    children.forEach { $0.kill() }
    let left = objects.filter { $0.isLeftBehind(by: origin) }
    left.forEach { $0.remove(origin) }
    objects.filter { $0.isOurs }.forEach { $0.remove(origin) }
    SystemVRemnants.remove(origin)
    control.removeNames()
    return left.map(\.words)
  }

  deinit { close() }
}
