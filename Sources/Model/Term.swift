/// A value of an experiment that can be looked up by name: `in`, `lost`, `slot[3]`, `P1.i`, `mutex.holder`,
/// `memory.nattch`, `pipe@64.calls`.
public struct Term: Sendable, Hashable, CustomStringConvertible {
  /// Its meaning. See the table in Lessons/README.md.
  enum Meaning: Sendable, Hashable {
    case count(Count)
    case variable(SharedVariable)
    case waiters(SharedVariable)
    case holder(SharedVariable)
    case slot(Int)
    case worker(WorkerID, WorkerTerm)
    case fact(String)
    case measured(transport: String, size: Int, Figure)
    case explored(ExplorationResult.Figure)
  }

  /// The counts that every experiment has.
  enum Count: String, Sendable, Hashable, CaseIterable {
    case produced, consumed, taken, lost, duplicated, torn, phantom, overlaps, inring, wrong
    case steps, slots, processes, waiting, inside
    case expected, text, backend, discipline, verdict
  }

  enum WorkerTerm: Sendable, Hashable {
    case state, next, items, waits
    /// The text that a reader copied last.
    case heard
    case register(String)
  }

  enum Figure: String, Sendable, Hashable, CaseIterable {
    /// Messages per second; nanoseconds per round trip; system calls per message, of both processes together.
    case rate, roundtrip, calls
  }

  /// The value of a term.
  public enum Value: Sendable, Hashable, CustomStringConvertible {
    case number(Double)
    case text(String)

    public var description: String {
      switch self {
      case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
      case .text(let text): text
      }
    }
  }

  /// The reason why a text is not a term, or not a condition. A whole sentence without its full stop.
  public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    public static func unknown(_ name: String) -> Mistake {
      Mistake(description: "there is no '\(name)' to look up; there is in, out, lost, slot[0], P1.i, and more")
    }
  }

  public let description: String
  let meaning: Meaning

  public init(reading text: String) throws(Mistake) {
    guard let meaning = Meaning(text) else { throw .unknown(text) }
    (self.meaning, description) = (meaning, text)
  }

  /// The worker that it refers to, if any.
  public var worker: WorkerID? { if case .worker(let id, _) = meaning { id } else { nil } }

  /// The shared variable that it refers to, if any.
  public var variable: SharedVariable? {
    switch meaning {
    case .variable(let variable), .waiters(let variable), .holder(let variable): variable
    default: nil
    }
  }

  /// The slot that it refers to, from 0, if any.
  public var slot: Int? { if case .slot(let slot) = meaning { slot } else { nil } }

  /// Its present value; nil if there is none.
  public func value(in observation: Observation) -> Value? { meaning.value(observation) }
}

extension Term {
  /// The kind of its value.
  public enum Kind: Sendable, Hashable { case number, words, either }

  public var kind: Kind {
    switch meaning {
    case .slot, .holder: .words
    case .count(let count): [.text, .backend, .discipline, .verdict].contains(count) ? .words : .number
    case .worker(_, let term):
      switch term {
      case .items: .number
      // `i` and `o` hold numbers, `item` an item.
      case .register(let name): name == "item" ? .words : .number
      case .state, .next, .waits, .heard: .words
      }
    case .variable, .waiters, .measured, .explored: .number
    case .fact: .either
    }
  }
}
