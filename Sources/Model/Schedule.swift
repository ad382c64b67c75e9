/// Who stepped when, since the ring was empty. As a line of text: `P1*4 C1*2 P1`.
public struct Schedule: Sendable, Hashable, CustomStringConvertible {
  public var steps: [WorkerID]

  public init(_ steps: [WorkerID] = []) { self.steps = steps }

  /// The longest that is accepted, in steps.
  public static let longest = 100_000

  /// Why a text is no schedule. The end of a sentence.
  public struct Mistake: Error, CustomStringConvertible, Hashable {
    public var description: String
  }

  /// Reads a schedule: names such as P1, each with `*` and a number behind it if it steps more than once.
  public init(reading text: String) throws(Mistake) {
    var steps: [WorkerID] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      let parts = piece.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count <= 2, let id = WorkerID(parts[0]),
        let times = parts.count == 2 ? Int(parts[1]) : 1, 1...Self.longest ~= times
      else {
        throw Mistake(description: "'\(piece)' is no step; a schedule is written like P1*4 C1*2 P1")
      }
      guard steps.count + times <= Self.longest else {
        throw Mistake(description: "a schedule can have \(Self.longest) steps at most")
      }
      steps += Array(repeating: id, count: times)
    }
    guard !steps.isEmpty else { throw Mistake(description: "it is empty; a schedule is written like P1*4 C1*2 P1") }
    self.init(steps)
  }

  /// Why it cannot be followed by the workers of a setup; nil if it names only those that are there.
  public func whyNot(_ setup: Setup) -> String? {
    let stranger = steps.first { $0.number > setup.count(of: $0.role) }
    return stranger.map { "there is no \($0) among the \(setup.producers + setup.consumers) processes" }
  }

  public var description: String {
    var pieces: [(id: WorkerID, times: Int)] = []
    for id in steps {
      if pieces.last?.id == id { pieces[pieces.count - 1].times += 1 } else { pieces.append((id, 1)) }
    }
    return pieces.map { $0.times == 1 ? "\($0.id)" : "\($0.id)*\($0.times)" }.joined(separator: " ")
  }
}
