import Model
import SharedMemory
import Testing

@testable import Programs

@Suite("A worker's record")
struct RecordTests {
  @Test("its name is read as it was written, and any other word is nobody's")
  func names() {
    for role in Catalogue.programs.flatMap(\.roles) {
      for number in [1, RegionLayout.workersPerRole] {
        #expect(NameWord(WorkerID(role, number)).worker == WorkerID(role, number))
      }
    }
    for word in [0, UInt32(UInt8(ascii: "P")), 0x0141_0000, .max] { #expect(NameWord(raw: word).worker == nil) }
  }

  @Test("what a worker waits for is read as it was written, elements of arrays too")
  func variables() {
    for program in Catalogue.programs {
      for variable in program.variables.flatMap({ [$0, $0[0], $0[31]] }) {
        #expect(VariableWord(variable).variable(in: program) == variable)
      }
      #expect(VariableWord(raw: 0xff).variable(in: program) == nil)
    }
  }
}
