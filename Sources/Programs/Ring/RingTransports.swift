import MessagePassing
import Model
import SharedMemory

/// The shared ring as a transport for messages, for several disciplines: the same code that the workers run. Messages
/// take the place of items, and instead of a ledger only the receiver checks them.
public enum RingTransports {
  public static let all: [any Transport] = [
    SemaphoreRing(slots: 10), SemaphoreRing(slots: 256), MutexConditionRing(), SpinlockRing(), LockFreeRing(),
  ]
}

// Each is a separate type, so that the loops are compiled for it alone.

struct SemaphoreRing: RingTransport {
  let slots: Int
  var name: String { slots == 10 ? "ring-semaphores" : "ring-semaphores-\(slots)" }
  var title: String { slots == 10 ? "ring, semaphores" : "ring, \(slots) slots" }
  var discipline: String { "semaphores" }

  func attach(_ place: TransferEnd) throws -> RingEnd<Semaphores> { try RingEnd(place, slots) }
}

struct MutexConditionRing: RingTransport {
  var name: String { "ring-mutex-condition" }
  var title: String { "ring, conditions" }
  var discipline: String { "mutex-condition" }

  func attach(_ place: TransferEnd) throws -> RingEnd<MutexCondition> { try RingEnd(place, slots) }
}

struct SpinlockRing: RingTransport {
  var name: String { "ring-spinlock" }
  var title: String { "ring, spinlock" }
  var discipline: String { "spinlock" }

  func attach(_ place: TransferEnd) throws -> RingEnd<Spinlock> { try RingEnd(place, slots) }
}

struct LockFreeRing: RingTransport {
  var name: String { "ring-lock-free" }
  var title: String { "ring, lock-free" }
  var discipline: String { "lock-free" }

  func attach(_ place: TransferEnd) throws -> RingEnd<LockFree> { try RingEnd(place, slots) }
}

/// The common part of all rings.
protocol RingTransport: Transport {
  var slots: Int { get }
  /// The name of the discipline.
  var discipline: String { get }
}

extension RingTransport {
  var slots: Int { 10 }
  var family: String { "shared ring" }

  /// One into the slot, and one out of it.
  var copies: Int { 2 }

  var traits: Traits {
    Traits(
      synchronization: "none by itself: the program needs locks or atomics, and must use them everywhere",
      reach: "processes of one machine that map the same memory",
      complexity: "layout, synchronization and clean-up are the program's own",
      safety: "one process can overwrite anything that the other reads; a crash leaves work half done")
  }

  /// Two rings, one for each direction. They never have a name: the descriptors are inherited, and nothing can be
  /// left behind.
  func prepare(size: Int) throws -> Link {
    let layout = RegionLayout(slotCount: slots, slotWords: (size + 7) / 8)
    guard let index = Catalogue.index(of: discipline, in: .ring) else { preconditionFailure("not in the catalogue") }
    let rings = try (1...2).map { _ in
      try UnnamedSegment(size: layout.totalSize) { memory, object in
        let region = Region(formatting: memory, as: layout, creator: OwnProcess.id, object: object)
        region.control.discipline.store(UInt32(index))
        try region.clear(for: Catalogue.disciplines[index])
      }
    }
    let descriptors = rings.map(\.inheritable)
    return Link(
      argument: "\(slots)", descriptors: [.sender: descriptors, .receiver: descriptors.reversed()], owners: rings)
  }
}

/// One process's end of two rings: a producer of one, and a consumer of the other.
struct RingEnd<Rules: RingCode>: Channel {
  // The workers' addresses never change, so the accesses need no exclusivity checks.
  private let sender: UnsafeMutablePointer<Worker<Carrier>>
  private let receiver: UnsafeMutablePointer<Worker<Carrier>>

  init(_ place: TransferEnd, _ slots: Int) throws {
    let layout = RegionLayout(slotCount: slots, slotWords: (place.size + 7) / 8)
    let regions = try place.descriptors.map { descriptor in
      return try Region(
        attaching: Mapping(descriptor, size: layout.totalSize, access: .readWrite, name: "the ring"))
    }
    guard regions.count == 2 else { throw TransferError.closed }
    sender = .allocate(capacity: 1)
    sender.initialize(to: Worker<Carrier>(WorkerID(.producer, 1), record: 0, in: regions[0]))
    receiver = .allocate(capacity: 1)
    receiver.initialize(to: Worker<Carrier>(WorkerID(.consumer, 1), record: 1, in: regions[1]))
  }

  /// Each sleep takes one call to fall asleep, and one call of another process to wake it: futex(2).
  var systemCalls: UInt64 {
    2 &* (sender.pointee.sleeps &+ receiver.pointee.sleeps) &+ sender.pointee.yields &+ receiver.pointee.yields
  }

  @inline(__always)
  mutating func send(_ message: Message) throws {
    sender.pointee.payload = message.start
    try sender.pointee.beginItem()
    try Rules.put(&sender.pointee)
  }

  @inline(__always)
  mutating func receive(_ message: Message) throws {
    receiver.pointee.payload = message.start
    try Rules.take(&receiver.pointee)
  }
}
