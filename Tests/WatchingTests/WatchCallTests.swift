import Foundation
import Support
import Testing

/// Calls, types and options, each by a program that needs them.
@Suite("Calls, types and options of watched programs", .serialized)
struct WatchCallTests {
  private static let programs = packageFolder + "/Tests/WatchingTests/Programs"

  private func watch(_ name: String, _ options: String = "") throws -> Finished {
    try run(
      [ringside, "watch", "--headless", "--trace", "\(Self.programs)/\(name).c"]
        + options.split(separator: " ").map(String.init))
  }

  @Test(
    "ends natively and here alike, in each of several orders",
    arguments: [
      ("sleep-order", "1 2"), ("signals", "turns 2 rang 1"), ("timed-wait", "ready 1 result 0, late -1 1"),
      ("own-environment", "marks 20"), ("barrier", "seen 6"), ("early-unlink", "100 -100"), ("members", "pixel 7"),
    ])
  func native(name: String, printed: String) throws {
    for seed in 1...3 {
      let watched = try watch(name, "--seed \(seed)")
      #expect(watched.status == 0 && watched.errors.contains(printed), "seed \(seed): \(watched.errors)")
      #expect(!watched.errors.contains("behind"), "\(watched.errors)")
    }
  }

  @Test("every kind of member has its name and its value, and a copy is one step that names all of them")
  func members() throws {
    let trace = try watch("members").output
    for line in [
      "store\tready, level\t0, 0 -> 1, 0", "store\tready, level\t1, 0 -> 1, -2", "store\tcolour\tRED -> GREEN",
      "store\teither.real\t0.0 -> 2.5", "store\tcorner[1].x, corner[1].y\t0, 0 -> 3, 4",
      "copy\tcorner[0].x, corner[0].y",
      "write\tname\t\"\" -> \"pixel\"", "store\toctets[1]\t0 -> 200", "store\titems[3]\t0 -> 7",
      "write\tcorner[0].x, corner[0].y, corner[1].x, corner[1].y\t3, 4, 3, 4 -> 0, 0, 0, 0",
    ] {
      #expect(trace.contains(line), "\(line) is not in \(trace)")
    }
  }

  @Test("what has lost its name is still read, and a name that is used again is another object")
  func unlinked() throws {
    let trace = try watch("early-unlink").output
    #expect(trace.contains("sem_wait\twatch_door\t1 -> 0"))
    #expect(trace.contains("store\tbalance\t0 -> 100\t") && trace.contains("store\tbalance\t0 -> -100\t"), "\(trace)")
  }

  @Test("locks that were not made for several processes are told, and those that were are not")
  func notShared() throws {
    let folder = try TemporaryFolder()
    for (name, isTold) in [("private-semaphores", true), ("private-mutex", true), ("mutex-condition", false)] {
      let path = "\(folder.path)/\(name).c"
      try run([ringside, "source", name]).output.write(toFile: path, atomically: true, encoding: .utf8)
      let watched = try run([ringside, "watch", "--headless", path])
      #expect(watched.output.contains("mutex was made for the threads of one process, and P2 and P3 use it") == isTold)
    }
  }

  @Test("processes that spin for ever are told as a livelock")
  func livelock() throws {
    let watched = try run([ringside, "watch", "--headless", "\(Self.programs)/spin-forever.c"])
    #expect(watched.status == 4)
    #expect(
      watched.output.contains("P2 spins at spin-forever.c:12: it reads mine again and again"), "\(watched.output)")
  }

  @Test("a program without hooks is stopped at each access by a page trap")
  func everyAccess() throws {
    let folder = try TemporaryFolder()
    let program = folder.path + "/anonymous-counter"
    #expect(try run(["gcc", "-g", "\(Self.programs)/anonymous-counter.c", "-o", program]).status == 0)
    let watched = try run([ringside, "watch", "--headless", "--trace", "--every-access", program, "1"])
    #expect(watched.status == 0 && watched.errors.contains("stopped at each access by a page trap, which is slow"))
    #expect(watched.output.contains("load\tcounter\t0\tanonymous-counter.c:"), "\(watched.output)")
    #expect(watched.output.contains("store\tcounter\t0 -> 1\tanonymous-counter.c:"))
  }

  @Test("with real names, others see them; what was there before stays")
  func realNames() throws {
    let name = "ringside-real-\(getpid())"
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.programs + "/text-message.c", encoding: .utf8)
    let old = try #require(text.firstMatch(of: /shm_open\("([^"]*)"/)).1
    try text.replacing("\"\(old)\"", with: "\"/\(name)\"").replacing("shm_unlink(", with: "(void)(").write(
      toFile: folder.path + "/named.c", atomically: true, encoding: .utf8)
    let words = [ringside, "watch", "--headless", folder.path + "/named.c"]
    let place = "/dev/shm/\(name)"
    defer { unlink(place) }
    let first = try run(words + ["--real-names"])
    #expect(first.output.contains("left the shared memory /\(name) behind; it is removed now"), "\(first)")
    #expect(!FileManager.default.fileExists(atPath: place))
    #expect(FileManager.default.createFile(atPath: place, contents: Data(count: 4096)))
    let second = try run(words + ["--real-names"])
    #expect(!second.output.contains("behind"), "\(second)")
    #expect(FileManager.default.fileExists(atPath: place))
  }

  @Test("a second program joins a run from another terminal, as one more process of it")
  func join() throws {
    let folder = try TemporaryFolder()
    let shared = """
      #include <fcntl.h>
      #include <sys/mman.h>
      #include <unistd.h>
      int main(void) {
        int file = shm_open("/watch_joined", O_CREAT | O_RDWR, 0600);
        if (ftruncate(file, sizeof(int)) == -1) return 1;
        volatile int *joined = mmap(0, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      """
    try (shared + "while (*joined == 0) sleep(1); shm_unlink(\"/watch_joined\"); return 0; }").write(
      toFile: folder.path + "/waits.c", atomically: true, encoding: .utf8)
    try (shared + "*joined = 1; return 0; }").write(
      toFile: folder.path + "/joins.c", atomically: true, encoding: .utf8)
    let line = """
      cd \(folder.path) && { \(ringside) watch --headless --trace waits.c >trace 2>words & }; pid=$!
      until [ -s trace ]; do sleep 0.05; done
      \(ringside) watch --join joins.c; echo "joined $?"; wait $pid; echo "watched $?"; grep P2 trace
      """
    let finished = try run(["bash", "-c", line])
    #expect(finished.output.contains("joined 0\nwatched 0\n"), "\(finished)")
    #expect(finished.output.contains("P2\tstore\tjoined\t0 -> 1\tjoins.c:7"), "\(finished)")
  }

  @Test("options that do not fit together are refused in one sentence")
  func refusals() throws {
    let source = "\(Self.programs)/members.c"
    for (words, reason) in [
      (["--trace", source], "--trace needs --headless"),
      (["--join", "--headless", source], "cannot be used with --join"),
      (["--every-access", source], "--every-access is for programs without hooks"), ([], "there is nothing to watch"),
      (["--headles", source], "did you mean `--headless`?"),
    ] {
      let finished = try run([ringside, "watch"] + words)
      #expect(finished.status == 64 && finished.errors.contains(reason), "\(finished.errors)")
      #expect(finished.errors.split(separator: "\n").count == 1)
    }
  }
}
