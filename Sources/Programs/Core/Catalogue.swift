import Model

/// All programs and disciplines, in display order.
public enum Catalogue {
  private static let code: [any ProgramCode.Type] = [
    RingProgram.self,
    CounterProgram.self,
    MessageProgram.self,
    ReadersWritersProgram.self,
    PhilosophersProgram.self,
  ]

  private static let disciplineCode: [any Code.Type] = code.flatMap { $0.disciplines }

  public static let programs: [Program] = code.map { $0.program }

  /// The programs' names for their own words of the region.
  static let regionParts: [RegionMap.Part] = code.flatMap { $0.parts }

  /// The description of each discipline.
  public static let disciplines: [Discipline] = disciplineCode.map { $0.discipline }

  /// The program with this name; nil if there is none.
  public static func program(named name: String) -> Program? { programs.first { $0.name == name } }

  /// The pieces that a program's disciplines need as C programs, beside their listings.
  public static func source(of program: Program) -> ProgramSource { code(of: program).source }

  public static func disciplines(of program: Program) -> [Discipline] { disciplines.filter { $0.belongs(to: program) } }

  /// The index of a program's discipline in the catalogue.
  public static func index(of name: String, in program: Program) -> Int? {
    disciplines.firstIndex { $0.name == name && $0.belongs(to: program) }
  }

  static func code(of program: Program) -> any ProgramCode.Type {
    code.first { $0.program.name == program.name } ?? code[0]
  }

  /// The code at an index. The index comes from the region, so a discipline without code for this role is not run.
  static func code(at index: Int, for role: Role) -> any Code.Type {
    if disciplineCode.indices.contains(index), disciplines[index].program.roles.contains(role) {
      return disciplineCode[index]
    }
    return disciplineCode.first { $0.discipline.program.roles.contains(role) } ?? disciplineCode[0]
  }
}
