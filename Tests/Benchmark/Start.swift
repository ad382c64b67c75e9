import Model
import Programs
import Support

/// From the start of the program to its first frame, and to the first item in the ring.
func measureStart() throws -> [Line] {
  var (frames, items): ([Double], [Double]) = ([], [])
  for _ in 0..<sampleCount {
    let session = try Session()
    let region = try find("the shared memory of ringside") { session.region }
    let sequence = try find("the record of the first producer") { region.words(of: WorkerID(.producer, 1))?.sequence }
    let item = try find("the first item") { sequence.load() > 0 ? now() : nil }
    let frame = try find("the first frame of ringside") { session.terminal.seenAt }
    try session.end()
    frames.append((frame - session.start) * 1000)
    items.append((item - session.start) * 1000)
  }
  let isRelease = Built.release != nil
  return [
    Line(quantity: "first frame, ms", ours: frames, bound: .atMost(isRelease ? 25 : 40)),
    Line(quantity: "first item moved, ms", ours: items, bound: .atMost(100)),
    Line(quantity: "a worker's start, ms", ours: try workerStarts(), bound: isRelease ? .atMost(2) : nil),
  ]
}

/// From exec to the first line of a worker's own code: one without a region to join refuses, and ends.
private func workerStarts() throws -> [Double] {
  let words = [Built.ringside, WorkerProcess.argument]
  return try (0..<sampleCount).map { _ in
    let start = now()
    _ = try run(words)
    return (now() - start) * 1000
  }
}
