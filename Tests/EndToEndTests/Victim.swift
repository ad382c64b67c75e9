import Foundation
import Support

/// A Ringside that has a terminal of its own, without tmux: to be killed at any moment.
final class Victim {
  let pid: Int32
  private let person: Int32
  private let program: Int32
  private let modesBefore: [UInt8]
  private(set) var output: [UInt8] = []
  /// Its exit code, or 128 and the signal that ended it.
  private(set) var status: Int32?

  /// Starts it in a session of its own, with the terminal as its controlling one.
  /// - Parameters:
  ///   - kind: What kind of terminal it is told that this is.
  ///   - prefix: What is put before its command line.
  init(
    _ arguments: [String], folder: String, columns: UInt16 = 80, rows: UInt16 = 24, kind: String = "xterm-256color",
    prefix: [String] = []
  ) throws {
    var (person, program) = (Int32(-1), Int32(-1))
    guard openpty(&person, &program, nil, nil, nil) == 0, let name = ttyname(program) else {
      throw VictimFailure(description: "openpty: \(String(cString: strerror(errno)))")
    }
    let path = String(cString: name)
    (self.person, self.program) = (person, program)
    for descriptor in [person, program] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(person, F_SETFL, O_RDWR | O_NONBLOCK)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(person, UInt(TIOCSWINSZ), &size)
    modesBefore = Self.modes(of: program)
    pid = try Self.spawn(prefix + [ringside] + arguments, path, folder, kind)
  }

  private static func spawn(
    _ words: [String], _ path: String, _ folder: String, _ kind: String
  ) throws -> Int32 {
    let environment = [
      "TERM=\(kind)", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "HOME=\(folder)", "XDG_STATE_HOME=\(folder)",
    ]
    // POSIX_SPAWN_SETSID, spawn.h
    return try Support.spawn(words, environment: environment, flags: 0x80) { actions in
      // The first terminal that a leader of a session opens becomes the controlling one.
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
      for target in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, target)
      }
    }
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    close(person)
    close(program)
  }

  func type(_ bytes: String) {
    let bytes = Array(bytes.utf8)
    _ = write(person, bytes, bytes.count)
  }

  func signal(_ number: Int32) { if status == nil { kill(pid, number) } }

  /// Reads what it has written, and sees whether it has ended.
  func look() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while case let count = read(person, &bytes, bytes.count), count > 0 { output += bytes[..<count] }
    var result: Int32 = 0
    guard status == nil, waitpid(pid, &result, WNOHANG) == pid else { return }
    let signal = result & 0x7f
    status = signal == 0 ? result >> 8 & 0xff : 128 + signal
    while case let count = read(person, &bytes, bytes.count), count > 0 { output += bytes[..<count] }
  }

  /// Goes on with it until a condition holds; false if it does not within the time.
  func goOn(within seconds: Double = 20, until condition: () -> Bool) -> Bool {
    eventually(within: seconds) {
      look()
      return condition()
    }
  }

  /// What it has written so far is of no interest any more.
  func forget() {
    look()
    output = []
  }

  /// Whether its screen has been there, and has something on it.
  var hasPicture: Bool { contains("\u{1B}[?1049h") && output.count > 2000 }

  func contains(_ text: String) -> Bool { count(of: text) > 0 }

  private func count(of text: String) -> Int {
    String(decoding: output, as: UTF8.self).components(separatedBy: text).count - 1
  }

  /// What is not as it was before it began, in words; empty if all is well.
  var remains: [String] {
    var remains: [String] = []
    if Self.modes(of: program) != modesBefore { remains.append("the terminal's modes") }
    for (on, off, name) in [
      ("?1049h", "?1049l", "the alternate screen"), ("?2004h", "?2004l", "bracketed paste"),
      ("?1000h", "?1000l", "the mouse"), ("?1006h", "?1006l", "the form of mouse reports"),
      ("22;2t", "23;2t", "the title"),
    ]
    where count(of: "\u{1B}[" + on) > 0 && lastIndex(of: on) > lastIndex(of: off) { remains.append(name) }
    if contains("\u{1B}[?25l"), lastIndex(of: "?25l") > lastIndex(of: "?25h") {
      remains.append("the hidden cursor")
    }
    if contains("bytes of memory") || contains("backtrace") { remains.append("a backtrace") }
    if !eventually(within: 5, { children.isEmpty }) { remains.append("processes \(children)") }
    if FileManager.default.fileExists(atPath: "/dev/shm/ringside-\(pid)") { remains.append("its segment") }
    if !eventually(within: 5, { watched.isEmpty }) { remains.append("of what it watched: \(watched)") }
    let list = try? run([ringside, "segments", "--json"])
    if let list, list.output.contains("\"creator\":\(pid),") || list.output.contains("\"creator\":\(pid)}") {
      remains.append("what `segments` lists: \(list.output)")
    }
    return remains
  }

  private func lastIndex(of text: String) -> Int {
    let text = Array("\u{1B}[\(text)".utf8)
    guard output.count >= text.count else { return -1 }
    return (0...output.count - text.count).last { output[$0..<$0 + text.count].elementsEqual(text) } ?? -1
  }

  /// The files and processes of a run of `watch`: its guardian removes them a moment later.
  private var watched: [String] {
    let name = "ringside-watch-\(pid)"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/shm")) ?? []
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return files.filter { $0 == name || $0.contains(name + "-") }
      + processes.filter {
        Int32($0) != nil && contents("/proc/\($0)/environ").contains("RINGSIDE_WATCH=/dev/shm/\(name)\0")
      }
  }

  /// Everything that it has started knows its pid.
  private var children: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { Int32($0) != nil }.compactMap { entry in
      let words = contents("/proc/\(entry)/cmdline").split(separator: "\0").map(String.init)
      let isOurs = words.first == "ringside" && words.contains("\(pid)")
      return isOurs ? words.joined(separator: " ") : nil
    }
  }

  private static func modes(of terminal: Int32) -> [UInt8] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    return withUnsafeBytes(of: modes) { Array($0) }
  }
}

struct VictimFailure: Error, CustomStringConvertible {
  var description: String
}
