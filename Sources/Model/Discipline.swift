/// What is to be known of a discipline: the synchronization around a program's operations, correct or not.
public struct Discipline: Sendable, Hashable {
  /// Its name on the command line and on the screen: `semaphores`.
  public var name: String
  /// What it is, in a few words: "the textbook's three".
  public var title: String
  /// One sentence: what it does.
  public var does: String
  /// One sentence: what it is right or wrong for.
  public var verdict: String
  /// Whether it keeps every item, whatever the interleaving.
  public var isCorrect: Bool
  public var listing: Listing

  public init(name: String, title: String, does: String, verdict: String, isCorrect: Bool, listing: Listing) {
    self.name = name
    self.title = title
    self.does = does
    self.verdict = verdict
    self.isCorrect = isCorrect
    self.listing = listing
  }

  /// Whether its program ever touches this variable.
  public func consults(_ variable: SharedVariable) -> Bool {
    Role.allCases.contains { role in listing.operations(of: role).contains { $0.variable == variable } }
  }
}
