import CWatch
import Glibc
import Model

extension WatchedProgram {
  /// Grants a task operations, and waits until everybody stands again.
  ///
  /// - Parameter count: the most of them. If somebody sleeps, or may have to be woken, it is one.
  /// - Returns: how many it made.
  /// - Throws: a sentence if the task cannot move.
  @discardableResult
  public func step(_ name: TaskName, atMost count: Int = 1) throws(Refusal) -> Int {
    nameNewcomers()
    guard let index = names.firstIndex(of: name) else { throw Refusal("there is no \(name)") }
    let task = control.task(index)
    if task.state == UInt32(WATCH_BLOCKED.rawValue), ended[index] == nil, task.contents.deadline != 0 {
      expire(index)
      return 1
    }
    if view(index).isPausedForAlarm, passTime() { return 1 }
    guard task.state == UInt32(WATCH_PARKED.rawValue), ended[index] == nil else { throw Refusal(whyNot(step: index)) }
    let isWaitedFor = alive.contains { control.task($0).state == UInt32(WATCH_BLOCKED.rawValue) }
    let before = view(index)
    noteSignal(before)
    let (passed, living) = (task.passed, alive.count)
    task.grant(isWaitedFor ? 1 : count)
    waitUntilQuiet()
    let made = Int(task.passed &- passed)
    if task.granted != task.passed { task.withdraw() }
    // If nobody sleeps, nobody is to be woken.
    if isWaitedFor || living != alive.count || before.operation == .conditionWait { wakeSleepers(after: before) }
    return max(1, made)
  }

  /// Ends a wait, or a sleep, whose time has come.
  private func expire(_ index: Int) {
    let before = view(index)
    control.task(index).expire()
    waitUntilQuiet()
    wakeSleepers(after: before)
  }

  private func whyNot(step index: Int) -> String {
    let task = view(index)
    return switch task.state {
    case .blocked: "\(task.name) is blocked; step a task that can free it"
    case .ended: "\(task.name) has ended"
    case .outside(let place): "\(task.name) \(place.words)"
    case .starting, .running, .parked: "\(task.name) has not reached its next operation yet"
    }
  }

  private func noteSignal(_ task: TaskView) {
    guard task.operation == .kill else { return }
    if task.value > 0 { signalled.insert(Int32(clamping: task.value)) } else { signalled.formUnion(tasks.map(\.pid)) }
  }

  /// Kills a process: SIGKILL.
  public func kill(_ name: TaskName) throws(Refusal) {
    guard let task = livingTasks.first(where: { $0.name == name }) else { throw Refusal("there is no living \(name)") }
    guard isOurs(task.pid) else { throw Refusal("the record of \(name) does not name a process of this program") }
    killed.insert(TaskName(process: name.process))
    Glibc.kill(task.pid, SIGKILL)
    let deadline = SuspendingClock.now + .seconds(1)
    while livingTasks.contains(where: { $0.pid == task.pid }), SuspendingClock.now < deadline {
      reap()
      usleep(500)
    }
    waitUntilQuiet()
    wakeSleepers(after: task)
  }

  /// Whether a process was started by the watched program: it is in its process group, or knows its control region.
  /// The program may have written any number into its record.
  func isOurs(_ pid: Int32) -> Bool {
    guard pid > 1, pid != getpid() else { return false }
    let group = getpgid(pid)
    if children.contains(where: { $0.pid == group }) { return true }
    let variables = TextFile.read("/proc/\(pid)/environ").split(separator: "\0")
    return variables.contains { $0 == "\(WATCH_ENVIRONMENT)=\(control.path)" }
  }

  // MARK: - Waking

  /// Lets those try again whose wait an operation may have ended, in the order in which they fell asleep.
  private func wakeSleepers(after task: TaskView) {
    tell(blockedTasks.filter(task.mayFree), all: !task.wakesOne)
    noteEnds()
    tell(blockedTasks.filter { $0.operation == .pipeRead }, all: true)
  }

