/// A variable that processes share.
public enum SharedVariable: UInt8, Sendable, Hashable, CaseIterable {
  case empty
  case full
  case mutex
  case `in`
  case out
  case slot

  public var name: String {
    switch self {
    case .empty: "empty"
    case .full: "full"
    case .mutex: "mutex"
    case .in: "in"
    case .out: "out"
    case .slot: "slot"
    }
  }

  /// The variables that are semaphores, in the order in which they are shown.
  public static let semaphores: [SharedVariable] = [.empty, .full, .mutex]
}

/// One indivisible thing that a worker does to shared state or to a private register.
public struct Operation: Sendable, Hashable {
  /// How it touches its variable.
  public enum Kind: Sendable, Hashable {
    /// Takes one from a semaphore, asleep until there is one: sem_wait(3).
    case wait
    /// Gives one to a semaphore, and wakes who waits for it: sem_post(3).
    case post
    /// Copies the variable into a private register.
    case load
    /// Copies a private register into the variable.
    case store
  }

  public var kind: Kind
  public var variable: SharedVariable
  /// Its line of C.
  public var text: String
  /// Its letter in the timeline.
  public var letter: Character
  /// Whether a worker that is about to do it, or in it, holds `mutex`.
  public var holdsMutex: Bool

  public init(_ kind: Kind, _ variable: SharedVariable, _ text: String, letter: Character, holdsMutex: Bool = false) {
    self.kind = kind
    self.variable = variable
    self.text = text
    self.letter = letter
    self.holdsMutex = holdsMutex
  }

  /// Whether an item of several words takes this operation once for each word.
  public var isOncePerWord: Bool { variable == .slot }

  /// Whether it can wake a process that waits for `variable`.
  public var canWake: Bool { kind == .post }
}

/// The program of both roles under one discipline, as lines of C.
public struct Listing: Sendable, Hashable {
  /// A line, and the operation that it is. A line without one touches nothing shared.
  public struct Line: Sendable, Hashable {
    public var text: String
    public var operation: Operation?

    public init(_ text: String) { self.text = text }

    public init(_ operation: Operation) {
      self.text = operation.text
      self.operation = operation
    }
  }

  public let producer: [Line]
  public let consumer: [Line]
  private let producerOperations: [Operation]
  private let consumerOperations: [Operation]

  public init(producer: [Line], consumer: [Line]) {
    self.producer = producer
    self.consumer = consumer
    producerOperations = producer.compactMap(\.operation)
    consumerOperations = consumer.compactMap(\.operation)
  }

  public func lines(of role: Role) -> [Line] { role == .producer ? producer : consumer }

  /// The operations of a role, in order. A worker counts them from 0.
  public func operations(of role: Role) -> [Operation] {
    role == .producer ? producerOperations : consumerOperations
  }
}
