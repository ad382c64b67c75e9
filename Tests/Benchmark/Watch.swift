import FoundationEssentials
import Glibc
import Support
import Watching

/// Steps of a watched C program a second, against a bare hand-off by futex(2) in C; how much slower an access is while
/// the program runs free; and how long stepping back takes.
func measureWatch() throws -> [Line] {
  try Processors.onOne { processor in
    let folder = try TemporaryFolder()
    let source = folder.path + "/spin.c"
    try Data(spinning.utf8).write(to: URL(filePath: source))
    let path = try ProgramBuild([source], folder: folder.path).build()
    return [try measureWatchedSteps(path, processor), try measureAgain(path), try measureFirstFrame(path)]
      + [try measureFreeAccesses(folder.path)]
  }
}

/// One process that reads and writes a shared word for ever.
private let spinning = """
  #include <sys/mman.h>
  int main(void) {
    volatile int *word = mmap(0, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (;;) (*word)++;
  }
  """

private func measureWatchedSteps(_ path: String, _ processor: Int) throws -> Line {
  let program = try WatchedProgram([WatchedProgram.Command(path)])
  defer { program.close() }
  let name = TaskName(process: 1)
  let (ours, baseline) = try inTurn {
    let (start, rounds) = (now(), 5000)
    for _ in 0..<rounds { try program.step(name) }
    return Double(rounds) / (now() - start) / 1000
  } _: {
    let report: WatchStepReport = try report([
      Built.baseline, "pingpong", "--steps", "30000", "--run", "1", "--cpu", "\(processor)",
    ])
    return report.steps_per_second / 1000
  }
  return Line(quantity: "thousand steps/s of a C program", ours: ours, baseline: baseline, bound: .atLeast(0.7))
}

/// From the end of compiling to the first frame: the program has its hooks already.
private func measureFirstFrame(_ path: String) throws -> Line {
  let times = try (0..<sampleCount).map { _ in
    let session = try Session(["watch", path], lookingFor: "last steps")
    let frame = try find("the first frame of ringside watch") { session.terminal.seenAt }
    try session.end()
    return (frame - session.start) * 1000
  }
  return Line(quantity: "first frame of a C program, ms", ours: times, bound: .atMost(100))
}

/// A program that makes a number of accesses to shared memory, and prints how many nanoseconds each took.
private let counting = """
  #include <stdio.h>
  #include <sys/mman.h>
  #include <sys/resource.h>
  #include <sched.h>
  int main(void) {
    volatile int *word = mmap(0, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct rusage start, end;
    sched_yield();
    getrusage(RUSAGE_SELF, &start);
    for (int i = 0; i < 10000000; i++) (*word)++;
    getrusage(RUSAGE_SELF, &end);
    printf("%ld\\n", (end.ru_utime.tv_sec - start.ru_utime.tv_sec) * 1000000L + end.ru_utime.tv_usec - start.ru_utime.tv_usec);
    fflush(stdout);
    return 0;
  }
  """

/// An access of a program that runs free, as a multiple of a plain one: both without optimization.
private func measureFreeAccesses(_ folder: String) throws -> Line {
  let source = folder + "/counting.c"
  try Data(counting.utf8).write(to: URL(filePath: source))
  let hooked = try ProgramBuild([source], folder: folder).build()
  let plain = folder + "/plain"
  _ = try run(["gcc", "-O0", source, "-o", plain])
  let (ours, baseline) = try inTurn {
    let program = try WatchedProgram([WatchedProgram.Command(hooked)])
    defer { program.close() }
    program.isFree = true
    return try find("the end of the free run") {
      Double(program.takeOutput().filter(\.isNumber)).map { $0 / 20_000 }
    }
  } _: {
    Double(try run([plain]).output.filter(\.isNumber)).map { $0 / 20_000 } ?? 0
  }
  // How many times as long: the inverse of the ratio of speeds.
  let times = zip(ours, baseline).map { $0 / max($1, 0.001) }
  return Line(quantity: "free access of a C program, times a plain one", ours: times, bound: .atMost(10))
}

/// Going back by one after two hundred steps: a new start, and all steps but the last.
private func measureAgain(_ path: String) throws -> Line {
  let name = TaskName(process: 1)
  let times = try (0..<sampleCount).map { _ in
    let start = now()
    let program = try WatchedProgram([WatchedProgram.Command(path)])
    for _ in 0..<199 { try program.step(name) }
    program.close()
    return (now() - start) * 1000
  }
  return Line(quantity: "back after 200 steps, ms", ours: times, bound: .atMost(150))
}

private struct WatchStepReport: Decodable {
  var steps_per_second: Double
}
