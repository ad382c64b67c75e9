import FoundationEssentials
import Glibc
import Model
import Programs
import Support

/// The memory of the viewer, and of a worker against one in C.
///
/// Peak is the most that was ever resident, libraries and all; own counts a page that several processes share only in
/// part (proc(5), `VmHWM` and `Pss`).
func measureMemory() throws -> [Line] {
  let session = try Session()
  let region = try find("the shared memory of ringside") { session.region }
  let worker = try find("the record of the first producer") { region.words(of: WorkerID(.producer, 1)) }
  try find("20 items in the ring") { worker.sequence.load() >= 20 ? true : nil }
  let viewer = try Memory(of: session.pid)
  let ours = try Memory(of: Int32(worker.pid.load()))
  try session.end()
  let baseline = try baselineWorker()
  return [
    Line(quantity: "viewer, peak, MB", ours: [viewer.peak]),
    Line(quantity: "viewer, own, MB", ours: [viewer.own]),
    Line(quantity: "a worker, peak, MB", ours: [ours.peak], baseline: [baseline.peak]),
    Line(quantity: "a worker, own, MB", ours: [ours.own], baseline: [baseline.own]),
  ]
}

private struct Memory {
  var peak: Double
  var own: Double

  init(of pid: Int32) throws {
    peak = Double(try number("VmHWM", in: "/proc/\(pid)/status")) / 1024
    own = Double(try number("Pss", in: "/proc/\(pid)/smaps_rollup")) / 1024
  }
}

/// A worker of `baseline ring` in full swing.
private func baselineWorker() throws -> Memory {
  let ring = try start([Built.baseline, "ring", "--items", "1000000000000"])
  defer {
    // Its workers die with it.
    kill(ring, SIGKILL)
    waitpid(ring, nil, 0)
  }
  let worker = try find("a worker of baseline ring") {
    try text(of: "/proc/\(ring)/task/\(ring)/children").split(separator: " ").first.flatMap { Int32($0) }
  }
  try find("baseline ring at work") {
    try number("voluntary_ctxt_switches", in: "/proc/\(worker)/status") > 100 ? true : nil
  }
  return try Memory(of: worker)
}

/// The number behind a name and a colon, on a line of its own.
func number(_ name: String, in path: String) throws -> Int {
  let line = try text(of: path).split(separator: "\n").first { $0.hasPrefix(name + ":") }
  guard let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
    throw Failure("\(path) does not tell \(name)")
  }
  return number
}

private func text(of path: String) throws -> String {
  do { return try String(contentsOfFile: path, encoding: .utf8) } catch { throw Failure("\(path) cannot be read") }
}
