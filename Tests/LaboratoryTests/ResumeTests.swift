import Glibc
import Model
import Programs
import SharedMemory
import Support
import Testing

@testable import Laboratory

/// A path in a folder of its own, gone with this object.
final class RingFile {
  private let home: TemporaryFolder
  var folder: String { home.path }
  var path: String { folder + "/ring.dat" }

  init() throws { home = try TemporaryFolder() }

  func experiment(_ setup: Setup, resume: Bool = false) throws -> Experiment {
    try Experiment(
      setup, memory: resume ? .resumed(path: path, .init(discipline: setup.discipline)) : .file(path: path),
      executable: ringside)
  }

  /// All bytes and the time of their last change, to see that nothing was touched.
  func fingerprint() throws -> String {
    try run(["sh", "-c", "cksum < \(path); stat -c '%y %s' \(path)"]).output
  }
}

@Suite("Going on with a ring in a file", .serialized)
struct ResumeTests {
  @Test("wherever every process was killed, nothing is lost and nothing comes twice", arguments: [(1, 1), (3, 2)])
  func everyStep(slots: Int, words: Int) throws {
    let file = try RingFile()
    let setup = Setup(slots: slots, words: words, producers: 2, consumers: 2, pace: .step)
    var generator = SystemRandomNumberGenerator()
    do { _ = try file.experiment(setup) }
    var produced: UInt64 = 0
    for _ in 0..<60 {
      let experiment = try file.experiment(setup, resume: true)
      try experiment.apply(.pace(.step))
      let start = experiment.snapshot()
      #expect(start.ledger.balances && start.ledger.violations == 0, "\(start.ledger)")
      #expect(start.ledger.produced >= produced)
      let items = Int(start.ledger.inRing)
      #expect(start.synchronizers.map(\.value) == [slots - items, items, 1])
      #expect(start.in == (start.out + start.ledger.inRing) % UInt64(slots))
      for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        try? experiment.apply(.step([P1, P2, C1, C2].randomElement(using: &generator)!))
      }
      produced = experiment.snapshot().ledger.produced
    }
  }

  @Test("killed at any moment of full speed, the ledger adds up to the last item")
  func killedAtFullSpeed() throws {
    let file = try RingFile()
    let setup = Setup(slots: 4, words: 3, producers: 3, consumers: 2)
    do { _ = try file.experiment(setup) }
    for _ in 0..<10 {
      let experiment = try file.experiment(setup, resume: true)
      let before = experiment.snapshot().ledger.taken
      #expect(eventually { experiment.snapshot().ledger.taken > before + 100 })
    }
    var trial = Trial(setup, end: .items(500), memory: .resumed(path: file.path, .init()))
    trial.executable = ringside
    let report = try #require(try trial.run())
    #expect(report.verdict == .holds && report.ledger.balances)
    #expect(report.ledger.lost + report.ledger.duplicated + report.ledger.torn + report.ledger.phantom == 0)
    #expect(report.backend == .file && report.ledger.consumed > 1500)
  }

  @Test("without synchronization it goes on as well, and the law holds")
  func broken() throws {
    let file = try RingFile()
    let setup = Setup(slots: 2, words: 2, producers: 2, consumers: 2, discipline: "none")
    do { _ = try file.experiment(setup) }
    for _ in 0..<5 {
      let experiment = try file.experiment(setup, resume: true)
      #expect(experiment.snapshot().discipline.name == "none")
      let before = experiment.snapshot().ledger.produced
      #expect(eventually { experiment.snapshot().ledger.produced > before + 1000 })
    }
    let last = try file.experiment(Setup(discipline: "none", pace: .step), resume: true)
    try last.apply(.pace(.step))
    #expect(last.snapshot().ledger.balances)
  }

  @Test("indices of 8 bits are resumed as they were, across 255")
  func narrowIndices() throws {
    let file = try RingFile()
    let setup = Setup(slots: 10, discipline: "narrow-indices", pace: .step)
    do {
      let experiment = try file.experiment(setup)
      try experiment.apply(.pace(.step))
      for index in [experiment.region.in, experiment.region.out] { index.store(254) }
      try experiment.step(P1, 35)
    }
    let experiment = try file.experiment(setup, resume: true)
    #expect([experiment.region.out.load(), experiment.region.in.load()] == [254, 3])
    try experiment.step(C1, 35)
    let snapshot = experiment.snapshot()
    #expect(snapshot.ledger == LedgerCounts(produced: 5, taken: 5))
    #expect([snapshot.out, snapshot.in] == [3, 3] && snapshot.slot(named: snapshot.out) == 3)
  }

  @Test("a consumer that was killed after its take is followed at the next item, also under the lost wake-up")
  func lostWakeup() throws {
    let file = try RingFile()
    let setup = Setup(slots: 3, discipline: "lost-wakeup", pace: .step)
    do {
      let experiment = try file.experiment(setup)
      try experiment.apply(.pace(.step))
      try experiment.step(P1, 14)
      try experiment.step(C1, 4)
    }
    let experiment = try file.experiment(setup, resume: true)
    #expect([experiment.region.out.load(), experiment.region.in.load()] == [1, 2])
    #expect(experiment.snapshot().synchronizer(.empty)?.value == 2)
    try experiment.step(C1, 7)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 2, taken: 2))
  }

  @Test("a reset that was under way is finished")
  func clearing() throws {
    let file = try RingFile()
    do {
      let experiment = try file.experiment(Setup(pace: .step))
      try experiment.apply(.pace(.step))
      try experiment.step(P1, 14)
      experiment.region.clearing.store(1)
      experiment.region.slots.store(0)
    }
    let experiment = try file.experiment(Setup(pace: .step), resume: true)
    #expect(experiment.snapshot().ledger == LedgerCounts())
    #expect(experiment.region.clearing.load() == 0)
  }

  @Test("random damage is refused or comes to nothing, and what is refused is left as it was")
  func damage() throws {
    let file = try RingFile()
    do {
      let experiment = try file.experiment(Setup(slots: 5, words: 2, producers: 2, consumers: 2))
      #expect(eventually { experiment.snapshot().ledger.taken > 300 })
    }
    let original: Mapping
    do { original = try FileSegment(resuming: file.path).copy() }
    var (refused, balanced) = (0, 0)
    for round in 0..<400 {
      let copy = try Mapping(privateOfSize: original.size)
      copy.base.copyMemory(from: original.base, byteCount: original.size)
      // Header and control are judged elsewhere; where most of the words are, damage would seldom hit one in use.
      let end = round.isMultiple(of: 2) ? original.size : 8_000
      for _ in 0..<[1, 2, 8, 200].randomElement()! {
        copy.base.storeBytes(of: UInt8.random(in: 0...255), toByteOffset: Int.random(in: 128..<end), as: UInt8.self)
      }
      guard let region = try? Region(attaching: copy) else { continue }
      let discipline = Catalogue.disciplines[round / 2 % 2]
      do {
        let items = try region.recover(under: discipline)
        let ledger = region.audit()
        #expect(ledger.balances && ledger.inRing == UInt64(items))
        #expect(region.in.load() < 5 && region.out.load() < 5)
        balanced += 1
      } catch { refused += 1 }
    }
    #expect(refused > 0 && balanced > 0)
  }

  @Test("what cannot be gone on with is refused in one sentence, and not a byte of it is touched")
  func refused() throws {
    let file = try RingFile()
    let (slot, index): (Int, Int)
    do {
      let experiment = try file.experiment(Setup(pace: .step))
      try experiment.apply(.pace(.step))
      try experiment.step(P1, 14)
      (slot, index) = (
        experiment.region.slots.address - experiment.region.base, experiment.region.in.address - experiment.region.base
      )
    }
    func refusal(_ memory: MemoryChoice) throws -> String {
      let before = try file.fingerprint()
      let error = #expect(throws: ExperimentError.self) {
        try Experiment(Setup(pace: .step), memory: memory, executable: ringside)
      }
      #expect(try file.fingerprint() == before)
      return error.map { "\($0)" } ?? ""
    }
    @discardableResult
    func write(_ value: UInt64, at offset: Int) throws -> UInt64 {
      let descriptor = open(file.path, O_RDWR | O_CLOEXEC)
      defer { close(descriptor) }
      var (old, value) = (UInt64(0), value)
      try #require(pread(descriptor, &old, 8, off_t(offset)) == 8)
      try #require(pwrite(descriptor, &value, 8, off_t(offset)) == 8)
      return old
    }
    #expect(try refusal(.file(path: file.path)).contains("add --resume"))
    #expect(try refusal(.resumed(path: file.path, .init(slots: 11))).contains("it has 10 slots, not 11"))
    #expect(try refusal(.resumed(path: file.path, .init(words: 2))).contains("have 1 words, not 2"))
    let item = try write(0, at: slot)
    #expect(try refusal(.resumed(path: file.path, .init())).contains("1 of its items are gone"))
    try write(item, at: slot)
    try write(9, at: index)
    #expect(try refusal(.resumed(path: file.path, .init())).contains("do not agree"))
    try write(1 << 32 | 0x63, at: 8)
    #expect(try refusal(.resumed(path: file.path, .init())).contains("version 99"))
    #expect(try refusal(.file(path: file.path)).contains("version 99"))
    try write(0, at: 0)
    #expect(try refusal(.resumed(path: file.path, .init())).contains("does not begin like a region of Ringside"))
    truncate(file.path, 0)
    #expect(try refusal(.resumed(path: file.path, .init())).contains("is empty, so there is no ring in it"))
  }

  @Test("one in use is refused, and one that is removed or truncated meanwhile is told")
  func inUse() throws {
    let file = try RingFile()
    let owner = try file.experiment(Setup(pace: .step))
    #expect(throws: ExperimentError.self) { try file.experiment(Setup(), resume: true) }
    #expect(throws: Never.self) { try owner.verify() }
    #expect(try run(["mv", file.path, file.path + "2"]).status == 0)
    #expect(throws: RegionLoss.removed(owner.locator)) { try owner.verify() }
    #expect(try run(["mv", file.path + "2", file.path]).status == 0)
    #expect(throws: Never.self) { try owner.verify() }
    truncate(file.path, 100)
    #expect(throws: RegionLoss.self) { try owner.verify() }
  }
}
