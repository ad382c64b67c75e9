import Glibc
import Model
import SharedMemory
import Support
import Testing

@testable import Laboratory

@Suite("Every kind of shared memory", .serialized)
struct BackendTests {
  private func facts(_ experiment: Experiment) -> [String: String] {
    let facts = experiment.snapshot().memory.facts.map { ($0.label, $0.value) }
    return Dictionary(facts, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "holds under semaphores, and reports which it is",
    arguments: Backend.allCases, [(1, 1), (3, 2)])
  func trial(backend: Backend, workers: (Int, Int)) throws {
    var trial = Trial(
      Setup(producers: workers.0, consumers: workers.1), end: .items(20_000), memory: MemoryChoice(backend))
    trial.executable = ringside
    let report = try #require(try trial.run())
    #expect(report.verdict == .holds)
    #expect(report.ledger.produced == 20_000 && report.ledger.consumed == 20_000)
    #expect(report.backend == backend)
  }

  @Test(
    "steps, blocks and is read in the kernel as well, whatever it lies in", arguments: [MemoryChoice.sysv(), .file()])
  func stepping(memory: MemoryChoice) throws {
    let experiment = try Experiment(Setup(pace: .step), memory: memory, executable: ringside)
    try experiment.apply(.pace(.step))
    try experiment.step(C1, 1)
    #expect(experiment.snapshot().worker(C1)?.kernel == KernelView(state: "S", sleep: .variable(.full)))
    try experiment.step(P1, 7)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1, inRing: 1))
    #expect(throws: Never.self) { try experiment.verify() }
  }

  @Test("ipcs(1) says of a System V segment what we say, and nothing of it afterwards")
  func ipcs() throws {
    let key = Int32(bitPattern: 0x5200_0000 | UInt32.random(in: 1...0xff_ffff))
    let id: String
    do {
      let experiment = try Experiment(Setup(producers: 2, pace: .step), memory: .sysv(key: key), executable: ringside)
      try experiment.apply(.pace(.step))
      let facts = facts(experiment)
      id = try #require(facts["shmid"])
      #expect(experiment.snapshot().segment == "shmid \(id)")
      // key, shmid, owner, perms, bytes, nattch
      let line = try run(["ipcs", "-m"]).output.split(separator: "\n").map { $0.split(separator: " ") }
        .first { $0.count > 5 && $0[1] == id }
      let fields = try #require(line)
      #expect(fields[0] == facts["key"]! && fields[0] == SystemVSegment.text(key))
      #expect(fields[3] == "600" && fields[4] == facts["bytes"]!)
      // Three workers, and the laboratory twice: once to write, once to look.
      #expect(fields[5] == "5" && facts["nattch"] == "5")
      #expect(facts["cpid"] == String(getpid()))
      let found = try #require(Leftovers.survey().found.first { $0.kind == .sysv && $0.name == id })
      #expect(found.state == .alive && found.key == facts["key"] && found.creator == getpid())
      #expect(found.look == "ipcs -m -i \(id)" && found.clear == "ipcrm -m \(id)")
      #expect(Leftovers.remove([found]).found == [found])
      #expect(throws: ExperimentError.self) {
        try Experiment(Setup(), memory: .sysv(key: key), executable: ringside)
      }
    }
    #expect(try !run(["ipcs", "-m"]).output.split(separator: "\n").contains { $0.contains(" \(id) ") })
  }

  @Test("memory that somebody removes lives on, and is marked", arguments: [MemoryChoice.posix(), .sysv(), .file()])
  func removed(memory: MemoryChoice) throws {
    let experiment = try Experiment(Setup(pace: .step), memory: memory, executable: ringside)
    try experiment.apply(.pace(.step))
    #expect(!experiment.snapshot().memory.isRemoved && experiment.removalNotice == nil)
    switch experiment.locator {
    case .posix(let name): try #require(shm_unlink(name) == 0)
    case .sysv(let id): #expect(try run(["ipcrm", "-m", String(id)]).status == 0)
    case .file(let path): try #require(unlink(path) == 0)
    }
    #expect(experiment.snapshot().memory.isRemoved && experiment.removalNotice != nil)
    #expect(throws: Never.self) { try experiment.verify() }
    try experiment.step(P1, 7)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1, inRing: 1))
  }

  @Test("a file to be kept that somebody replaces, or removes, is told at once")
  func keptIsRemoved() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ring"
    let experiment = try Experiment(Setup(pace: .step), memory: .file(path: path), executable: ringside)
    try #require(rename(path, path + "-elsewhere") == 0)
    #expect(throws: RegionLoss.removed(experiment.locator)) { try experiment.verify() }
  }

  @Test("a semaphore set that somebody removes is told at once: its values are gone")
  func setIsRemoved() throws {
    let experiment = try Experiment(
      Setup(discipline: "sysv-semaphores", pace: .step), memory: .posix(), executable: ringside)
    #expect(throws: Never.self) { try experiment.verify() }
    let set = Int32(bitPattern: experiment.region.control.semaphores.load())
    #expect(try run(["ipcrm", "-s", String(set)]).status == 0)
    #expect(throws: RegionLoss.semaphoresRemoved(set)) { try experiment.verify() }
  }

  @Test("a temporary file is there while it is used, and says when it was written out")
  func temporary() throws {
    let path: String
    do {
      let experiment = try Experiment(Setup(pace: .step), memory: .file(), executable: ringside)
      path = experiment.segmentName
      #expect(access(path, F_OK) == 0)
      #expect(facts(experiment)["synced"] == "0 times")
      try experiment.apply(.pace(.step))
      #expect(facts(experiment)["synced"] == "once")
      try experiment.apply(.reset)
      #expect(facts(experiment)["synced"] == "2 times")
      let found = Leftovers.survey().found.first { $0.name == path }
      #expect(found?.state == .alive && found?.kind == .file)
    }
    #expect(access(path, F_OK) != 0)
  }

  @Test("a file that its user named is never among what was left behind")
  func kept() throws {
    let path = "\(Leftovers.temporaryFolder)/ringside-\(getpid())-\(UInt16.random(in: 100 ... .max))"
    defer { unlink(path) }
    do { _ = try Experiment(Setup(pace: .step), memory: .file(path: path), executable: ringside) }
    #expect(access(path, F_OK) == 0)
    #expect(!Leftovers.survey().found.contains { $0.name == path })
  }
}

