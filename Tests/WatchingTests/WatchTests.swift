import Foundation
import Support
import Testing

/// C programs as students write them, each watched to its end, typed without being told.
@Suite("Watching C programs", .serialized)
struct WatchTests {
  private static let programs = packageFolder + "/Tests/WatchingTests/Programs"

  private func watch(_ name: String, _ options: String = "", arguments: [String] = [], cc: String = "gcc") throws -> (
    lines: [[String]], text: String, errors: String, status: Int32
  ) {
    let words = [
      ringside, "watch", "--headless", "--trace", "\(Self.programs)/\(name.contains(".") ? name : name + ".c")", "--cc",
      cc,
    ]
    let finished = try run(
      words + options.split(separator: " ").map(String.init) + (arguments.isEmpty ? [] : ["--"] + arguments))
    let lines = finished.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return (lines, finished.output, finished.errors, finished.status)
  }

  @Test(
    "each program is stepped to its end, and its fields have their names",
    arguments: [
      ("posix-semaphores", "count 3", ["empty", "buffer[0]", "in", "count"]),
      ("sysv-semop", "got 9", ["sem[0]", "sem[1]", "value"]),
      ("named-semaphores", "sum 24", ["course_items", "course_lock", "data[2]", "tail"]),
      ("mutex-condition", "value 42", ["lock", "ready", "full", "value"]),
      ("text-message", "hello", ["text", "ready"]),
      ("threads", "3 3", ["phase", "totals[1]", "inner.hits", "last"]),
      ("many-children", "sum 100", ["lock", "sum"]), ("pipe-and-queue", "done 42", ["done"]),
      ("rwlock-spin", "a 2 b 2", ["rw", "spin", "a", "b"]),
    ])
  func toTheEnd(name: String, printed: String, fields: [String]) throws {
    let watched = try watch(name)
    #expect(watched.status == 0, "\(watched.errors)")
    #expect(watched.errors.contains(printed), "\(watched.errors)")
    let found = Set(watched.lines.map { $0.count > 3 ? $0[3] : "" })
    #expect(found.isSuperset(of: fields), "\(found)")
    #expect(watched.lines.allSatisfy { $0.count == 6 })
    #expect(watched.lines.contains { $0[5].hasPrefix("\(name).c:") })
  }

  @Test("what a program leaves behind is told and removed")
  func leftovers() throws {
    let watched = try watch("named-semaphores")
    #expect(watched.errors.contains("left the semaphore /course_items behind"))
    #expect(!watched.errors.contains("/course_queue"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm")
    #expect(!names.contains { $0.contains("course_") })
  }

  @Test("a lost update in counter++ is forced by a schedule, each time", arguments: ["gcc", "clang"])
  func lostUpdate(compiler: String) throws {
    // Each begins first. P2 has loaded the counter before P3 adds one.
    var schedule = "P1*2 P2*2 P3*3 P2"
    let first = try watch("anonymous-counter", "--seed 3", arguments: ["1"], cc: compiler)
    #expect(first.status == 0, "\(first.errors)")
    // fork, fork, and then the loads and stores.
    let forks = first.lines.filter { $0[2] == "fork" }.count
    #expect(forks == 2)
    schedule += " P1"
    let words = [
      ringside, "watch", "--headless", "--trace", "\(Self.programs)/anonymous-counter.c", "--cc", compiler,
      "--schedule", schedule,
    ]
    let finished = try (0..<2).map { _ in try run(words + ["--", "1"]) }
    #expect(finished[0].output == finished[1].output && finished[0].status == 0, "\(finished[0].errors)")
    let stores = finished[0].output.split(separator: "\n").filter { $0.contains("\tstore\t") }
    #expect(stores.count == 2 && stores.allSatisfy { $0.contains("-> 1") || $0.contains("\t1\t") }, "\(stores)")
  }

  @Test("the same seed gives the same trace, another one another")
  func deterministic() throws {
    let traces = try ["5", "5", "6"].map { try watch("posix-semaphores", "--seed \($0)").text }
    #expect(traces[0] == traces[1] && traces[0] != traces[2])
  }

  @Test("a deadlock is recognized, with the fields that each waits for")
  func deadlock() throws {
    let words = [
      ringside, "watch", "--headless", "--trace", "\(Self.programs)/deadlock.c", "--schedule", "P1*4 P2 P1 P2",
    ]
    let finished = try run(words)
    #expect(finished.status == 0)
    let seeds = try (1...18).map { try watch("deadlock", "--seed \($0)") }
    let stuck = try #require(seeds.first { $0.status == 4 })
    #expect(stuck.errors.contains("P1 waits in sem_wait right at deadlock.c:"))
    #expect(stuck.errors.contains("P2 waits in sem_wait left at deadlock.c:"))
    #expect(seeds.contains { $0.status == 0 })
  }

