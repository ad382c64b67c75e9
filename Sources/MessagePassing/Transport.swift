/// A way to carry messages from one process to another, and back.
///
/// To add one, write a file with a type that conforms to this, and a line in the table of transports. In the
/// comparing process, `prepare` creates everything that both ends need; in each of the two processes that it starts,
/// `attach` opens that process's end.
public protocol Transport: Sendable {
  associatedtype End: Channel

  /// Its name on the command line and in the data, one word: `pipe`.
  var name: String { get }
  /// Its common name, in at most 16 characters.
  var title: String { get }
  /// The common name of all transports with the same traits.
  var family: String { get }
  /// How often the bytes of a message are copied on the way.
  var copies: Int { get }
  var traits: Traits { get }

  /// Creates everything that both ends need for messages of this size.
  ///
  /// - Throws: `Unavailable` if the system forbids it.
  func prepare(size: Int) throws -> Link

  /// Opens the end of this process.
  func attach(_ place: TransferEnd) throws -> End

  /// Does this process's part of a transfer. It is a requirement, with a default below, so that each transport gets a
  /// copy of the loops compiled for it alone.
  func work(_ assignment: Assignment) throws -> TransferResult
}

extension Transport {
  public var family: String { title }

  @inlinable
  public func work(_ assignment: Assignment) throws -> TransferResult {
    var end = try attach(assignment.place)
    return switch assignment.place.side {
    case .sender: try end.lead(assignment)
    case .receiver: try end.follow(assignment)
    }
  }
}

/// The traits of a transport other than speed, in a few words each.
public struct Traits: Sendable, Hashable {
  /// How the processes wait for each other.
  public var synchronization: String
  /// The processes between which it works.
  public var reach: String
  /// The work that it requires of a program.
  public var complexity: String
  /// The effect of one process's mistake or crash on the other.
  public var safety: String

  public init(synchronization: String, reach: String, complexity: String, safety: String) {
    self.synchronization = synchronization
    self.reach = reach
    self.complexity = complexity
    self.safety = safety
  }
}

/// Everything that both ends of a transport need until they are gone. Dropping it releases everything.
public struct Link {
  /// A text with which a process finds its end.
  public var argument: String
  /// The descriptors that each process inherits, in order.
  public var descriptors: [Side: [Int32]]
  /// The owners of these resources.
  private let owners: [AnyObject]

  public init(argument: String = "", descriptors: [Side: [Int32]] = [:], owners: [AnyObject]) {
    self.argument = argument
    self.descriptors = descriptors
    self.owners = owners
  }
}

/// The data with which a process finds its end.
public struct TransferEnd: Sendable {
  public var side: Side
  /// The size of every message.
  public var size: Int
  /// The link's text.
  public var argument: String
  /// The link's descriptors for this side, by their numbers in this process.
  public var descriptors: [Int32]

  public init(side: Side, size: Int, argument: String, descriptors: [Int32]) {
    self.side = side
    self.size = size
    self.argument = argument
    self.descriptors = descriptors
  }
}

/// The work of a process: one-way messages for this time, and then round trips for the same time.
public struct Assignment: Sendable {
  public var place: TransferEnd
  /// The duration of each of the two.
  public var nanoseconds: UInt64

  public init(_ place: TransferEnd, nanoseconds: UInt64) {
    self.place = place
    self.nanoseconds = nanoseconds
  }
}

/// The reason why a transport is not available here, or not for messages of this size.
public struct Unavailable: Error, CustomStringConvertible, Sendable, Hashable {
  /// In a few words, for a table: "at most 8192 bytes".
  public var summary: String
  /// With the limit that forbids it, and the place where it is set.
  public var description: String

  public init(_ summary: String, _ description: String) {
    self.summary = summary
    self.description = description
  }
}
