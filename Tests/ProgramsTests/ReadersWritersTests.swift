import Model
import SharedMemory
import Testing

@testable import Programs

@Suite("Readers and writers, alone")
struct ReadersWritersTests {
  private func table(_ discipline: String) throws -> Table {
    try Table(slots: 1, discipline: Catalogue.index(of: discipline, in: .readersWriters)!)
  }

  @Test("every listing has an operation for each word of the value that region.h has")
  func words() {
    for discipline in Catalogue.disciplines(of: .readersWriters) {
      for role in discipline.program.roles {
        let places = discipline.listing.operations(of: role).filter { $0.variable.array == "value" }
          .map(\.variable.index)
        #expect(places == Array(0..<ReadersWritersWords.valueWords), "\(discipline.name), \(role)")
      }
    }
  }

  @Test("each reader and each writer has a bit of its own in the word that says who is inside")
  func bits() {
    let ids = [Role.reader, .writer].flatMap { role in
      (1...RegionLayout.workersPerRole).map { WorkerID(role, $0) }
    }
    let bits = ids.map(ReadersWritersWords.bit)
    #expect(bits.reduce(0, |) == .max && bits.allSatisfy { $0.nonzeroBitCount == 1 })
    #expect(ids.allSatisfy { (ReadersWritersWords.bit($0) & ReadersWritersWords.writers != 0) == ($0.role == .writer) })
  }

  @Test("the bytes of its words have their names")
  func names() throws {
    let table = try table("readers-first")
    let (map, shared) = (table.region.map(owners: []), table.region.readersWriters)
    func name(_ address: UnsafeMutableRawPointer) -> String? { map.field(at: address - table.region.base)?.name }
    #expect(name(shared.wrt.address) == "wrt.value" && name(shared.turnstile.address) == "turnstile.value")
    #expect(name(shared.writeMutex.address) == "writeMutex.value")
    #expect(name(shared.rwlock.address) == "rwlock.__readers")
    #expect(name(shared.readcount.address) == "readcount" && name(shared.writecount.address) == "writecount")
    #expect(name(shared.version.address) == "version" && name(shared.value[2].address) == "value[2]")
    #expect(name(shared.inside.address) == "inside" && name(shared.entries.address) == "entries")
    #expect(name(shared.visitor(3).longestWait.address) == "visitors[3].longest_wait")
  }

  @Test("what a dead process left is brought to where new ones can begin, and a half-written value becomes whole")
  func recovery() throws {
    let table = try table("seqlock")
    let region = table.region
    let shared = region.readersWriters
    region.assign(0, to: WorkerID(.writer, 1))
    _ = shared.inside.fetchAdd(ReadersWritersWords.bit(WorkerID(.writer, 1)))
    shared.version.store(7)
    shared.readcount.store(2)
    shared.value[0].store(101)
    #expect(try region.recover(under: region.discipline) == 0)
    #expect(shared.version.load() == 8 && shared.readcount.load() == 0 && shared.inside.load() == 0)
    #expect((0..<ReadersWritersWords.valueWords).allSatisfy { shared.value[$0].load() == 101 })
  }

  @Test("without the ledger the value goes round, and nobody looks who is inside", arguments: ["fair", "rwlock"])
  func unaccounted(name: String) throws {
    let table = try table(name)
    table.region.control.ledger.store(0)
    for role in [Role.writer, .reader] {
      table[role, 1].worker.words.quota.store(100)
      table[role, 1].worker.work()
    }
    #expect(table.ledger == LedgerCounts(produced: 100, taken: 100))
    #expect(table.region.readersWriters.entries.load() == 0)
  }
}