  @Test("a crash and a failed assertion are told in words")
  func crash() throws {
    let watched = try watch("crash")
    #expect(watched.status == 1)
    #expect(watched.errors.contains("P2 was ended by SIGSEGV, after crash.c:"), "\(watched.errors)")
    #expect(watched.errors.contains("ended by SIGABRT") && watched.errors.contains("Assertion"))
  }

  @Test("what does not compile is refused in the compiler's words, a missing compiler in ours")
  func refused() throws {
    let folder = try TemporaryFolder()
    try "int main(void) { return x; }\n".write(toFile: folder.path + "/wrong.c", atomically: true, encoding: .utf8)
    let wrong = try run([ringside, "watch", "--headless", "--trace", folder.path + "/wrong.c"])
    #expect(wrong.status == 1 && wrong.errors.contains("undeclared"), "\(wrong.errors)")
    let missing = try run([
      ringside, "watch", "--headless", "--trace", folder.path + "/wrong.c", "--cc", "no-such-compiler",
    ])
    #expect(missing.status == 1 && missing.errors.contains("there is no compiler"), "\(missing.errors)")
    #expect(try run([ringside, "watch", "--headless", "--trace", "/no/such.c"]).status == 64)
  }

  @Test("nothing is left of a program that is killed with its Ringside")
  func killed() throws {
    let line =
      "\(ringside) watch --headless \(Self.programs)/endless.c --seconds 30 >/dev/null 2>&1 & pid=$!; sleep 1.5; "
      + "kill -TERM $pid; wait $pid; echo $?; ls /dev/shm | grep -c ringside-watch-$pid"
    #expect(try run(["bash", "-c", line]).output == "143\n0\n")
  }

  @Test("a program that writes over its control region ends cleanly, and nobody else is harmed")
  func scribbled() throws {
    let watched = try watch("scribbler", "--seconds 10")
    #expect(watched.status == 1 || watched.status == 0, "\(watched.errors)")
    #expect(!FileManager.default.fileExists(atPath: "/dev/shm/ringside-watch-1"))
  }

  @Test("a C++ program is compiled by the C++ compiler, and its atomics are single steps", arguments: ["gcc", "clang"])
  func cPlusPlus(compiler: String) throws {
    let watched = try watch("atomic.cpp", cc: compiler)
    #expect(watched.status == 0 && watched.errors.contains("2 1"), "\(watched.errors)")
    #expect(watched.lines.contains { $0[2] == "update" && $0[4] == "0 -> 1" }, "\(watched.text)")
  }

  /// A copy of the two programs and their Makefile.
  private func twoPrograms() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["Makefile", "common.h", "producer.c", "consumer.c"] {
      try FileManager.default.copyItem(atPath: "\(Self.programs)/two/\(name)", toPath: "\(folder.path)/\(name)")
    }
    return folder
  }

  @Test("two programs that a Makefile builds are watched together, each with its own lines")
  func makefile() throws {
    let folder = try twoPrograms()
    let line = "cd \(folder.path) && \(ringside) watch --headless --trace --build 'make -s' ./consumer : ./producer 2"
    // P1 must have initialized the semaphore first.
    let finished = try (1...6).lazy.map { try run(["sh", "-c", "\(line) --seed \($0)"]) }.first { $0.status == 0 }
    let text = try #require(finished?.output)
    #expect(text.contains("P2\tstore\tvalues[1]\t0 -> 2\tproducer.c:"))
    #expect(text.contains("P1\tsem_wait") && text.contains("consumer.c:"))
    #expect(finished?.errors.contains("got 2") == true)
  }

  @Test("programs without hooks are stepped at their calls, which is said")
  func preloaded() throws {
    let folder = try twoPrograms()
    let line =
      "cd \(folder.path) && make -s && \(ringside) watch --headless --trace --schedule 'P1 P2*3 P1*2' "
      + "./consumer : ./producer 2"
    let finished = try run(["sh", "-c", line])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.contains("./producer has no hooks, so it is stepped at its synchronization calls only"))
    #expect(finished.output.contains("P2\tsem_post") && !finished.output.contains("\tstore\t"))
  }

  @Test("what cannot be watched is refused in one sentence")
  func notRunnable() throws {
    let folder = try TemporaryFolder()
    try "int main(void) { return 0; }\n".write(toFile: folder.path + "/p.c", atomically: true, encoding: .utf8)
    try "#!/bin/sh\n".write(toFile: folder.path + "/script", atomically: true, encoding: .utf8)
    let line =
      "cd \(folder.path) && gcc -static -o static p.c && chmod +x script && gcc -o setuid p.c && chmod u+s setuid"
    #expect(try run(["sh", "-c", line]).status == 0)
    for (name, words) in [
      ("static", "it is statically linked"), ("script", "it is not a compiled program"), ("setuid", "setuid"),
      ("missing", "No such file"),
    ] {
      let finished = try run([ringside, "watch", "--headless", "--trace", "\(folder.path)/\(name)"])
      #expect(finished.status == 1 && finished.errors.contains(words), "\(finished.errors)")
      #expect(finished.errors.split(separator: "\n").count == 1)
    }
  }
}
