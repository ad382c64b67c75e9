/// A program: what its processes do with the shared memory. It defines its roles, its shared variables, what it
/// counts and its wording. All differences between programs are here, so that no other code asks which program it is.
public struct Program: Sendable {
  /// A role, and its wording.
  public struct Part: Sendable, Hashable {
    public var role: Role
    /// "producer"
    public var noun: String
    /// The plural, which is also the option for their number in a setup and on the command line.
    public var plural: String { noun + "s" }

    /// The name of the register that holds a number.
    public var register: String
    /// The default number of processes.
    public var standardCount: Int
    /// The allowed numbers of processes.
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

  /// The options beside the number of processes.
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
  /// Its name in a sentence: "bounded buffer".
  public let title: String
  /// Its name after an article: "the counter".
  public let shortTitle: String
  /// The things that it counts: items, additions, messages.
  public let unit: String
  /// The roles, in display order.
  public let parts: [Part]
  public let settings: Settings
  /// The variables that its processes share; an array counts as one.
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

  /// The role that may have any number of processes, if it is the only such role: `processes` sets its number.
  public var variablePart: Part? {
    let variable = parts.filter { $0.counts.count > 1 }
    return variable.count == 1 ? variable[0] : nil
  }

  /// The default number of workers of each role.
  public var standardCounts: [Role: Int] {
    Dictionary(uniqueKeysWithValues: parts.map { ($0.role, $0.standardCount) })
  }

  /// The noun for a process of a role; for a role of another program, its letter.
  public func noun(_ role: Role) -> String { part(role)?.noun ?? "\(role)" }

  /// The noun for several processes of a role.
  public func plural(_ role: Role) -> String { part(role)?.plural ?? "processes \(role)" }

  /// Whether it is the program's first role: the one that writes into the memory.
  public func isFirst(_ role: Role) -> Bool { parts.first?.role == role }

  /// The variable of this code, or the element of it; nil for a code that no variable has.
  public func variable(code: UInt8, index: Int? = nil) -> SharedVariable? {
    guard let variable = variables.first(where: { $0.code == code }) else { return nil }
    return index.map { variable[$0] } ?? variable
  }
}

extension Program: Hashable {
  /// Two programs with the same name are equal.
  public static func == (a: Program, b: Program) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
