import Model

/// All disciplines, in the order in which they are offered.
public enum Catalogue {
  private static let programs: [any Program.Type] = [
    Semaphores.self,
    Unsynchronized.self,
  ]

  /// What is to be known of each.
  public static let disciplines: [Discipline] = programs.map { $0.discipline }

  /// The place of a discipline in the catalogue.
  public static func index(of name: String) -> Int? { disciplines.firstIndex { $0.name == name } }

  /// The program at a place; the first for a place that is none, since the number comes out of the region.
  static func program(at index: Int) -> any Program.Type {
    programs.indices.contains(index) ? programs[index] : programs[0]
  }
}
