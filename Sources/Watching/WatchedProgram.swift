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

  /// How long a task may take from one gate to the next before it counts as waiting elsewhere, in nanoseconds.
  private static let patience: UInt64 = 200_000_000

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
        let deadline = Self.now() + 2_000_000_000
        while control.taskCount == known, !child.poll(), Self.now() < deadline {
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
    guard let index = tasks.firstIndex(where: { $0.name == name }) else { throw Refusal("there is no \(name)") }
    let before = tasks[index]
    switch before.state {
    case .parked: break
    case .blocked: throw Refusal("\(name) is blocked; step a task that can free it")
    case .ended: throw Refusal("\(name) has ended")
    case .starting, .running, .outside: throw Refusal("\(name) has not reached its next operation yet")
    }
    control.task(index).grant()
    waitUntilQuiet()
    wakeSleepers(after: before)
  }

  /// Kills a process: SIGKILL.
  public func kill(_ name: TaskName) throws(Refusal) {
    guard let task = tasks.first(where: { $0.name == name }), task.state != .ended else {
      throw Refusal("there is no living \(name)")
    }
    guard isOurs(task.pid) else { throw Refusal("the record of \(name) does not name a process of this program") }
    killed.insert(name)
    Glibc.kill(task.pid, SIGKILL)
    let deadline = Self.now() + 1_000_000_000
    while tasks.contains(where: { $0.pid == task.pid && $0.state != .ended }), Self.now() < deadline {
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
    var tellAll = true
    let isWoken: (TaskView) -> Bool
    let isSame = { (other: TaskView, offset: Int) in other.object == task.object && other.offset == offset }
    switch task.operation {
    case .semaphorePost: isWoken = { $0.operation == .semaphoreWait && isSame($0, task.offset) }
    case .mutexUnlock: isWoken = { $0.operation == .mutexLock && isSame($0, task.offset) }
    case .conditionWait: isWoken = { $0.operation == .mutexLock && $0.offset == task.second }
    case .conditionSignal, .conditionBroadcast:
      isWoken = { $0.operation == .conditionWait && isSame($0, task.offset) }
      tellAll = task.operation == .conditionBroadcast
    case .readWriteUnlock: isWoken = { [.readLock, .writeLock].contains($0.operation) && isSame($0, task.offset) }
    case .spinUnlock: isWoken = { $0.operation == .spinLock && isSame($0, task.offset) }
    case .pipeRead: isWoken = { $0.operation == .pipeWrite && $0.offset == task.offset }
    case .pipeWrite: isWoken = { $0.operation == .pipeRead && $0.offset == task.offset }
    case .semop, .messageSend, .messageReceive:
      isWoken = { [.semop, .messageSend, .messageReceive].contains($0.operation) && $0.object == task.object }
    default: isWoken = { _ in false }
    }
    tell(tasks.filter { $0.state == .blocked && isWoken($0) }, all: tellAll)
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
    let deadline = Self.now() + Self.patience
    while true {
      let reports = control.reports
      reap()
      if isQuiet { return }
      if Self.now() > deadline { return noteOutside() }
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
      } else if let status = Self.exitStatus(of: contents.pid) {
        ended[index] = status
      }
    }
  }

  /// The status of a process that has ended, reaped or not: proc(5), the state and the last field of stat. Nil while it
  /// runs.
  private static func exitStatus(of pid: Int32) -> Int32? {
    let text = ProgramBuild.contents(of: "/proc/\(pid)/stat")
    guard let end = text.lastIndex(of: ")") else { return 0 }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.first == "Z" else { return nil }
    return fields.last.flatMap { Int32($0.filter { $0 != "\n" }) } ?? 0
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
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
    sweep()
    Glibc.close(output)
    control.removeName()
    return left.map(\.words)
  }

  /// Removes what still has a name of this run: a program that wrote over its records may have hidden it. Nobody else
  /// uses these names.
  private func sweep() {
    guard let folder = opendir("/dev/shm") else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      let own = "ringside-watch-\(getpid())-"
      if name.hasPrefix(own) || name.hasPrefix("sem.\(own)") { unlink("/dev/shm/\(name)") }
    }
    closedir(folder)
  }

  deinit { close() }
}
