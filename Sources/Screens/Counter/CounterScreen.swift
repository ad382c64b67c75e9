import Grid
import Model

/// The drawing and the wording of the counter.
enum CounterScreen: ProgramScreen {
  static let program = "counter"
  static let counter = SharedVariable("counter")

  static func heights(_ scene: Scene, width: Int) -> [Int] { [1, 3, 5] }
  static func workplace(_ scene: Scene, _ size: Size) -> Grid { scene.counter(size) }
  static func firstObject(of discipline: Discipline) -> String { "counter" }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    let counts = scene.snapshot.ledger
    scene.drawTerms(
      [
        ("additions", counts.produced, false), ("counter", scene.snapshot.counterValue, false),
        ("short", counts.lost, counts.lost > 0),
      ], on: &grid)
  }

  static func law(_ scene: Scene) -> [String] {
    let counts = scene.snapshot.ledger
    let additions = "\(grouped(counts.produced, within: 13)) addition\(counts.produced == 1 ? "" : "s")"
    return ["\(additions), the counter is \(grouped(scene.snapshot.counterValue, within: 13))"]
  }

  /// While the workers run, a sum may be stored and not yet counted.
  static func verdict(_ scene: Scene) -> [[Span]]? {
    scene.isOnItsWay(scene.snapshot.ledger.violations) ? scene.accounted : nil
  }

  static let guarded = "the counter"

  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? {
    guard let last = events.last, operation.variable == counter else { return nil }
    let id = last.worker
    let (register, now) = (narrator.now.worker(id)?.index, grouped(narrator.now.counterValue))
    switch operation.kind {
    case .load: return narrator.loadedCounter(id, register)
    case .store: return narrator.storedCounter(id, isAlone: events.count == 1)
    case .compute:
      return "\(id) added one to its own copy: \(grouped(register ?? 0)). The counter is still \(now)."
    case .update: return "\(id) loaded, added and stored in one atomic step: \(now)."
    default: return nil
    }
  }
}

extension Snapshot {
  var counterValue: UInt64 { values[CounterScreen.counter] ?? 0 }
}
