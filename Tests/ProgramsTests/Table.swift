import Model
import Support
import SharedMemory

@testable import Programs

/// A region with workers that are not processes of their own: one thread plays them all, so that a history can be
/// made by hand, operation by operation.
final class Table {
  let region: Region
  private let segment: any Segment
  private var seats: [WorkerID: Seat] = [:]

  private let semaphores: SystemVSemaphoreSet?

  /// - Parameter discipline: its place in the catalogue.
  init(slots: Int, words: Int = 1, discipline: Int = 0) throws {
    let layout = RegionLayout(slotCount: slots, slotWords: words)
    segment = try PosixSegment(creating: uniqueSegmentName(), size: layout.totalSize)
    region = Region(formatting: try segment.map(.readWrite), as: layout, creator: 1)
    let discipline = Catalogue.disciplines[discipline]
    let needsSet = discipline.synchronizers.contains { $0.kind == .systemVSemaphore }
    semaphores = needsSet ? try SystemVSemaphoreSet() : nil
    region.control.semaphores.store(UInt32(bitPattern: semaphores?.id ?? 0))
    region.control.hasSemaphores.store(needsSet ? 1 : 0)
    region.control.discipline.store(UInt32(Catalogue.index(of: discipline.name, in: discipline.program)!))
    region.control.ledger.store(1)
    region.setMessage("hello")
    try region.clear(for: discipline)
    for worker in region.workers { worker.quota.store(.max) }
  }

  subscript(role: Role, number: Int) -> Seat {
    let id = WorkerID(role, number)
    if let seat = seats[id] { return seat }
    let record = region.record(of: id) ?? RecordIndex(region.workerIDs.count)
    region.assign(record, to: id)
    let seat = Seat(worker: Worker<Instrumented>(id, record: record, in: region))
    seats[id] = seat
    return seat
  }

  /// A new process under an old name.
  func replace(_ role: Role, _ number: Int) { seats[WorkerID(role, number)] = nil }

  /// A producer writes its next item into a slot, whatever `in` says.
  func put(_ producer: Int, into slot: Int) throws {
    let seat = self[.producer, producer]
    try seat.worker.beginItem()
    try seat.worker.put(into: UInt64(slot), at: 0)
  }

  /// A consumer takes from a slot, whatever `out` says.
  func take(_ consumer: Int, from slot: Int) throws {
    let seat = self[.consumer, consumer]
    seat.worker.beginTake()
    try seat.worker.take(from: UInt64(slot), at: 0)
  }

  var ledger: LedgerCounts { region.audit() }
}

/// Where a worker sits: it cannot be copied, and a table has several.
final class Seat {
  var worker: Worker<Instrumented>
  init(worker: consuming Worker<Instrumented>) { self.worker = worker }
}
