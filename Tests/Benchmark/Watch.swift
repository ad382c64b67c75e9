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
    return [try measureWatchedSteps(path, processor), try measureAgain(path)]
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
