/// The moves since the ring was empty: steps, kills, restarts, processes added and removed. As a line of text:
/// `P1*4 kill:P1 C1*2 restart:P1`.
public struct Schedule: Sendable, Hashable, CustomStringConvertible {
  public var moves: [Move]

  public init(moves: [Move] = []) { self.moves = moves }

  /// Creates a schedule of steps only.
  public init(_ steps: [WorkerID]) { self.init(moves: steps.map(Move.step)) }

  /// Its steps, in order.
  public var steps: [WorkerID] {
    moves.compactMap { if case .step(let id) = $0 { id } else { nil } }
  }

  /// The longest schedule that is accepted, in moves.
  public static let longest = 100_000

  /// The reason why a text is not a schedule: the end of a sentence.
  public struct Mistake: Error, CustomStringConvertible, Hashable {
    public var description: String
  }

  /// Reads a schedule: steps such as `P1` or `P1*4`, and other moves such as `kill:P1`, with spaces between them.
  public init(reading text: String) throws(Mistake) {
    var moves: [Move] = []
    for piece in text.split(whereSeparator: { $0.isASCII && $0.isWhitespace }) {
      let (move, times) = try piece.contains(":") ? (Self.move(piece), 1) : Self.steps(piece)
      guard moves.count + times <= Self.longest else {
        throw Mistake(description: "a schedule can have \(Self.longest) moves at most")
      }
      moves += Array(repeating: move, count: times)
    }
    guard !moves.isEmpty else { throw Mistake(description: "it is empty; write a schedule like P1*4 C1*2 P1") }
    self.init(moves: moves)
  }

  /// `P1` or `P1*4`
  private static func steps(_ piece: Substring) throws(Mistake) -> (Move, Int) {
    let parts = piece.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count <= 2, let id = WorkerID(parts[0]), let times = parts.count == 2 ? Int(decimal: parts[1]) : 1,
      1...longest ~= times
    else { throw Mistake(description: "`\(piece)` is not a step; write steps like P1*4 C1*2 P1") }
    return (.step(id), times)
  }

  /// `kill:P1`
  private static func move(_ piece: Substring) throws(Mistake) -> Move {
    let parts = piece.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = WorkerID(parts[1]), let move = Move(parts[0], id) else {
      throw Mistake(
        description: "`\(piece)` is not a move; besides steps there are kill:P1, restart:P1, add:P1 and remove:P1")
    }
    return move
  }

  /// The moves in words, with a run of the same step written once: `P1*3 C1`. Of anything that is scheduled.
  public static func text<Step: Equatable>(of moves: [Step], isStep: (Step) -> Bool) -> String {
    var pieces: [(move: Step, times: Int)] = []
    for move in moves {
      if isStep(move), pieces.last?.move == move {
        pieces[pieces.count - 1].times += 1
      } else {
        pieces.append((move, 1))
      }
    }
    return pieces.map { $0.times == 1 ? "\($0.move)" : "\($0.move)*\($0.times)" }.joined(separator: " ")
  }

  public var description: String {
    Self.text(of: moves) { if case .step = $0 { true } else { false } }
  }
}

extension Schedule: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(reading: decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
