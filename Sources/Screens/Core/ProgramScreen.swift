import Grid
import Model

/// How a program is drawn and told: everything on the screen that differs from program to program. What it does not say
/// itself is drawn from the program's value alone.
protocol ProgramScreen: Sendable {
  /// The name of the program.
  static var program: String { get }

  // MARK: What its processes work on

  /// The heights at which the workplace can be drawn, from the least up.
  static func heights(_ scene: Scene, width: Int) -> [Int]
  static func workplace(_ scene: Scene, _ size: Size) -> Grid
  /// The shared variables, each with its wordings from the most to the fewest.
  static func sharedLines(_ scene: Scene) -> [[[Span]]]
  /// What the title says of its sizes beside the number of processes.
  static func sizes(_ scene: Scene) -> [String]
  /// What the memory view shows first, by its name in the layout of the region.
  static func firstObject(of discipline: Discipline) -> String
  /// What a process of a role has a mapping of the region for, beside its work.
  static func use(of role: Role, canWrite: Bool) -> String

  /// What the help says of its signs and errors.
  static func helpSections(_ glyphs: GlyphSet) -> [HelpSection]

  // MARK: Its ledger

  /// Below the heading of the ledger, in rows from 1 on.
  static func drawLedger(_ scene: Scene, on grid: inout Grid)
  /// The ledger in one line, from the most words to the fewest.
  static func law(_ scene: Scene) -> [String]
  /// What comes out of it, where that is not simply that all is well or how many errors there are.
  static func verdict(_ scene: Scene) -> [[Span]]?

  // MARK: Its narration

  /// What the critical section protects.
  static var guarded: String { get }
  /// One or two sentences about the last of these operations; nil where the general ones do.
  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String?
  /// An operation with what its process holds in its registers, such as `slot[4] = P2·05`.
  static func filledIn(_ narrator: Narrator, _ operation: Operation, _ id: WorkerID) -> String?
  /// What it means to have taken one from a semaphore.
  static func gained(_ variable: SharedVariable) -> String?
  /// What a process lacks that waits, and who brings it: ("a free slot", "a consumer").
  static func need(_ variable: SharedVariable) -> (what: String, giver: String)?
  /// What a post means for the other processes.
  static func posted(_ narrator: Narrator, _ id: WorkerID, _ variable: SharedVariable) -> String?
}

/// The programs that have a screen of their own.
private let programScreens: [any ProgramScreen.Type] = [
  RingScreen.self,
  CounterScreen.self,
  MessageScreen.self,
  ReadersWritersScreen.self,
]

private let screensByName = Dictionary(uniqueKeysWithValues: programScreens.map { ($0.program, $0) })

extension Program {
  /// How it is drawn.
  var screen: any ProgramScreen.Type { screensByName[name] ?? PlainScreen.self }
}

/// A program without a screen of its own.
private enum PlainScreen: ProgramScreen {
  static let program = ""
}

extension ProgramScreen {
  static func heights(_ scene: Scene, width: Int) -> [Int] { [1, max(1, scene.snapshot.values.count)] }

  static func workplace(_ scene: Scene, _ size: Size) -> Grid {
    var grid = Grid(size)
    for (row, line) in sharedLines(scene).prefix(size.height).enumerated() {
      grid.put(.first(of: line, within: size.width - 3, ellipsis: scene.glyphs.ellipsis), at: (2, row))
    }
    return grid
  }

  static func sharedLines(_ scene: Scene) -> [[[Span]]] {
    scene.snapshot.orderedValues.map { variable, value in
      let line = [Span(variable.name + " = ", .code), Span(grouped(value), .key)]
      return [line + scene.mark(variable), line]
    }
  }

  static func sizes(_ scene: Scene) -> [String] { [] }

  static func firstObject(of discipline: Discipline) -> String {
    discipline.program.variables.last?.array ?? "header"
  }

  static func use(of role: Role, canWrite: Bool) -> String { "" }
  static func helpSections(_ glyphs: GlyphSet) -> [HelpSection] { [] }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    scene.drawTerms(
      scene.snapshot.measures.map { ($0.title, $0.value, $0.isError && $0.value > 0) }, on: &grid)
  }

  static func law(_ scene: Scene) -> [String] {
    let words = scene.snapshot.measures.map { "\($0.title) \(grouped($0.value, within: 13))" }
    return [words.joined(separator: ", "), words.first ?? ""]
  }

  static func verdict(_ scene: Scene) -> [[Span]]? { nil }

  static var guarded: String { "the shared words" }
  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? { nil }
  static func filledIn(_ narrator: Narrator, _ operation: Operation, _ id: WorkerID) -> String? { nil }
  static func gained(_ variable: SharedVariable) -> String? { nil }
  static func need(_ variable: SharedVariable) -> (what: String, giver: String)? { nil }
  static func posted(_ narrator: Narrator, _ id: WorkerID, _ variable: SharedVariable) -> String? { nil }
}

extension Snapshot {
  /// The plain words, in the order in which the program names its variables.
  var orderedValues: [(SharedVariable, UInt64)] {
    let order = discipline.program.variables.map(\.array)
    return values.sorted { a, b in
      let (first, second) = (order.firstIndex(of: a.key.array) ?? 0, order.firstIndex(of: b.key.array) ?? 0)
      return (first, a.key.index ?? 0) < (second, b.key.index ?? 0)
    }.map { ($0.key, $0.value) }
  }
}

extension Scene {
  var screen: any ProgramScreen.Type { snapshot.discipline.program.screen }

  /// The colour of a process: one row of them for the program's first role, and one for the others.
  func style(_ id: WorkerID) -> Style {
    let styles: [Style] =
      snapshot.discipline.program.isFirst(id.role)
      ? [.giver, .giverAlternate, .giverThird, .giverFourth] : [.taker, .takerAlternate, .takerThird, .takerFourth]
    return styles[((id.number % styles.count) + styles.count + styles.count - 1) % styles.count]
  }

  /// The arrow beside a variable that just changed.
  func mark(_ variable: SharedVariable) -> [Span] {
    state.changes.variables[variable].map { [Span($0.grew ? glyphs.rose : glyphs.fell, .warning)] } ?? []
  }
}