@Suite("Keys and maps")
struct KeyTests {
  @Test("the key of a queue tells its creator")
  func queue() {
    #expect(SystemVMark.keys(of: 4312).first == 0x5200_10d8)
    #expect(SystemVMark.creator(inKey: 0x5200_10d8) == 4312)
    #expect(SystemVMark.creator(inKey: 0x5100_10d8) == nil)
    #expect(SystemVMark.keys(of: 4312).allSatisfy { SystemVMark.creator(inKey: $0) != nil })
  }

  @Test("a line of /proc/PID/maps")
  func maps() {
    let line = MapsLine("7f1c000000-7f1c001000 rw-s 00000000 00:01 42       /SYSV00000000 (deleted)\n")
    #expect(line?.base == 0x7f_1c00_0000 && line?.isShared == true && line?.inode == 42)
    #expect(MapsLine("7f1c000000-7f1c001000 rw-p 00000000 00:00 0 \n")?.isShared == false)
    #expect(MapsLine("nonsense") == nil)
  }

  @Test("a locator is read as it is written")
  func locators() {
    for locator in [SegmentLocator.posix("/ringside-1"), .sysv(0), .sysv(.max), .file("/a b"), .file("ring.dat")] {
      #expect(SegmentLocator(locator.description) == locator)
    }
    for text in ["", "x", "sysv:", "sysv:-1", "sysv:x", "file:"] { #expect(SegmentLocator(text) == nil) }
  }
}
