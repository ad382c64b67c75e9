import Grid
import Model

/// The drawing and the wording of the message.
enum MessageScreen: ProgramScreen {
  static let program = "message"
  static let version = SharedVariable("version")

  static func heights(_ scene: Scene, width: Int) -> [Int] { scene.messageHeights }
  static func workplace(_ scene: Scene, _ size: Size) -> Grid { scene.message(size) }
  static func firstObject(of discipline: Discipline) -> String { "message.version" }

  static func use(of role: Role, canWrite: Bool) -> String {
    role == Role("R") ? canWrite ? "for its own record" : "for the text" : ""
  }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    let counts = scene.snapshot.ledger
    scene.drawTerms(
      [
        ("written", counts.produced, false), ("read whole", counts.taken, false),
        ("read torn", counts.torn, counts.torn > 0),
      ], on: &grid)
  }

  static func law(_ scene: Scene) -> [String] {
    let counts = scene.snapshot.ledger
    return ["written \(grouped(counts.produced, within: 13)), read \(grouped(counts.consumed, within: 13))"]
  }

  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? {
    events.last.flatMap { narrator.messageSentence($0, operation) }
  }
}
