/// What the processes do with the memory that they share: its roles, its shared variables, what it counts and the words
/// for it. Everything that differs from program to program is said here, so that nothing else asks which program it is.
public struct Program: Sendable {
  /// A role, and the words for it.
  public struct Part: Sendable, Hashable {
    public var role: Role
    /// "producer"
    public var noun: String
    /// Several of them: what a setup and the command line call their number.
    public var plural: String { noun + "s" }

    /// The name of the register that holds a number.
    public var register: String
    /// How many processes it has where nobody says how many.
    public var standardCount: Int
    /// How many it may have.
    public var counts: ClosedRange<Int>

    public init(
      _ role: Role, _ noun: String, register: String, standardCount: Int = 1, counts: ClosedRange<Int>? = nil
    ) {
      self.role = role
      self.noun = noun
      self.register = register
      self.standardCount = standardCount
      self.counts = counts ?? Setup.Limit.workersPerRole
    }
  }

  /// What can be chosen beside the number of processes.
  public struct Settings: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A ring of slots, and the size of an item.
    public static let slots = Settings(rawValue: 1)
    /// The text that is written.
    public static let text = Settings(rawValue: 2)
  }

  /// Its name on the command line: `ring`.
  public let name: String
  /// What it is called in a sentence: "bounded buffer".
  public let title: String
  /// What it is called after "the": "the counter".
  public let shortTitle: String
  /// What is counted: items, additions, messages.
  public let unit: String
  /// Who takes part, in the order in which they are shown.
  public let parts: [Part]
  public let settings: Settings
  /// What its processes share, arrays as a whole.
  public let variables: [SharedVariable]
  /// The names of what it counts beside the ledger: see ``Snapshot/measures``.
  public let measures: [String]
  public let ledger: LedgerRules

  public init(
    _ name: String, title: String, shortTitle: String? = nil, unit: String, parts: [Part], settings: Settings = [],
    variables: [SharedVariable], measures: [String] = [], ledger: LedgerRules
  ) {
    self.name = name
    self.title = title
    self.shortTitle = shortTitle ?? name
    self.unit = unit
    self.parts = parts
    self.settings = settings
    self.variables = variables
    self.measures = measures
    self.ledger = ledger
  }

  public var roles: [Role] { parts.map(\.role) }

  /// Whether there is a ring of slots.
  public var hasSlots: Bool { settings.contains(.slots) }

  public func part(_ role: Role) -> Part? { parts.first { $0.role == role } }

  /// The role of which there can be any number, where that is one alone: what `processes` counts.
  public var variablePart: Part? {
    let variable = parts.filter { $0.counts.count > 1 }
    return variable.count == 1 ? variable[0] : nil
  }

  /// How many workers each role has where nobody says how many.
  public var standardCounts: [Role: Int] {
    Dictionary(uniqueKeysWithValues: parts.map { ($0.role, $0.standardCount) })
  }

  /// What a process of a role is called; its letter for a role of another program.
  public func noun(_ role: Role) -> String { part(role)?.noun ?? "\(role)" }

  /// Several processes of a role.
  public func plural(_ role: Role) -> String { part(role)?.plural ?? "processes \(role)" }

  /// Whether it is the first of the program's roles: the one that puts something into the memory.
  public func isFirst(_ role: Role) -> Bool { parts.first?.role == role }

  /// The variable of this code, or the element of it; nil for a code that no variable has.
  public func variable(code: UInt8, index: Int? = nil) -> SharedVariable? {
    guard let variable = variables.first(where: { $0.code == code }) else { return nil }
    return index.map { variable[$0] } ?? variable
  }
}

extension Program: Hashable {
  /// Two programs of one name are the same.
  public static func == (a: Program, b: Program) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
