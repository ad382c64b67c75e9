import CWatch
import Glibc
import Model

/// A C program under watch: its processes and threads, each of which stops before each operation on shared memory and
/// before each synchronizing call. It owns them, and what they leave behind, until it is closed.
public final class WatchedProgram {
  private let control: ControlRegion
  private let children: [Child]
  /// Readable: what the program prints.
  public let output: Int32
  private var names: [TaskName] = []
  private var isClosed = false
  private var ended: [Int: Int32] = [:]
  private var killed: Set<TaskName> = []
  /// The tasks that wait elsewhere, and how many operations they had begun then.
  private var outside: [Int: UInt32] = [:]

  /// How long a task may take from one gate to the next before it counts as waiting elsewhere.
  private static let patience = Duration.milliseconds(200)

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
  /// - Parameter input: the file that they read as their standard input; nothing by default.
  public init(_ commands: [Command], input: String? = nil) throws(WatchError) {
    let run = UInt32(getpid())
    WatchRemnants.clear()
    control = try ControlRegion(run: run)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .system("pipe", commands.first?.path ?? "", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    output = ends[0]
    defer { Glibc.close(ends[1]) }
    var started: [Child] = []
    var failure: WatchError?
    for command in commands {
      var environment = [WATCH_ENVIRONMENT: control.path]
      if let preload = command.preload { environment["LD_PRELOAD"] = preload }
      let known = control.taskCount
      do {
        let child = try Child(
          command.path, command.arguments, environment: environment, output: ends[1], input: input)
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
    return names.indices.map { index in
      var view = TaskView(control.task(index).contents, name: names[index])
      if ended[index] != nil { view.state = .ended }
      if view.state == .running || view.state == .starting, outside[index] != nil { view.state = .outside }
      return view
    }
  }

  public var objects: [SharedObjectView] {
    (0..<control.objectCount).compactMap { index in control.object(index).map { SharedObjectView($0, index: index) } }
  }

  private func nameNewcomers() {
    while names.count < control.taskCount {
      let contents = control.task(names.count).contents
      let parent = Int(contents.parent) - 1
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
    return !tasks.contains { $0.state != .ended } && children.allSatisfy { $0.poll() }
  }

  /// Whether some task waits and none can move.
  public var isDeadlocked: Bool {
    let alive = tasks.filter { $0.state != .ended }
    return !alive.isEmpty && alive.allSatisfy { $0.state == .blocked }
  }

  /// The exit status of the programs that were started, in the form of wait(2): the first one that is not 0. Nil while
  /// one runs.
  public var status: Int32? {
    guard children.allSatisfy({ $0.poll() }) else { return nil }
    return children.compactMap(\.status).first { $0 != 0 } ?? 0
  }

  // MARK: - Moving

  /// The processes that a signal has ended, and the signals.
  public var crashes: [(task: TaskView, signal: Int32)] {
    tasks.enumerated().compactMap { index, task in
      guard task.state == .ended, task.name.thread == 1 else { return nil }
      let status = ended[index].flatMap { $0 == 0 ? nil : $0 } ?? task.status
      let signal = status & 0x7f
      return signal == 0 || killed.contains(task.name) ? nil : (task, signal)
    }
  }

  /// Grants a task one operation, and waits until everybody stands again.
  /// - Throws: a sentence if the task cannot move.
  public func step(_ name: TaskName) throws(Refusal) {
    nameNewcomers()
    guard let index = names.firstIndex(of: name) else { throw Refusal("there is no \(name)") }
    let task = control.task(index)
    guard task.state == UInt32(WATCH_PARKED.rawValue), ended[index] == nil else { throw Refusal(whyNot(step: index)) }
    // If nobody sleeps, nobody is to be woken.
    let before = isAnyoneBlocked ? TaskView(task.contents, name: name) : nil
    task.grant()
    waitUntilQuiet()
    if let before { wakeSleepers(after: before) }
  }

  private var isAnyoneBlocked: Bool {
    (0..<control.taskCount).contains { control.task($0).state == UInt32(WATCH_BLOCKED.rawValue) }
  }

  private func whyNot(step index: Int) -> String {
    let name = names[index]
    return switch tasks[index].state {
    case .blocked: "\(name) is blocked; step a task that can free it"
    case .ended: "\(name) has ended"
    case .starting, .running, .outside, .parked: "\(name) has not reached its next operation yet"
    }
  }

  /// Kills a process: SIGKILL.
  public func kill(_ name: TaskName) throws(Refusal) {
    guard let task = tasks.first(where: { $0.name == name }), task.state != .ended else {
      throw Refusal("there is no living \(name)")
    }
    guard isOurs(task.pid) else { throw Refusal("the record of \(name) does not name a process of this program") }
    killed.insert(name)
    Glibc.kill(task.pid, SIGKILL)
    let deadline = SuspendingClock.now + .seconds(1)
    while tasks.contains(where: { $0.pid == task.pid && $0.state != .ended }), SuspendingClock.now < deadline {
      reap()
      usleep(500)
    }
    waitUntilQuiet()
    wakeSleepers(after: task)
  }

  /// Whether a process was started by the watched program: it is in its process group, or knows its control region.
  /// The program may have written any number into its record.
  private func isOurs(_ pid: Int32) -> Bool {
    guard pid > 1, pid != getpid() else { return false }
    let group = getpgid(pid)
    if children.contains(where: { $0.pid == group }) { return true }
    let variables = ProgramBuild.contents(of: "/proc/\(pid)/environ").split(separator: "\0")
    return variables.contains { $0 == "\(WATCH_ENVIRONMENT)=\(control.path)" }
  }

  /// Lets those try again whose wait an operation may have ended, in the order in which they fell asleep.
  private func wakeSleepers(after task: TaskView) {
    tell(tasks.filter { $0.state == .blocked && task.mayFree($0) }, all: task.operation != .conditionSignal)
    // An end frees those that wait for it, and closes its ends of pipes.
    tell(tasks.filter { $0.state == .blocked && [.wait, .pipeRead].contains($0.operation) }, all: true)
  }

  private func tell(_ sleepers: [TaskView], all: Bool) {
    for sleeper in sleepers.sorted(by: { $0.order < $1.order }).prefix(all ? .max : 1) {
      guard let index = names.firstIndex(of: sleeper.name) else { continue }
      control.task(index).tryAgain()
      waitUntilQuiet()
    }
  }

  /// Waits until every task is at its gate, blocked, ended, or for longer than any operation should take.
  private func waitUntilQuiet() {
    // On one processor the task gets there as soon as it is let run.
    for _ in 0..<3 {
      sched_yield()
      if isQuiet { return }
    }
    let deadline = SuspendingClock.now + Self.patience
    while true {
      let reports = control.reports
      reap()
      if isQuiet { return }
      if SuspendingClock.now > deadline { return noteOutside() }
      control.wait(while: reports, nanoseconds: 1_000_000)
    }
  }

  private var isQuiet: Bool {
    let count = control.taskCount
    if count == 0 { return children.allSatisfy { $0.poll() } }
    return (0..<count).allSatisfy { index in
      if ended[index] != nil { return true }
      let task = control.task(index)
      switch task.state {
      case UInt32(WATCH_PARKED.rawValue): return task.granted == task.passed
      case UInt32(WATCH_BLOCKED.rawValue): return task.retry == task.retried
      // It says that it ends, and is gone a moment later.
      case UInt32(WATCH_ENDED.rawValue): return task.contents.thread != 0
      default: return outside[index] == task.passed
      }
    }
  }

  /// Notes the tasks that did not come to a gate: they wait in a call that the runtime does not know.
  private func noteOutside() {
    for index in 0..<control.taskCount where ended[index] == nil {
      let task = control.task(index)
      let isAtGate = [UInt32(WATCH_PARKED.rawValue), UInt32(WATCH_BLOCKED.rawValue)].contains(task.state)
      outside[index] = isAtGate ? nil : task.passed
    }
  }

  /// Notices the processes that are gone.
  private func reap() {
    children.forEach { _ = $0.poll() }
    for index in 0..<control.taskCount where ended[index] == nil {
      let contents = control.task(index).contents
      guard contents.pid > 0 else { continue }
      if contents.thread != 0 && contents.state == UInt32(WATCH_ENDED.rawValue) {
        ended[index] = 0
        continue
      }
      if let child = children.first(where: { $0.pid == contents.pid }) {
        if let status = child.status { ended[index] = status }
      } else if let status = Child.exitStatus(of: contents.pid) {
        ended[index] = status
      }
    }
  }

  // MARK: - The end

  /// The text that the program has printed since the last call. Never blocks.
  public func takeOutput() -> String {
    var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    var bytes = [UInt8](repeating: 0, count: 65536)
    var text: [UInt8] = []
    while poll(&polled, 1, 0) > 0, polled.revents & Int16(POLLIN) != 0 {
      let count = read(output, &bytes, bytes.count)
      guard count > 0 else { break }
      text += bytes[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Ends all processes and removes what they left behind.
  /// - Returns: what they left behind, in words.
  @discardableResult
  public func close() -> [String] {
    guard !isClosed else { return [] }
    isClosed = true
    for task in tasks where task.state != .ended && isOurs(task.pid) { Glibc.kill(task.pid, SIGKILL) }
    children.forEach { $0.kill() }
    let left = objects.filter { $0.isLeftBehind }
    left.forEach { $0.remove() }
    objects.filter { $0.isOurs }.forEach { $0.remove() }
    Glibc.close(output)
    control.removeNames()
    return left.map(\.words)
  }

  deinit { close() }
}
