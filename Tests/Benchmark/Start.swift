import Model
import Programs

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
  return [
    Line(quantity: "first frame, ms", ours: frames, bound: .atMost(40)),
    Line(quantity: "first item moved, ms", ours: items, bound: .atMost(100)),
  ]
}
