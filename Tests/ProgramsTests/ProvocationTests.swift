import Model
import SharedMemory
import Testing

@testable import Programs

@Suite("Provoked races")
struct ProvocationTests {
  private static let provoked = Catalogue.disciplines.filter { $0.provocation != nil }

  /// How often a role comes by a provocation in an item.
  private static func provocations(_ discipline: Discipline, _ role: Role) -> Int {
    discipline.listing.lines(of: role).count(where: \.isProvocation)
  }

  @Test("a worker yields every so many times, as the listing says, and never at 0", arguments: [0, 1, 7, 100, 1000])
  func yields(interval: Int) throws {
    for (index, discipline) in Catalogue.disciplines.enumerated() where discipline.provocation != nil {
      let role = try #require(discipline.program.roles.first { Self.provocations(discipline, $0) > 0 })
      let passed = 2000 * Self.provocations(discipline, role)
      for keepsLedger in [true, false] {
        let table = try Table(slots: 4096, discipline: index)
        table.region.control.ledger.store(keepsLedger ? 1 : 0)
        table.region.control.provoke.store(UInt32(interval))
        let worker = table[role, 1]
        worker.worker.words.quota.store(2000)
        worker.worker.work()
        #expect(worker.worker.done == 2000)
        #expect(worker.worker.yields == (interval == 0 ? 0 : UInt64(passed / interval)), "\(discipline.name)")
      }
    }
  }

  @Test("nothing else yields behind its listing's back while nobody waits", arguments: Catalogue.disciplines.indices)
  func unprovoked(index: Int) throws {
    let discipline = Catalogue.disciplines[index]
    guard discipline.provocation == nil else { return }
    let table = try Table(slots: 4096, discipline: index)
    table.region.control.provoke.store(1)
    let worker = table[discipline.program.roles[0], 1]
    worker.worker.words.quota.store(2000)
    worker.worker.work()
    #expect(worker.worker.yields == 0, "\(discipline.name)")
  }

  @Test("the listing shows the choice where the code has it, and nothing at 0", arguments: provoked)
  func listing(discipline: Discipline) {
    for role in discipline.program.roles where Self.provocations(discipline, role) > 0 {
      let texts = { (discipline: Discipline) in discipline.listing.lines(of: role).map(\.text) }
      let operations = discipline.listing.operations(of: role)
      #expect(texts(discipline).contains("sched_yield()  // 1 in 100: provoked"))
      #expect(texts(discipline.provoked(every: 7)).contains("sched_yield()  // 1 in 7: provoked"))
      #expect(!texts(discipline.provoked(every: 0)).joined().contains("yield"))
      #expect(discipline.provoked(every: 0).provocation == nil)
      #expect(discipline.provoked(every: 0).listing.operations(of: role) == operations)
      #expect(discipline.provoked(every: 7).listing.operations(of: role) == operations)
    }
  }

  @Test("a discipline without such a place refuses any number but 0, and names those that have one")
  func refused() throws {
    for discipline in Catalogue.disciplines {
      #expect(discipline.whyNot(provokingEvery: 0, among: Catalogue.disciplines) == nil)
      let reason = discipline.whyNot(provokingEvery: 5, among: Catalogue.disciplines)
      #expect((reason == nil) == (discipline.provocation != nil))
      if discipline.program == .counter, let reason { #expect(reason.hasSuffix("or choose none")) }
      if discipline.program == .message { #expect(reason?.hasSuffix("leave it out") == true) }
    }
    let names = ["counter-without-mutex", "left-first", "no-mutex", "no-writer-exclusion", "none"]
    #expect(Self.provoked.map(\.name).sorted() == names)
  }
}
