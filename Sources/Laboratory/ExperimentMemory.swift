import Glibc
import Model
import Programs
import SharedMemory

/// The memory of an experiment: a new region, or one resumed from a file.
struct ExperimentMemory {
  let setup: Setup
  let segment: any Segment
  let region: Region
  let view: Region
  /// The number of items in a resumed ring; nil for a new region, which is empty.
  let items: Int?

  /// Creates or resumes the memory.
  static func prepare(
    _ setup: Setup, _ choice: MemoryChoice, _ onSegment: (Removal) -> Void
  ) throws(ExperimentError) -> ExperimentMemory {
    if case .resumed(let path, let wishes) = choice { return try ExperimentMemory(resuming: path, setup, wishes) }
    return try ExperimentMemory(creating: choice, setup, onSegment)
  }

  private init(
    creating choice: MemoryChoice, _ setup: Setup, _ onSegment: (Removal) -> Void
  ) throws(ExperimentError) {
    _ = try Self.discipline(setup)
    let layout = RegionLayout(slotCount: setup.slots, slotWords: setup.words)
    let pid = getpid()
    let start = startTime(of: pid) ?? 0
    var prepared: Region?
    let segment: any Segment
    do {
      // A signal between the two calls would leave a segment that nobody knows how to remove.
      segment = try System.undisturbed { () throws(SegmentFailure) in
        let segment = try Self.create(choice, size: layout.totalSize) { memory, object in
          prepared = Region(
            formatting: memory, as: layout, creator: pid, startTime: start, object: object, isKept: choice.isKept)
        }
        if let removal = segment.removal { onSegment(removal) }
        return segment
      }
    } catch { throw .segment(error) }
    guard let prepared else { preconditionFailure("a segment is prepared when it is created") }
    do {
      // A file that was mapped before it had a name has none in /proc/PID/maps, so it is mapped again. A System V
      // segment has its name from the start, and a second attach would change `nattch`.
      if case .sysv = choice { region = prepared } else { region = try Region(attaching: try segment.map(.readWrite)) }
      view = try Region(attaching: try segment.mapReadOnly())
    } catch {
      throw .memory("\(error)")
    }
    (self.setup, self.segment, items) = (setup, segment, nil)
  }

  private static func create(
    _ choice: MemoryChoice, size: Int, _ prepare: (Mapping, UInt64) -> Void
  ) throws(SegmentFailure) -> any Segment {
    switch choice {
    case .posix(let name?): return try PosixSegment(creating: name, size: size, preparing: prepare)
    case .posix(nil):
      return try firstFree("/ringside-") { (name) throws(SegmentFailure) in
        try PosixSegment(creating: name, size: size, preparing: prepare)
      }
    case .sysv(let key): return try SystemVSegment(creating: key, size: size, preparing: prepare)
    case .file(let path?): return try FileSegment(creating: path, size: size, keeping: true, preparing: prepare)
    case .file(nil):
      return try firstFree(Leftovers.temporaryFolder + "/ringside-") { (path) throws(SegmentFailure) in
        try FileSegment(creating: path, size: size, keeping: false, preparing: prepare)
      }
    case .resumed: preconditionFailure("nothing is created for an existing ring")
    }
  }

  /// Tries one name after another. A name with this process's pid may be taken, by chance or on purpose; its owner
  /// keeps it. The last names are random, so that nobody can predict them.
  private static func firstFree(
    _ prefix: String, _ create: (String) throws(SegmentFailure) -> any Segment
  ) throws(SegmentFailure) -> any Segment {
    let pid = getpid()
    let names =
      ["\(prefix)\(pid)"] + (2...20).map { "\(prefix)\(pid)-\($0)" }
      + (0..<20).map { _ in "\(prefix)\(pid)-\(Int32.random(in: 1000 ... .max))" }
    for name in names.dropLast() {
      do { return try create(name) } catch .exists { continue }
    }
    return try create(names[names.count - 1])
  }

  // MARK: - Resuming

  /// Judges a copy first, so that a file that cannot be resumed stays unchanged.
  private init(resuming path: String, _ setup: Setup, _ wishes: MemoryChoice.Wishes) throws(ExperimentError) {
    let segment: FileSegment
    do { segment = try FileSegment(resuming: path) } catch { throw .segment(error) }
    do {
      let copy = try Region(attaching: try segment.copy())
      var setup = setup
      try Self.adapt(&setup, to: copy, wishes)
      let discipline = try Self.discipline(setup)
      let items = try copy.recover(under: discipline)
      region = try Region(attaching: try segment.map(.readWrite))
      view = try Region(attaching: try segment.mapReadOnly())
      region.takeOver(copy)
      let pid = getpid()
      region.adopt(creator: pid, startTime: startTime(of: pid) ?? 0)
      try segment.admitWorkers()
      (self.setup, self.segment, self.items) = (setup, segment, items)
    } catch {
      throw error as? ExperimentError ?? .cannotResume(path, "\(error)")
    }
  }

  /// Takes the sizes from the ring, and the discipline unless another was requested.
  private static func adapt(_ setup: inout Setup, to ring: Region, _ wishes: MemoryChoice.Wishes) throws {
    let layout = ring.layout
    if let slots = wishes.slots, slots != layout.slotCount {
      throw RecoveryError("it has \(layout.slotCount) slots, not \(slots); leave out --slots")
    }
    if let words = wishes.words, words != layout.slotWords {
      throw RecoveryError("its items have \(layout.slotWords) words, not \(words); leave out --words")
    }
    guard let own = ring.ownDiscipline else {
      throw RecoveryError("it names a discipline that there is not")
    }
    guard own.belongs(to: setup.program) else {
      throw RecoveryError("it holds the program \(own.program.name); add --program \(own.program.name)")
    }
    (setup.slots, setup.words) = (layout.slotCount, layout.slotWords)
    setup.discipline = wishes.discipline ?? own.name
  }

  /// The requested discipline, if it exists and allows so many workers.
  private static func discipline(_ setup: Setup) throws(ExperimentError) -> Discipline {
    guard let discipline = Catalogue.disciplines(of: setup.program).first(where: { $0.name == setup.discipline }) else {
      throw .noDiscipline(setup.discipline, setup.program)
    }
    if let reason = discipline.whyNot(setup) { throw .tooMany(reason) }
    return discipline
  }
}
