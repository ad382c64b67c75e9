import Grid
import Model

/// How the table is drawn and told.
enum PhilosophersScreen: ProgramScreen {
  static let program = "philosophers"
  static let fork = SharedVariable("fork")
  static let footman = SharedVariable("footman")
  static let eating = SharedVariable("eating")

  static func heights(_ scene: Scene, width: Int) -> [Int] { [1, 2 * scene.tableRows(width)] }
  static func workplace(_ scene: Scene, _ size: Size) -> Grid { scene.table(size) }
  static func firstObject(of discipline: Discipline) -> String {
    discipline.synchronizers.isEmpty ? "table.places" : "table.fork"
  }

  static func sharedLines(_ scene: Scene) -> [[[Span]]] {
    let eaters = scene.snapshot.workers.filter { scene.snapshot.eats($0) }.map(\.id)
    let line = [Span("eating: ", .code), Span(eaters.isEmpty ? "nobody" : eaters.listed(), .key)]
    let count = [Span("eating: ", .code), Span(grouped(eaters.count), .key)]
    return [[line, count]]
  }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    let (counts, measures) = (scene.snapshot.ledger, scene.snapshot.measures)
    let value = { (name: String) in measures.first { $0.name == name }?.value ?? 0 }
    let retreats = ("gave a fork back", value("retreats"), false)
    let isTrying = scene.snapshot.discipline.listing.operations(of: Role("P")).contains { $0.kind == .spin }
    var terms = [("meals", counts.produced, false), ("longest wait (meals)", value("longestWait"), false)]
    if isTrying, grid.size.height > 5 { terms.append(retreats) } else if isTrying { terms[1] = retreats }
    terms.append(("neighbours at once", counts.overlaps, counts.overlaps > 0))
    scene.drawTerms(terms, on: &grid)
  }

  static func law(_ scene: Scene) -> [String] {
    let counts = scene.snapshot.ledger
    let meals = "\(grouped(counts.produced, within: 13)) meal\(counts.produced == 1 ? "" : "s")"
    return ["\(meals), \(grouped(counts.overlaps, within: 13)) beside an eating neighbour", meals]
  }

  static let guarded = "its forks"

  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? {
    events.last.flatMap { narrator.tableSentence($0, operation) }
  }

  static func gained(_ variable: SharedVariable) -> String? {
    if variable == footman { return "It may sit down." }
    return variable.array == fork.array ? "It holds \(variable.code) now." : nil
  }

  static func need(_ variable: SharedVariable) -> (what: String, giver: String)? {
    variable == footman ? ("a place at the table", "another philosopher") : nil
  }

  static func posted(_ narrator: Narrator, _ id: WorkerID, _ variable: SharedVariable) -> String? {
    if variable == footman { return "Another philosopher may sit down." }
    return variable.array == fork.array ? "The fork lies on the table, and a neighbour can take it." : nil
  }
}
