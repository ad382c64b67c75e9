import Model
import SharedMemory
import Testing

@testable import Programs

@Suite("Every discipline: the code beside its listing")
struct DisciplineTests {
  @Test(
    "the operations that a worker passes are its listing's, in order",
    arguments: Catalogue.disciplines.indices)
  func listing(index: Int) throws {
    let discipline = Catalogue.disciplines[index]
    for words in [1, 3] {
      let table = try Table(slots: 3, words: words, discipline: index)
      let control = table.region.control
      // A tempo without a pause: nobody waits, and everything is entered into the history.
      control.attention.store(1)
      control.pace.store(RegionValue.tempo)
      for role in discipline.program.roles {
        let worker = table[role, 1]
        worker.worker.words.quota.store(3)
        worker.worker.work()
        // An operation is entered when the next one begins at the latest: all but the last one are there.
        let passed = table.region.events(of: [(worker.worker.id, worker.worker.words)]).map(\.operation)
        let operations = discipline.listing.operations(of: role)
        let once = operations.enumerated().filter { !$0.element.isConditional }.flatMap {
          Array(repeating: $0.offset, count: $0.element.repetitions(itemWords: words))
        }
        // Of a long program the oldest are gone, and the very last one is entered only if it can wake somebody.
        let all = once + once + once
        let histories = [all, all.dropLast()].map { Array($0.suffix(WorkerWords.eventCapacity)) }
        #expect(histories.contains(passed), "\(discipline.name), \(role)")
      }
    }
  }

  @Test(
    "a listing's operations say of each variable what the code does to it", arguments: Catalogue.disciplines.indices)
  func effects(index: Int) throws {
    let discipline = Catalogue.disciplines[index]
    for role in discipline.program.roles {
      let operations = discipline.listing.operations(of: role)
      #expect(!operations.isEmpty)
      for operation in operations where operation.kind != .compute && !operation.isConditional {
        let isNamed = operation.text.contains(operation.variable.name) || operation.text.contains("(&mutex)")
        #expect(isNamed, "\(discipline.name): \(operation.text)")
      }
      for operation in operations where operation.isConditional {
        let place = operations.firstIndex(of: operation)!
        let before = place > 0 ? operations[place - 1] : nil
        #expect(before?.isConditional == true || before?.kind == .test || before?.kind == .wait)
      }
    }
  }

  @Test("each program offers each name once, begins with a correct one, and says what it is in two sentences")
  func catalogue() {
    for program in Catalogue.programs {
      let all = Catalogue.disciplines(of: program)
      #expect(Set(all.map(\.name)).count == all.count)
      #expect(all.first?.isCorrect == true && all.contains { !$0.isCorrect })
      for discipline in all {
        #expect(discipline.summary.hasSuffix(".") && discipline.verdict.hasSuffix("."))
        #expect(discipline.verdict.hasPrefix(discipline.isCorrect ? "Right" : "Wrong"))
        // Both have to fit on two lines of 80 columns.
        #expect(discipline.summary.count <= 152 && discipline.verdict.count <= 152, "\(discipline.name)")
      }
    }
  }

  @Test("a robust mutex's heir finishes what the dead holder had begun", arguments: [1, 2, 3, 10])
  func repair(slots: Int) throws {
    let index = try #require(Catalogue.index(of: "robust-mutex", in: .ring))
    for items in 0...slots {
      for start in 0..<slots {
        let table = try Table(slots: slots, discipline: index)
        let region = table.region
        for round in 0..<start + items {
          try table.put(1, into: round % slots)
          if round < start { try table.take(1, from: round % slots) }
        }
        region.out.store(UInt64(start))
        region.in.store(UInt64(start + items))
        let heir = table[.producer, 2]
        func repaired() throws -> [UInt64] {
          try heir.worker.repair(at: 1)
          return [region.out.load(), region.in.load()]
        }
        #expect(try repaired() == [UInt64(start), UInt64(start + items)], "nothing was half done")
        if items < slots {
          try table.put(1, into: (start + items) % slots)
          #expect(try repaired() == [UInt64(start), UInt64(start + items + 1)], "written, and not announced")
          region.in.store(UInt64(start + items))
          try table.take(1, from: (start + items) % slots)
        }
        if items > 0 {
          try table.take(1, from: start % slots)
          #expect(try repaired() == [UInt64(start + 1), UInt64(start + items)], "taken, and not released")
        }
        #expect(table.ledger.violations == 0)
      }
    }
  }
}
