import Foundation
import Support
import Testing

@Suite("A System V segment", .serialized)
struct SystemVTests {
  /// The segments that ipcs(1) shows, by their keys.
  private func ids(key: String) throws -> [String] {
    try run(["ipcs", "-m"]).output.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.first == Substring(key) }.map { String($0[1]) }
  }

  private func newKey() -> String { "0x52" + String(UInt32.random(in: 0x10_0000...0xff_ffff), radix: 16) }

  @Test("is shown by its shmid, key and attaches, as ipcs shows it, and gone after quitting")
  func screen() throws {
    let key = newKey()
    let terminal = try Terminal(script: "ringside --backend sysv --key \(key)")
    try terminal.shows("sysv shmid", "key \(key)", "nattch 4", "cpid")
    let id = try #require(try ids(key: key).first)
    try terminal.shows("sysv shmid \(id) ")
    terminal.press("q")
    try terminal.shows("status=0\n")
    #expect(try ids(key: key) == [])
  }

  @Test("is gone after a signal, and after a crash", arguments: [SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGABRT])
  func signals(signal: Int32) throws {
    let key = newKey()
    let pid = try start([ringside, "--headless", "--seconds", "600", "--backend", "sysv", "--key", key])
    #expect(try eventually { try !ids(key: key).isEmpty })
    kill(pid, signal)
    waitpid(pid, nil, 0)
    #expect(try eventually { try ids(key: key).isEmpty })
  }

  @Test("a key that is taken is refused, and whose it is stays as it is")
  func taken() throws {
    let key = newKey()
    let made = try run(["ipcmk", "-M", "64"]).output
    let id = try #require(made.split(separator: " ").last).filter(\.isNumber)
    defer { _ = try? run(["ipcrm", "-m", id]) }
    let pid = try start([ringside, "--headless", "--seconds", "600", "--backend", "sysv", "--key", key])
    defer {
      kill(pid, SIGTERM)
      waitpid(pid, nil, 0)
    }
    #expect(try eventually { try !ids(key: key).isEmpty })
    let finished = try run([ringside, "--headless", "--items", "5", "--backend", "sysv", "--key", key])
    #expect(finished.status == 1)
    #expect(
      finished.errors == """
        ringside: a System V segment with the key \(key) is already there; choose another key, or see `ipcs -m`

        """)
    #expect(try run([ringside, "segments", "--remove"]).status == 0)
    #expect(try run(["ipcs", "-m", "-i", id]).status == 0, "a stranger's segment is never touched")
  }
}

/// With System V objects, a /dev/shm and a folder for temporary files of their own.
@Suite("What SIGKILL leaves of each kind", .serialized, .enabled(if: PrivateMemory.isAvailable))
struct KilledTests {
  @Test("is listed with what to type, cleared by the next start, and by `segments --remove`")
  func cleared() throws {
    let folder = try TemporaryFolder()
    let script = """
      for backend in posix sysv file; do
        "$0" --headless --seconds 600 --backend $backend & pid=$!
        until "$0" segments --json | grep -q '"state":"alive"'; do :; done
        kill -KILL $pid; wait $pid
        until "$0" segments --json 2>/dev/null | grep -q '"state":"dead"'; do :; done
        "$0" segments 2>&1
        case $1 in
          start) "$0" --headless --items 5 2>&1 >/dev/null ;;
          remove) "$0" segments --remove ;;
        esac
        "$0" segments --json
      done
      ipcs -m | grep -c ^0x; ls /dev/shm $TMPDIR | grep -c ^ringside
      """
    for way in ["start", "remove"] {
      let finished = try run(
        PrivateMemory().prefix + ["unshare", "-i", "sh", "-c", script, ringside, way],
        environment: ["TMPDIR": folder.path])
      let output = finished.output
      for words in [
        "POSIX shared memory /ringside-", "System V segment ", "mapped file \(folder.path)/ringside-",
        "ls -l /dev/shm/ringside-", "rm /dev/shm/ringside-", "ipcs -m -i ", "ipcrm -m ", "rm \(folder.path)/ringside-",
        way == "start" ? "cleared what a Ringside that was killed had left behind: " : "removed",
      ] { #expect(output.contains(words), "\(words) in \(output) \(finished.errors)") }
      #expect(output.split(separator: "\n").count { $0 == "[]" || $0 == "[" || $0 == "[\n\n]" } == 3, "\(output)")
      #expect(output.hasSuffix("0\n0\n"), "\(output)")
    }
  }

  @Test("all is listed where /proc/sysvipc is not there; a kind that cannot be looked for does not hide the others")
  func untold() throws {
    let folder = try TemporaryFolder()
    let script = """
      mount -t tmpfs tmpfs /proc/sysvipc
      "$0" --headless --seconds 600 --backend sysv & pid=$!
      until "$0" segments --json 2>/dev/null | grep -q '"state":"alive"'; do :; done
      TMPDIR=/nowhere "$0" segments; echo "status=$?"
      kill $pid; wait $pid
      """
    let finished = try run(
      PrivateMemory().prefix + ["unshare", "-i", "sh", "-c", script, ringside], environment: ["TMPDIR": folder.path])
    #expect(finished.output.contains("System V segment ") && finished.output.contains("status=0\n"))
    #expect(finished.errors.hasPrefix("ringside: mapped file cannot be looked for: "), "\(finished.errors)")
  }
}
