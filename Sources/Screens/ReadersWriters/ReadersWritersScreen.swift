import Grid
import Model

/// How readers and writers are drawn and told.
enum ReadersWritersScreen: ProgramScreen {
  static let program = "readers-writers"
  static let writer = Role("W")
  static let value = SharedVariable("value")
  static let readcount = SharedVariable("readcount")
  static let writecount = SharedVariable("writecount")
  static let version = SharedVariable("version")
  static let wrt = SharedVariable("wrt")
  static let rwlock = SharedVariable("rwlock")
  static let turnstile = SharedVariable("turnstile")

  static let guarded = "what it protects"

  static func heights(_ scene: Scene, width: Int) -> [Int] { [1, 3, 5] }
  static func workplace(_ scene: Scene, _ size: Size) -> Grid { scene.sharedValue(size) }
  static func firstObject(of discipline: Discipline) -> String { "value" }

  /// The counts and the version that the discipline uses; the value is drawn above.
  static func sharedLines(_ scene: Scene) -> [[[Span]]] {
    scene.snapshot.orderedValues.filter {
      $0.0.array != value.array && scene.snapshot.discipline.consults($0.0)
    }.map { variable, number in
      let line = [Span(variable.name + " = ", .code), Span(grouped(number, within: 13), .key)]
      return [line + scene.mark(variable), line]
    }
  }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    let counts = scene.snapshot.ledger
    var terms = [("writes", counts.produced, false), ("reads", counts.taken, false)]
    // At most three lines: what went wrong says more than how long somebody waited.
    if counts.torn > 0 { terms.append(("torn reads", counts.torn, true)) }
    if counts.overlaps > 0 { terms.append(("inside together", counts.overlaps, true)) }
    if counts.violations == 0 {
      let waits = [("reader waited", "readerWait"), ("writer waited", "writerWait"), ("retries", "retries")]
        .map { title, name in (title, scene.snapshot.measures.first { $0.name == name }?.value ?? 0, false) }
      if let longest = waits.max(by: { $0.1 < $1.1 }), longest.1 > 0 { terms.append(longest) }
    }
    scene.drawTerms(terms, on: &grid)
  }

  static func law(_ scene: Scene) -> [String] {
    let counts = scene.snapshot.ledger
    return ["writes \(grouped(counts.produced, within: 13)), reads \(grouped(counts.consumed, within: 13))"]
  }

  static func gained(_ variable: SharedVariable) -> String? {
    switch variable {
    case rwlock: "Readers may share it; a writer has it alone."
    case turnstile: "Behind it no process can pass until it posts `turnstile`."
    default: nil
    }
  }

  static func need(_ variable: SharedVariable) -> (what: String, giver: String)? {
    switch variable {
    case wrt: ("the value for its role", "the writer inside, or the last reader,")
    case turnstile: ("to pass", "the process that holds it")
    default: nil
    }
  }

  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? {
    events.last.flatMap { narrator.sharedValueSentence($0, operation) }
  }
}
