import Foundation
import Support
import Testing

@Suite("ringside compare", .serialized)
struct CompareTests {
  private let quick = [ringside, "compare", "--sizes", "4,64K", "--seconds", "0.02"]

  @Test("reports as text, with nothing on standard error where that is no terminal")
  func text() throws {
    let finished = try run(quick, environment: ["LC_ALL": "C.UTF-8"])
    #expect(finished.status == 0)
    // A debug build says that it is one.
    #expect(finished.errors.filter { $0 == "\n" }.count <= 1 && !finished.errors.contains("comparing"))
    let parts = [
      "4 bytes ", "65536 bytes ", "\npipe ", "█", "µs", "at most 8192 bytes", "msgsize_max", "better choice",
    ]
    for part in parts {
      #expect(finished.output.contains(part), "\(part)")
    }
  }

  @Test("in ASCII where the locale is not UTF-8", arguments: [["LC_ALL": "C"], ["LC_ALL": "C.UTF-8"]])
  func ascii(environment: [String: String]) throws {
    let option = environment["LC_ALL"] == "C" ? [] : ["--ascii"]
    let finished = try run(quick + option, environment: environment)
    #expect(finished.status == 0)
    #expect(finished.output.contains("###"))
    #expect(finished.output.allSatisfy { $0.isASCII })
  }

  @Test("reports as one JSON object")
  func json() throws {
    let finished = try run(quick + ["--json"])
    #expect(finished.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 1)
    #expect((object?["units"] as? [String: String])?["roundTripMedian"] == "ns")
    let rows = try #require(object?["rows"] as? [[String: Any]])
    #expect(rows.count >= 10)
    let pipe = try #require(rows.first { $0["transport"] as? String == "pipe" })
    #expect((pipe["messagesPerSecond"] as? Double ?? 0) > 0)
    #expect((pipe["systemCallsPerMessage"] as? Double ?? 0) >= 2)
    let large = rows.filter { $0["size"] as? Int == 65536 }
    let queue = try #require(large.first { $0["transport"] as? String == "posix-queue" })
    #expect((queue["unavailable"] as? String)?.contains("8192") == true)
    #expect(queue["messagesPerSecond"] == nil)
  }

  @Test("reports as comma-separated values, all lines alike")
  func csv() throws {
    let finished = try run(quick + ["--csv"])
    #expect(finished.status == 0)
    let lines = finished.output.components(separatedBy: "\r\n")
    #expect(lines.first?.hasPrefix("transport,size_bytes,messages_per_second,") == true)
    #expect(lines.last == "" && lines.count >= 12)
  }

  @Test("where the system allows no message queues, their lines say so, and the others have figures")
  func forbidden() throws {
    let finished = try run(["prlimit", "--msgqueue=0", "--"] + quick, environment: ["LC_ALL": "C.UTF-8"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("POSIX queue       no room for a queue\n"))
    #expect(finished.output.contains("ulimit -q"))
    #expect(finished.output.contains("System V queue "))
  }

  @Test("a crash leaves no queue, and no process", arguments: [SIGSEGV, SIGABRT])
  func crash(signal: Int32) throws {
    let pid = try start(
      [ringside, "compare", "--sizes", "64", "--seconds", "0.4"], environment: ["SWIFT_BACKTRACE": "enable=no"])
    let key = String(0x52 << 24 | pid)
    #expect(eventually { queues().contains(key) && transfers(of: pid).count == 2 })
    kill(pid, signal)
    waitpid(pid, nil, 0)
    #expect(!queues().contains(key))
    #expect(eventually { transfers(of: pid).isEmpty })
  }

  @Test("interrupted in the middle it ends by the signal and leaves nothing", arguments: [SIGINT, SIGTERM, SIGHUP])
  func interrupted(signal: Int32) throws {
    let before = queues()
    let pid = try start([ringside, "compare", "--sizes", "64", "--seconds", "2"])
    #expect(eventually { transfers(of: pid).count == 2 })
    kill(pid, signal)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    #expect(status & 0x7f == signal)
    #expect(transfers(of: pid).isEmpty)
    #expect(queues().isSubset(of: before))
  }

  @Test("killed it leaves no process, and its queue is removed at the next start")
  func killed() throws {
    let pid = try start([ringside, "compare", "--sizes", "64", "--seconds", "0.4"])
    let key = String(0x52 << 24 | pid)
    // The System V queue is the last of the transports.
    #expect(eventually { queues().contains(key) && transfers(of: pid).count == 2 })
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
    #expect(eventually { transfers(of: pid).isEmpty })
    #expect(queues().contains(key))
    #expect(try run(quick).status == 0)
    #expect(!queues().contains(key))
  }

  /// The processes of a transfer that were started by this one.
  private func transfers(of parent: Int32) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(Int32.init).filter {
      let words = contents("/proc/\($0)/cmdline").split(separator: "\0", omittingEmptySubsequences: false)
      return words.count > 9 && words[1] == "transfer" && words[9] == "\(parent)"
    }
  }

  /// The keys of the System V queues on this machine that bear Ringside's mark.
  private func queues() -> Set<String> {
    var keys: Set<String> = []
    for line in contents("/proc/sysvipc/msg").split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      if fields.count > 2 && fields[2] == "711" { keys.insert(fields[0]) }
    }
    return keys
  }
}
