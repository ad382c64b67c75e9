import Foundation
import Support
import Testing

@testable import Watching

@Suite("Steps of a watched program", .serialized)
struct StepTests {
  /// Two processes that add to a word for ever.
  private static let source = packageFolder + "/Tests/WatchingTests/Programs/endless.c"

  private func start(_ folder: TemporaryFolder) throws -> WatchedProgram {
    try WatchedProgram([WatchedProgram.Command(try ProgramBuild([Self.source], folder: folder.path).build())])
  }

  @Test("a run of steps is granted at once, and a process that has not begun cannot hold it up")
  func runs() throws {
    let folder = try TemporaryFolder()
    let program = try start(folder)
    defer { program.close() }
    let (first, second) = (TaskName(process: 1), TaskName(process: 2))
    #expect(try program.step(first, atMost: 101) == 101)
    // The fork, then loads and stores in turn.
    let rounds = try #require(program.objects.first { $0.isMemory }).bytes(at: 0, count: 4)
    #expect(rounds == [50, 0, 0, 0])
    #expect(program.livingTasks.map(\.name) == [first, second])
    #expect(program.livingTask(second)?.operation == .begin)
    #expect(throws: (any Error).self) { try program.step(TaskName(process: 3)) }
  }

  @Test("a program that runs free stops at its next accesses, and everything of it ends with it")
  func free() throws {
    let folder = try TemporaryFolder()
    let program = try start(folder)
    try program.step(TaskName(process: 1))
    program.isFree = true
    let memory = try #require(program.objects.first { $0.isMemory })
    let before = memory.bytes(at: 0, count: 4)
    #expect(eventually { memory.bytes(at: 0, count: 4) != before })
    program.isFree = false
    #expect(program.livingTasks.allSatisfy { $0.state == .parked })
    let after = memory.bytes(at: 0, count: 4)
    let pids = program.livingTasks.map(\.pid)
    #expect(memory.bytes(at: 0, count: 4) == after && pids.count == 2)
    program.close()
    #expect(eventually { pids.allSatisfy { kill($0, 0) == -1 } })
  }

  @Test("what another has made is removed neither by its name nor by its number, whatever the records say")
  func strangers() throws {
    let name = "/dev/shm/ringside-stranger-\(getpid())"
    let id = shmget(IPC_PRIVATE, 64, IPC_CREAT | 0o600)
    try #require(id >= 0)
    try Data(count: 16).write(to: URL(filePath: name))
    defer {
      unlink(name)
      shmctl(id, IPC_RMID, nil)
    }
    let origin = ObjectOrigin(run: UInt32(getpid()), usesRealNames: false, start: time(nil) + 60)
    for path in [
      name, "/dev/shm/../..\(name)", "/dev/shm/ringside-watch-\(getpid())-/../ringside-stranger-\(getpid())",
    ] {
      #expect(!origin.includes(file: path))
    }
    var status = shmid_ds()
    #expect(shmctl(id, IPC_STAT, &status) == 0)
    #expect(!origin.includes(status.shm_perm, changed: status.shm_ctime))
  }
}
