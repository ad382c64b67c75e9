import CRegion
import Model
import SharedMemory

/// The words of readers and writers in the region: `struct region_readers_writers`.
struct ReadersWritersWords {
  private let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  static let valueWords = Int(REGION_VALUE_WORDS)

  private func word(_ offset: Int) -> Word64 { Word64(base + offset) }

  var wrt: SharedSemaphore { SharedSemaphore(base + READERS_WRITERS_AT_WRT) }
  var turnstile: SharedSemaphore { SharedSemaphore(base + READERS_WRITERS_AT_TURNSTILE) }
  var writeMutex: SharedSemaphore { SharedSemaphore(base + READERS_WRITERS_AT_WRITE_MUTEX) }
  var rwlock: SharedReadWriteLock { SharedReadWriteLock(base + READERS_WRITERS_AT_RWLOCK) }
  var readcount: Word64 { word(READERS_WRITERS_AT_READCOUNT) }
  var writecount: Word64 { word(READERS_WRITERS_AT_WRITECOUNT) }
  var version: Word64 { word(READERS_WRITERS_AT_VERSION) }
  /// The first of the words of the value.
  var value: Word64 { word(READERS_WRITERS_AT_VALUE) }
  /// The processes inside: bits 0 to 31 for the readers, 32 to 63 for the writers, by their numbers from 1.
  var inside: Word64 { word(READERS_WRITERS_AT_INSIDE) }
  /// The entries of all processes together.
  var entries: Word64 { word(READERS_WRITERS_AT_ENTRIES) }

  func visitor(_ record: RecordIndex) -> VisitorWords {
    VisitorWords(base + READERS_WRITERS_AT_VISITORS + record.rawValue * MemoryLayout<region_visitor>.stride)
  }

  /// All words that are no objects by which processes wait.
  var plainWords: [Word64] {
    [readcount, writecount, version, inside, entries] + (0..<Self.valueWords).map { value[$0] }
  }

  /// The bit of `inside` that stands for a process.
  static func bit(_ id: WorkerID) -> UInt64 { 1 << UInt64((id.role == .writer ? 32 : 0) + (id.number - 1) & 31) }

  /// The bits of all writers.
  static let writers: UInt64 = 0xffff_ffff << 32

  /// Clears the bit of a process that died inside.
  func leave(_ id: WorkerID) {
    if inside.load() & Self.bit(id) != 0 { inside.subtract(Self.bit(id)) }
  }
}

/// The record of the entries of one process: `struct region_visitor`. Only that process writes there.
struct VisitorWords {
  private let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  /// How often it found a process inside that should have kept it out.
  var overlaps: Word64 { Word64(base + VISITOR_AT_OVERLAPS) }
  /// The entries of all when it began to wait, plus one; 0 while it does not wait.
  var since: Word64 { Word64(base + VISITOR_AT_SINCE) }
  /// The most entries by other processes while it waited for one of its own.
  var longestWait: Word64 { Word64(base + VISITOR_AT_LONGEST_WAIT) }
  /// How often it read again since a writer had come between.
  var retries: Word64 { Word64(base + VISITOR_AT_RETRIES) }

  var words: [Word64] { [overlaps, since, longestWait, retries] }
  /// Those that the verdict depends on. The others are measures: what happens next does not depend on them.
  var deciding: [Word64] { [overlaps] }
}

extension Region {
  var readersWriters: ReadersWritersWords { ReadersWritersWords(base + REGION_AT_READERS_WRITERS) }
}

extension ReadersWritersProgram {
  static let parts: [RegionMap.Part] = {
    typealias Field = RegionMap.Field
    func part<T>(
      _ name: String, _ offset: Int, _ type: T.Type, count: Int = 1, isBookkeeping: Bool = false, _ fields: [Field]
    ) -> RegionMap.Part {
      RegionMap.Part(
        name, at: REGION_AT_READERS_WRITERS + offset, of: type, count: count,
        naming: count > 1 ? .numbered(name) : .alone, isBookkeeping: isBookkeeping, fields)
    }
    let word = RegionFields.word()
    return [
      part("wrt", READERS_WRITERS_AT_WRT, region_semaphore.self, RegionFields.semaphore),
      part("turnstile", READERS_WRITERS_AT_TURNSTILE, region_semaphore.self, RegionFields.semaphore),
      part("writeMutex", READERS_WRITERS_AT_WRITE_MUTEX, region_semaphore.self, RegionFields.semaphore),
      part("rwlock", READERS_WRITERS_AT_RWLOCK, region_rwlock.self, RegionFields.readWriteLock),
      part("readcount", READERS_WRITERS_AT_READCOUNT, region_word.self, word),
      part("writecount", READERS_WRITERS_AT_WRITECOUNT, region_word.self, word),
      part("version", READERS_WRITERS_AT_VERSION, region_word.self, word),
      part(
        "value", READERS_WRITERS_AT_VALUE, region_value.self,
        (0..<ReadersWritersWords.valueWords).map { Field("[\($0)]", offset: 8 * $0, size: 8) }),
      part(
        "inside", READERS_WRITERS_AT_INSIDE, region_word.self, isBookkeeping: true,
        [
          Field("", \region_word.value, .hexadecimal)
        ]),
      part("entries", READERS_WRITERS_AT_ENTRIES, region_word.self, isBookkeeping: true, word),
      part(
        "visitors", READERS_WRITERS_AT_VISITORS, region_visitor.self, count: RegionLayout.workerCount,
        isBookkeeping: true,
        [
          Field("overlaps", \region_visitor.overlaps), Field("since", \region_visitor.since),
          Field("longest_wait", \region_visitor.longest_wait), Field("retries", \region_visitor.retries),
        ]),
    ]
  }()
}
