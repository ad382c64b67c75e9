/// A discipline: the synchronization around a program's operations, correct or not.
public struct Discipline: Sendable, Hashable {
  /// Its name on the command line and on the screen: `semaphores`.
  public var name: String
  /// A description in a few words: "the textbook's three".
  public var title: String
  /// One sentence: how it works.
  public var summary: String
  /// One sentence: the uses for which it is right or wrong.
  public var verdict: String
  /// Whether it keeps every item, whatever the interleaving.
  public var isCorrect: Bool
  /// The program that it synchronizes.
  public var program: Program
  /// The objects on which its processes wait, in display order.
  public var synchronizers: [Synchronizer]
  /// The largest number of workers of a role for which it is made; nil for any number.
  public var limit: Limit?
  /// How the indices of a ring count.
  public var indices: RingIndices
  public var listing: Listing
  /// The provocation that makes a race in it likelier; nil if it has none.
  public internal(set) var provocation: Provocation?

  /// A largest number of workers of each role, and the reason.
  public struct Limit: Sendable, Hashable {
    public var perRole: Int
    public var reason: String

    public init(perRole: Int, reason: String) {
      self.perRole = perRole
      self.reason = reason
    }
  }

  public init(
    name: String, title: String, summary: String, verdict: String, isCorrect: Bool, program: Program,
    synchronizers: [Synchronizer], limit: Limit? = nil, indices: RingIndices = .slots,
    listing: Listing
  ) {
    self.program = program
    self.synchronizers = synchronizers
    self.limit = limit
    self.indices = indices
    self.name = name
    self.title = title
    self.summary = summary
    self.verdict = verdict
    self.isCorrect = isCorrect
    self.listing = listing
    provocation = listing.isProvoked ? Provocation(every: Provocation.standard) : nil
  }

  /// Whether it belongs to this program.
  public func belongs(to other: Program) -> Bool { program.name == other.name }

  /// All variables that its processes share or wait on.
  public var variables: Set<SharedVariable> {
    Set(program.variables + synchronizers.map(\.variable))
  }

  /// Whether its program ever touches this variable.
  public func consults(_ variable: SharedVariable) -> Bool {
    program.roles.contains { role in listing.operations(of: role).contains { $0.touches(variable) } }
  }

  /// The synchronizer that is this variable, if there is one.
  public func synchronizer(_ variable: SharedVariable) -> Synchronizer? {
    synchronizers.first { $0.variable == variable }
  }

  /// The lock of the critical section, if there is one.
  public var exclusion: SharedVariable? {
    synchronizers.first { $0.isExclusive && consults($0.variable) }?.variable
  }

  /// The reason why so many workers cannot run it; nil if they can.
  public func whyNot(_ count: (Role) -> Int) -> String? {
    guard let limit, let role = program.roles.first(where: { count($0) > limit.perRole }) else { return nil }
    return "\(name) is made for \(limit.perRole) \(program.noun(role)), and there are \(count(role)): \(limit.reason)"
  }

  public func whyNot(_ setup: Setup) -> String? { whyNot(setup.count) }
}
