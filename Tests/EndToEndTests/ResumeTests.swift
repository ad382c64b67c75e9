import Foundation
import Support
import Testing

@Suite("A ring in a file outlives its programs", .serialized)
struct ResumeTests {
  private func report(_ options: [String]) throws -> [String: Any] {
    let finished = try run([ringside, "--headless", "--json", "--producers", "2", "--consumers", "2"] + options)
    #expect(finished.status == 0, "\(finished.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any])
  }

  @Test("SIGKILL at any moment, of everything, and what is gone on with adds up")
  func killed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ring.dat"
    var consumed = try #require(try report(["--file", path, "--items", "10"])["consumed"] as? Int)
    for _ in 0..<15 {
      let pid = try start([
        ringside, "--headless", "--seconds", "600", "--file", path, "--resume", "--producers", "2", "--consumers", "2",
      ])
      // Any moment will do: while it starts, while it recovers, while it runs.
      usleep(.random(in: 0..<60_000))
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      let report = try report(["--file", path, "--resume", "--items", "200"])
      let count = { (key: String) in report[key] as? Int ?? -1 }
      #expect(report["verdict"] as? String == "holds")
      #expect(count("lost") + count("duplicated") + count("torn") + count("phantom") == 0)
      #expect(count("produced") == count("consumed") + count("inRing"))
      #expect(count("consumed") >= consumed + 200)
      consumed = count("consumed")
    }
  }

  @Test("quit on the screen, and gone on with there: the ring has the same items")
  func onScreen() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ring.dat"
    let first = try Terminal(script: "ringside --file \(path) --pace step")
    try first.shows("file ring.dat", "synced")
    first.press("p", "p", "p", "p", "p", "p", "p")
    try first.shows("P1·01", "step 7")
    first.press("q")
    try first.shows("status=0\n")
    let second = try Terminal(script: "ringside --file \(path) --resume --pace step")
    try second.shows("P1·01")
    #expect(second.number("in ring") == 1)
    second.press("p", "p", "p", "p", "p", "p", "p", "q")
    try second.shows("produced 2 = taken 0 + lost 0 + in ring 2", "status=0\n")
  }

  @Test("ended by a signal, the file stays and can be gone on with", arguments: [SIGINT, SIGTERM, SIGHUP, SIGSEGV])
  func signals(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ring.dat"
    let pid = try start([ringside, "--headless", "--seconds", "600", "--file", path])
    #expect(eventually { !processes(of: "file:" + path).isEmpty })
    kill(pid, signal)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    #expect(status & 0x7f == signal)
    #expect(try report(["--file", path, "--resume", "--items", "10"])["verdict"] as? String == "holds")
    #expect(eventually { processes(of: "file:" + path).isEmpty })
  }
}
