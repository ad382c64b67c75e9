import CRegion
import Glibc
import SharedMemory
import Support
import Testing

@Suite("A region is believed only as far as it can be checked")
struct LayoutTests {
  @Test("parts follow each other, none overlaps, and each begins on a cache line")
  func partsInOrder() {
    for slots in [1, 2, 10, 17, 255, 4096] {
      for words in [1, 3, 512] {
        let layout = RegionLayout(slotCount: slots, slotWords: words)
        let offsets = [
          layout.slotsOffset, layout.overwritesOffset, layout.workersOffset, layout.cellsOffset, layout.totalSize,
        ]
        #expect(offsets == offsets.sorted())
        #expect(offsets.dropLast().allSatisfy { $0.isMultiple(of: 64) })
        #expect(layout.overwritesOffset - layout.slotsOffset >= slots * words * 8)
        #expect(layout.window >= 2 * slots)
      }
    }
  }

  @Test("what was formatted can be attached")
  func attach() throws {
    let layout = RegionLayout(slotCount: 10, slotWords: 4)
    let segment = try PosixSegment(creating: uniqueSegmentName(), size: layout.totalSize)
    _ = Region(formatting: try segment.map(.readWrite), as: layout, creator: 1, startTime: 2)
    let attached = try Region(attaching: try PosixSegment(opening: segment.name, access: .readOnly).map(.readOnly))
    #expect(attached.layout == layout)
    #expect(attached.isHeaderIntact)
  }

  @Test("a header with any one field changed is refused")
  func hostileHeader() throws {
    let layout = RegionLayout(slotCount: 10, slotWords: 4)
    let good = layout.header(creator: 1, startTime: 2)
    #expect(throws: Never.self) { try RegionLayout(validating: good, mappedSize: layout.totalSize) }
    let spoiled: [(inout region_header) -> Void] = [
      { $0.magic ^= 1 }, { $0.version += 1 }, { $0.slot_count = 0 }, { $0.slot_count = 4097 }, { $0.slot_count = 11 },
      { $0.slot_words = 0 }, { $0.slot_words = 513 }, { $0.slot_words = .max }, { $0.worker_count += 1 },
      { $0.window *= 2 }, { $0.total_size = .max }, { $0.slots_offset = 0 }, { $0.overwrites_offset += 8 },
      { $0.workers_offset = .max }, { $0.cells_offset -= 64 },
    ]
    for spoil in spoiled {
      var header = good
      spoil(&header)
      #expect(throws: RegionError.self) { try RegionLayout(validating: header, mappedSize: layout.totalSize) }
    }
    #expect(throws: RegionError.tooSmall(expected: layout.totalSize, actual: layout.totalSize - 1)) {
      try RegionLayout(validating: good, mappedSize: layout.totalSize - 1)
    }
  }
}

@Suite("A segment")
struct SegmentTests {
  @Test("goes with its owner, is locked while it lives, and cannot be created twice")
  func lifetime() throws {
    let name = uniqueSegmentName()
    do {
      let segment = try PosixSegment(creating: name, size: 4096)
      let other = try PosixSegment(opening: name, access: .readOnly)
      #expect(Remnant(file: "/dev/shm" + name)?.standing == .notOurs, "there is no region in it")
      let file = open("/dev/shm" + name, O_RDONLY | O_CLOEXEC)
      #expect(flock(file, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK)
      close(file)
      #expect(other.size == 4096)
      #expect(throws: SegmentFailure.self) { try PosixSegment(creating: name, size: 4096) }
      withExtendedLifetime(segment) {}
    }
    #expect(throws: SystemError.self) { try PosixSegment(opening: name) }
  }

  @Test("is all there when it was created: a file system without room is an error at once")
  func noRoom() throws {
    // More than any machine has, and more than posix_fallocate(3) can promise.
    #expect(throws: SegmentFailure.self) { try PosixSegment(creating: uniqueSegmentName(), size: 1 << 46) }
  }

  @Test("maps read-only so that the page itself forbids writing")
  func readOnly() throws {
    let segment = try PosixSegment(creating: uniqueSegmentName(), size: 4096)
    let mapping = try segment.mapReadOnly()
    let address = String(UInt(bitPattern: mapping.base), radix: 16)
    let own = try String(decoding: readAll("/proc/self/maps"), as: UTF8.self).split(separator: "\n")
    #expect(own.contains { $0.contains(address) && $0.contains("r--s") && $0.hasSuffix("/dev/shm\(segment.name)") })
    withExtendedLifetime(mapping) {}
  }
}

/// All bytes of a file.
private func readAll(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "re") else { throw SystemError.last("fopen", path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return bytes
}

@Suite("A futex")
struct FutexTests {
  @Test("does not sleep on a word that has changed, and wakes at the end of its time")
  func returns() throws {
    let segment = try PosixSegment(creating: uniqueSegmentName(), size: 4096)
    let mapping = try segment.map(.readWrite)
    let word = Word32(mapping.base)
    word.wait(while: 7)
    word.wait(while: 0, nanoseconds: 1_000_000)
    word.ring()
    #expect(word.load() == 1)
    withExtendedLifetime(mapping) {}
  }
}
