import Foundation
import Model
import SharedMemory
import Support
import Testing

@testable import Laboratory

@Suite("What was left behind")
struct LeftoverTests {
  private func find(_ name: String) -> Leftover? { Leftovers.survey().found.first { $0.name == name } }

  @Test("what a living process owns is listed with its commands, and not touched")
  func alive() throws {
    let layout = RegionLayout(slotCount: 1, slotWords: 1)
    let owned = try PosixSegment(creating: uniqueSegmentName(), size: layout.totalSize) { memory, object in
      _ = Region(formatting: memory, as: layout, creator: 1, object: object)
    }
    let living = try #require(find(owned.name))
    let path = "/dev/shm\(owned.name)"
    #expect(living.state == .alive && living.kind == .posix && living.bytes == layout.totalSize)
    #expect(living.look == "ls -l \(path)" && living.clear == "rm \(path)")
    #expect(Leftovers.remove([living]).found == [living])
    #expect(access(path, F_OK) == 0)
  }

  @Test("a file that only has such a name is nobody's to remove, and no command to do so is shown")
  func someoneElses() throws {
    let name = uniqueSegmentName()
    let path = "/dev/shm\(name)"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    var found = try #require(find(name))
    #expect(found.state == .notOurs && found.clear == nil)
    // Whatever a list says, each is judged again before it is removed.
    found.state = .dead
    #expect(Leftovers.remove([found]).found == [found])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test("a queue whose key only looks like Ringside's is nobody's to remove; one without its set is left alone")
  func strangeQueues() throws {
    for (key, mode, state) in [
      (SystemVMark.keys(of: 0x3f_ffff)[0], Int32(0o600), nil),
      (SystemVMark.keys(of: 0x3f_ffff)[1], SystemVMark.mode, Leftover.State.unproven),
    ] {
      let queue = msgget(key, IPC_CREAT | IPC_EXCL | mode)
      try #require(queue >= 0)
      defer { msgctl(queue, IPC_RMID, nil) }
      let found = Leftovers.survey().found.first { $0.kind == .queue && $0.name == String(queue) }
      #expect(found?.state == state)
      if var found {
        found.state = .dead
        #expect(Leftovers.remove([found]).found == [found])
      }
      #expect(msgget(key, 0) == queue)
    }
  }

  @Test("1,500 leftovers are removed by one start, each looked at twice")
  func many() throws {
    let folder = try TemporaryFolder()
    let layout = RegionLayout(slotCount: 1, slotWords: 1)
    for number in 1...1500 {
      let file = open(folder.path + "/ringside-\(number)", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      var status = stat()
      try #require(file >= 0 && ftruncate(file, layout.totalSize) == 0 && fstat(file, &status) == 0)
      let memory = try Mapping(file, size: layout.totalSize, access: .readWrite, name: "it")
      _ = Region(formatting: memory, as: layout, creator: 1, object: UInt64(status.st_ino))
      close(file)
    }
    let finished = try run([ringside, "segments", "--remove", "--json"], environment: ["TMPDIR": folder.path])
    #expect(finished.status == 0)
    #expect(finished.output.components(separatedBy: #""state":"removed""#).count >= 1501)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
