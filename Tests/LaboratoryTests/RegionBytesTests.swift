import Foundation
import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("The region as bytes", .serialized)
struct RegionBytesTests {
  private func bytes(_ experiment: Experiment, _ window: Range<Int> = 0..<64) throws -> RegionBytes {
    try #require(experiment.snapshot(bytes: window).bytes)
  }

  @Test("they are the segment's, whole, and cost nothing where nobody asked")
  func equal() throws {
    let experiment = try experiment(Setup(pace: .step))
    defer { experiment.close() }
    // Nothing moves by itself once everyone has come to its gate.
    try experiment.step(C1, 1)
    try experiment.step(P1, 5)
    #expect(experiment.snapshot().bytes == nil)
    #expect(experiment.snapshot(bytes: nil).bytes == nil)
    let bytes = try bytes(experiment)
    let file = try Data(contentsOf: URL(fileURLWithPath: "/dev/shm" + experiment.segmentName))
    #expect(bytes.pieces == [RegionBytes.Piece(offset: 0, bytes: Array(file))])
    #expect(bytes.map.size == file.count)
  }

  @Test("of a large region there are the part of fixed size, what is shown, and the workers' records")
  func large() throws {
    let experiment = try experiment(Setup(slots: 4096, words: 512, pace: .step))
    defer { experiment.close() }
    let window = 8_000_000..<8_000_512
    let bytes = try bytes(experiment, window)
    let slots = try #require(bytes.map.parts.first { $0.name == "slots" })
    let workers = try #require(bytes.map.parts.first { $0.name == "workers" })
    #expect(
      bytes.pieces.map(\.range) == [
        0..<slots.offset, window, workers.offset..<workers.offset + 2 * workers.stride,
      ])
    #expect(bytes.bytes(window)?.count == 512)
    #expect(bytes.bytes(window.upperBound..<window.upperBound + 1) == nil)
    // Whatever is asked for.
    for window in [0..<0, 0..<Int.max, Int.max - 8..<Int.max] {
      #expect(try !self.bytes(experiment, window).pieces.isEmpty)
    }
  }

  @Test("each process's address of it is what the kernel says")
  func addresses() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 1, pace: .step))
    defer { experiment.close() }
    // A process that is only starting has mapped nothing yet.
    for id in [P1, P2, C1] { try experiment.step(id, 1) }
    let mappings = try bytes(experiment).mappings
    #expect(mappings.map(\.worker) == [P1, P2, C1, nil, nil])
    #expect(Set(mappings.suffix(2).map(\.permissions)) == ["r--s", "rw-s"])
    for mapping in mappings {
      let maps = try run(["/bin/cat", "/proc/\(mapping.pid)/maps"]).output
      let line = maps.split(separator: "\n").first { $0.hasPrefix(String(mapping.base, radix: 16) + "-") }
      #expect(line?.hasSuffix(experiment.segmentName) == true)
      #expect(line?.contains(" \(mapping.permissions) ") == true)
    }
    try experiment.apply(.kill(P2))
    #expect(try bytes(experiment).mappings.map(\.worker) == [P1, C1, nil, nil])
    try experiment.apply(.restart(P2))
    let again = try bytes(experiment).mappings
    #expect(again.map(\.worker) == [P1, P2, C1, nil, nil])
    #expect(again[1].pid == experiment.snapshot().worker(P2)?.pid)
  }

  @Test("a reader of the message has the text where it cannot write, and its record where it can")
  func reader() throws {
    let experiment = try experiment(Setup(program: .message, discipline: "lock-free", pace: .step))
    defer { experiment.close() }
    try experiment.step(WorkerID(.reader, 1), 1)
    let mappings = try bytes(experiment).mappings.filter { $0.worker?.role == .reader }
    #expect(Set(mappings.map(\.permissions)) == ["r--s", "rw-s"])
  }

  @Test("what each step of a producer changes is what its line of C says")
  func changes() throws {
    let experiment = try experiment(Setup(pace: .step))
    defer { experiment.close() }
    var last = try bytes(experiment)
    var steps: [[String]] = []
    for _ in 0..<7 {
      try experiment.step(P1, 1)
      let next = try bytes(experiment)
      var names: [String] = []
      for (offset, (a, b)) in zip(last.pieces[0].bytes, next.pieces[0].bytes).enumerated() where a != b {
        guard let field = next.map.field(at: offset), !field.isBookkeeping, names.last != field.name else { continue }
        names.append(field.name)
      }
      steps.append(names)
      last = next
    }
    #expect(steps == [["empty.value"], ["mutex.value"], [], ["slot[0]"], ["in"], ["mutex.value"], ["full.value"]])
  }

  @Test("lines of /proc/PID/maps")
  func lines() {
    let text = """
      55d0c8a00000-55d0c8a21000 r-xp 00000000 08:01 131 /usr/bin/ringside
      7f12a4000000-7f12a4021000 r--s 00000000 00:1a 77                         /dev/shm/ringside-1 (deleted)
      7f12a5000000-7f12a5021000 rw-s 00000000 00:1a 77                         /dev/shm/ringside-1
      7f12a5021000-7f12a5022000 rw-s 00021000 00:1a 77                         /dev/shm/ringside-1
      7f12a6000000-7f12a6021000 rw-s 00000000 00:1a 78                         /dev/shm/ringside-12
      7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0
      nonsense /dev/shm/ringside-1
      """
    let found = MapsLine.mappings(inMaps: text, inode: 77)
    #expect(found.map(\.base) == [0x7f12_a400_0000, 0x7f12_a500_0000])
    #expect(found.map(\.permissions) == ["r--s", "rw-s"])
  }
}
