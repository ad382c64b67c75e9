import Foundation
import Support
import Testing

@Suite("Ringside killed while it watches")
struct WatchKilledTests {
  @Test("the watched processes end, and the next watch removes what is left")
  func killed() throws {
    let folder = try TemporaryFolder()
    let source = folder.path + "/endless.c"
    try """
    #include <sys/mman.h>
    #include <unistd.h>
    int main(void) {
      volatile int *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
      fork();
      for (;;) ++*shared;
    }
    """.write(toFile: source, atomically: true, encoding: .utf8)
    let watch = Process()
    watch.executableURL = URL(fileURLWithPath: ringside)
    watch.arguments = ["watch", "--headless", "--trace", source]
    let output = Pipe()
    (watch.standardOutput, watch.standardError, watch.standardInput) = (output, output, FileHandle.nullDevice)
    try watch.run()
    // Its first line: both ends of the fork are there soon after.
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let pid = watch.processIdentifier
    #expect(eventually { names(of: pid).count > 1 && processes(of: pid).count == 2 })
    kill(pid, SIGKILL)
    watch.waitUntilExit()
    #expect(eventually { processes(of: pid).isEmpty })
    // A watch of another test may be the next one.
    let next = try run([
      ringside, "watch", "--headless", "--trace", packageFolder + "/Tests/WatchingTests/Programs/text-message.c",
    ])
    #expect(next.status == 0, "\(next.errors)")
    #expect(names(of: pid).isEmpty)
  }

  /// The files of a run of this Ringside in the folder of shared memory.
  private func names(of pid: Int32) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/shm")) ?? []
    return names.filter { $0 == "ringside-watch-\(pid)" || $0.hasPrefix("ringside-watch-\(pid)-") }
  }

  /// The processes that run for it.
  private func processes(of pid: Int32) -> [String] {
    let wanted = "RINGSIDE_WATCH=/dev/shm/ringside-watch-\(pid)"
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { process in
      guard Int32(process) != nil, let data = FileManager.default.contents(atPath: "/proc/\(process)/environ") else {
        return false
      }
      return data.split(separator: 0).contains { String(decoding: $0, as: UTF8.self) == wanted }
    }
  }
}