  /// Lets those try again that may wait for the end of a process, if one has ended since the last look.
  public func noteEnds() {
    guard !isFree else { return }
    reap()
    let ends = ended.count
    if ends != knownEnds {
      knownEnds = ends
      // An end frees those that wait for it, closes its ends of pipes, and undoes its changes of sets.
      tell(blockedTasks.filter { !$0.waitsForSignal }, all: true)
    }
  }

  /// Lets all try again that might not have been told: what frees them may have happened where no gate is. Those that
  /// wait for a signal are not among them.
  /// - Returns: whether one of them goes on.
  public func retryEveryone() -> Bool {
    let sleepers = blockedTasks.filter { !$0.waitsForSignal }
    tell(sleepers, all: true)
    return sleepers.contains { livingTask($0.name)?.state != .blocked }
  }

  private func tell(_ sleepers: [TaskView], all: Bool) {
    for sleeper in sleepers.sorted(by: { $0.order < $1.order }).prefix(all ? .max : 1) {
      guard let index = names.firstIndex(of: sleeper.name) else { continue }
      control.task(index).tryAgain()
      waitUntilQuiet()
    }
  }

  // MARK: - Time

  /// Lets time pass until the next alarm, if there is one, and sends it.
  ///
  /// - Parameter name: a task that sleeps; nothing is done if it wakes before the alarm.
  public func passTime(before name: TaskName? = nil) -> Bool {
    let end = name.flatMap(livingTask)?.wakingTime
    let due = livingTasks.filter { $0.alarm != nil && isOurs($0.pid) }.min { $0.alarm ?? 0 < $1.alarm ?? 0 }
    guard let task = due, let alarm = task.alarm, end.map({ alarm < $0 }) ?? true,
      let index = names.firstIndex(of: task.name)
    else { return false }
    control.ring(alarm: alarm, of: index)
    Glibc.kill(task.pid, SIGALRM)
    let deadline = SuspendingClock.now + .milliseconds(100)
    while hasPendingAlarm(task.pid), SuspendingClock.now < deadline { usleep(200) }
    waitUntilQuiet()
    return true
  }

  /// Whether a process has a SIGALRM that it has not handled yet: ShdPnd of proc(5).
  private func hasPendingAlarm(_ pid: Int32) -> Bool {
    let line = TextFile.read("/proc/\(pid)/status").split(separator: "\n").first { $0.hasPrefix("ShdPnd:") }
    let pending = line.flatMap { UInt64($0.dropFirst("ShdPnd:".count).filter { !$0.isWhitespace }, radix: 16) } ?? 0
    return pending & 1 << UInt64(SIGALRM - 1) != 0
  }

  /// Waits a moment for a task that computes.
  public func waitForComputation() {
    control.wait(while: control.reports, nanoseconds: 10_000_000)
    waitUntilQuiet()
  }

  // MARK: - Running free

  /// Whether accesses pass without a gate. Calls that would block still wait for Ringside.
  public var isFree: Bool {
    get { control.isFree }
    set {
      guard newValue != control.isFree else { return }
      control.isFree = newValue
      nameNewcomers()
      if newValue { for index in alive { control.task(index).wake() } } else { waitUntilQuiet() }
    }
  }

  /// Looks after a program that runs free: those that wait try again, and those that sleep wait for real.
  public func tendWhileFree() {
    reap()
    nameNewcomers()
    let blocked = blockedTasks.filter { !$0.waitsForSignal }
    for sleeper in blocked.sorted(by: { $0.order < $1.order }) {
      if let index = names.firstIndex(of: sleeper.name) { control.task(index).tryAgain() }
    }
  }
}

extension TaskView {
  /// Whether only another task's signal, of either kind, ends its wait: trying again would be a wake-up without cause.
  var waitsForSignal: Bool { [.conditionWait, .conditionTimedWait, .pause].contains(operation) }
}
