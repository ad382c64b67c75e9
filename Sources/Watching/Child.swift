import CWatch
import Glibc

/// A program that was started, until it is reaped: posix_spawn(3).
final class Child {
  let pid: Int32
  private(set) var status: Int32?

  /// - Parameters:
  ///   - output: the descriptor that becomes its standard output; its own is kept if it is nil.
  ///   - input: the descriptor that becomes its standard input; nothing by default.
  ///   - environment: added to the present environment.
  ///   - isInOwnGroup: whether keys typed at the terminal do not signal it.
  ///   - hasFixedAddresses: whether its memory is at the same addresses each time: personality(2).
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], output: Int32? = nil,
    errors: Int32? = nil, input: Int32? = nil, hasFixedAddresses: Bool = false, isInOwnGroup: Bool = true
  ) throws(WatchError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isInOwnGroup ? POSIX_SPAWN_SETPGROUP : 0)))
    let words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var entries: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
    var variable = environ
    while let entry = variable.pointee {
      let name = String(cString: entry).prefix { $0 != "=" }
      if environment[String(name)] == nil { entries.append(strdup(entry)) }
      variable += 1
    }
    entries.append(nil)
    defer { entries.forEach { free($0) } }
    var pid: pid_t = 0
    // A child inherits it.
    let before = hasFixedAddresses ? watch_fix_addresses() : -1
    let error = posix_spawnp(&pid, path, &actions, &attributes, words, entries)
    watch_restore_personality(before)
    guard error == 0 else { throw .system("posix_spawn", path, error) }
    self.pid = pid
  }

  /// Whether it has ended by now. Reaps it if so.
  func poll() -> Bool { status != nil || reap(WNOHANG) }

  func wait() -> Int32 {
    while status == nil && !reap(0) {}
    return status ?? 0
  }

  private func reap(_ options: Int32) -> Bool {
    var found: Int32 = 0
    let answer = waitpid(pid, &found, options)
    if answer == pid { status = found }
    if answer == -1 && errno == ECHILD { status = 0 }
    return status != nil
  }

  /// Kills it with all that are still in its process group.
  func kill() {
    Glibc.kill(-pid, SIGKILL)
    if status == nil { Glibc.kill(pid, SIGKILL) }
    _ = wait()
  }

  /// Kills it alone.
  func end() {
    if status == nil { Glibc.kill(pid, SIGKILL) }
    _ = wait()
  }

  /// The status of a process of somebody else that has ended, reaped or not: proc(5), the state and the last field of
  /// stat. Nil while it runs.
  static func exitStatus(of pid: Int32) -> Int32? {
    let text = TextFile.read("/proc/\(pid)/stat")
    guard let end = text.lastIndex(of: ")") else { return 0 }
    let fields = text[text.index(after: end)...].split(separator: " ")
    // While its other threads go on, the first one that has ended stays: field 20 counts them.
    guard fields.first == "Z", fields.count > 17, Int(fields[17]) ?? 1 <= 1 else { return nil }
    return fields.last.flatMap { Int32($0.filter { $0 != "\n" }) } ?? 0
  }
}
