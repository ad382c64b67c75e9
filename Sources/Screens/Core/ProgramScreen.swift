import Grid
import Model

/// The drawing and the wording of a program: everything on the screen that differs from program to program. The rest
/// is drawn from the program's own value.
protocol ProgramScreen: Sendable {
  /// The name of the program.
  static var program: String { get }

  // MARK: Its workplace

  /// The heights in which the workplace can be drawn, from the smallest up.
  static func heights(_ scene: Scene, width: Int) -> [Int]
  static func workplace(_ scene: Scene, _ size: Size) -> Grid
  /// The shared variables, each with its wordings from the longest to the shortest.
  static func sharedLines(_ scene: Scene) -> [[[Span]]]
  /// The sizes in the title, other than the number of processes.
  static func sizes(_ scene: Scene) -> [String]
  /// The object that the memory view shows first, by its name in the layout of the region.
  static func firstObject(of discipline: Discipline) -> String
  /// The purpose of a mapping of a process of this role, other than its work.
  static func use(of role: Role, canWrite: Bool) -> String

  /// The help's sections on the program's signs and errors.
  static func helpSections(_ glyphs: GlyphSet) -> [HelpSection]

  // MARK: Its ledger

  /// The ledger below its heading, in rows from 1 on.
  static func drawLedger(_ scene: Scene, on grid: inout Grid)
  /// The ledger in one line, from the longest wording to the shortest.
  static func law(_ scene: Scene) -> [String]
  /// The verdict, if it is something other than no errors or a number of errors.
  static func verdict(_ scene: Scene) -> [[Span]]?

  // MARK: Its narration

  /// The data that the critical section protects.
  static var guarded: String { get }
  /// One or two sentences about the last of these operations; nil for the general ones.
  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String?
  /// An operation with the values of its process's registers, such as `slot[4] = P2·05`.
  static func filledIn(_ narrator: Narrator, _ operation: Operation, _ id: WorkerID) -> String?
  /// The meaning of a decrement of a semaphore.
  static func gained(_ variable: SharedVariable) -> String?
  /// The thing that a waiting process lacks, and the process that provides it: ("a free slot", "a consumer").
  static func need(_ variable: SharedVariable) -> (what: String, giver: String)?
  /// The meaning of a post for the other processes.
  static func posted(_ narrator: Narrator, _ id: WorkerID, _ variable: SharedVariable) -> String?
  /// The workplace in sentences, for those who do not see it.
  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String]
}

/// The programs that have their own screens.
private let programScreens: [any ProgramScreen.Type] = [
  RingScreen.self,
  CounterScreen.self,
  MessageScreen.self,
  ReadersWritersScreen.self,
  PhilosophersScreen.self,
]

private let screensByName = Dictionary(uniqueKeysWithValues: programScreens.map { ($0.program, $0) })

extension Program {
  /// How it is drawn.
  var screen: any ProgramScreen.Type { screensByName[name] ?? PlainScreen.self }
}

/// A program without its own screen.
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

  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String] {
    let values = snapshot.orderedValues.filter { snapshot.discipline.consults($0.0) }
    return values.isEmpty ? [] : [values.map { "\($0.0.name) is \($0.1)" }.joined(separator: ", ") + "."]
  }
}

extension Snapshot {
  /// The plain words, in the order of the program's variables.
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

  /// The colour of a process: one range for the program's first role, and one for the others.
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
