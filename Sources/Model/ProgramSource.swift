/// The pieces of a C program that a listing lacks, and that only its program knows.
public struct ProgramSource: Sendable {
  /// A shared variable that is no synchronizer, as the struct declares it.
  public struct Member: Sendable {
    public var variable: SharedVariable
    /// `int` of `int slot[SLOTS];`
    public var type: String
    /// `[SLOTS]`
    public var suffix: String

    public init(_ variable: SharedVariable, _ type: String, _ suffix: String = "") {
      (self.variable, self.type, self.suffix) = (variable, type, suffix)
    }
  }

  /// The work of one role.
  public struct Work: Sendable {
    /// How many processes: a constant or a number.
    public var count: Int
    /// How often each repeats the listing.
    public var rounds: String
    /// Declarations before the loop.
    public var declarations: [String]
    /// The value of a register at the start of each run through the listing, if the listing only reads it.
    public var registers: [String: String]
    /// Statements at the end of each run through the listing.
    public var after: [String]
    /// Statements after the loop.
    public var ending: [String]

    public init(
      count: Int, rounds: String, declarations: [String] = [], registers: [String: String] = [:], after: [String] = [],
      ending: [String] = []
    ) {
      (self.count, self.rounds, self.declarations) = (count, rounds, declarations)
      (self.registers, self.after, self.ending) = (registers, after, ending)
    }
  }

  public var constants: [(name: String, value: String)]
  public var members: [Member]
  /// The values with which semaphores and counts begin, where it is not 1.
  public var startValues: [SharedVariable: String]
  /// Functions that the listings call, each as C; a program gets those that its listing calls.
  public var helpers: [String]
  public var work: [Role: Work]
  /// Statements of `main` once all processes have ended.
  public var report: [String]
  /// The number of elements of an array of synchronizers, as a constant.
  public var arraySize: String { constants.first?.name ?? "1" }

  public init(
    constants: [(name: String, value: String)], members: [Member], startValues: [SharedVariable: String] = [:],
    helpers: [String], work: [Role: Work], report: [String]
  ) {
    (self.constants, self.members, self.startValues) = (constants, members, startValues)
    (self.helpers, self.work, self.report) = (helpers, work, report)
  }
}
