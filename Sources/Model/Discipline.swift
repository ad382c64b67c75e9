/// What is to be known of a discipline: the synchronization around a program's operations, correct or not.
public struct Discipline: Sendable, Hashable {
  /// Its name on the command line and on the screen: `semaphores`.
  public var name: String
  /// What it is, in a few words: "the textbook's three".
  public var title: String
  /// One sentence: what it does.
  public var summary: String
  /// One sentence: what it is right or wrong for.
  public var verdict: String
  /// Whether it keeps every item, whatever the interleaving.
  public var isCorrect: Bool
  /// Whose synchronization it is.
  public var program: Program
  /// What processes wait by, in the order in which it is shown.
  public var synchronizers: [Synchronizer]
  /// The most workers of its program's roles that it is made for; nil where any number will do.
  public var limit: Limit?
  /// How the indices of a ring count.
  public var indices: RingIndices
  public var listing: Listing
  /// How Ringside makes a race likelier in it; nil if it does not.
  public internal(set) var provocation: Provocation?

  /// So many workers of each role at the most, and why.
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

  /// Whether it is one of this program's.
  public func belongs(to other: Program) -> Bool { program.name == other.name }

  /// Everything that its processes share or wait by.
  public var variables: Set<SharedVariable> {
    Set(program.variables + synchronizers.map(\.variable))
  }

  /// Whether its program ever touches this variable.
  public func consults(_ variable: SharedVariable) -> Bool {
    program.roles.contains { role in listing.operations(of: role).contains { $0.touches(variable) } }
  }

  /// The synchronizer that is this variable, if it is one here.
  public func synchronizer(_ variable: SharedVariable) -> Synchronizer? {
    synchronizers.first { $0.variable == variable }
  }

  /// What lets one process at a time in, if anything does.
  public var exclusion: SharedVariable? {
    synchronizers.first { $0.isExclusive && consults($0.variable) }?.variable
  }

  /// Why it cannot be run by so many workers; nil if it can.
  public func whyNot(_ count: (Role) -> Int) -> String? {
    guard let limit, let role = program.roles.first(where: { count($0) > limit.perRole }) else { return nil }
    return "\(name) is made for \(limit.perRole) \(program.noun(role)), and there are \(count(role)): \(limit.reason)"
  }

  public func whyNot(_ setup: Setup) -> String? { whyNot(setup.count) }
}
