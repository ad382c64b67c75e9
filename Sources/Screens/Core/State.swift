import Grid
import Model

/// All that a screen depends on: what was seen of the experiment, and what the user chose.
public struct State: Sendable {
  /// Every discipline there is, of all programs.
  private let everything: [Discipline]
  public var glyphs: GlyphSet
  /// What is compared with the shared ring, and the ring.
  let transports: [ComparedTransport]

  /// The newest look at the memory; nil before the first.
  public internal(set) var snapshot: Snapshot?
  /// The present, in nanoseconds, as far as anyone told.
  var time: UInt64 = 0
  var size: Size?

  /// The pace that was last asked for or seen, and the one that running goes back to.
  var pace: Pace = .step
  var rememberedPace: Pace = .tempo(perSecond: 4)
  /// The discipline that was asked for and is not there yet.
  var askedDiscipline: String?
  /// Why `d` skipped disciplines on its way to the one that was asked for.
  var skipped: String?
  /// The one that `r` goes back to.
  var synchronized: String?

  /// The process that steps, kills and removals are meant for.
  public internal(set) var selected: WorkerID?
  var lastStepped: [Role: WorkerID] = [:]
  var lowerPane = LowerPane.processes
  var help: Help?
  /// The memory view, in the place of the panes.
  var bytes: ByteView?
  var comparison = ComparisonState()
  /// The lesson that is being played, if one is.
  public internal(set) var player: Player?
  var message: StatusMessage?

  var changes = Changes()
  var byteChanges = ByteChanges()
  var narration = Narration()
  var rate = Rate()
  var trend = Trend()
  /// Since when everyone waits and nothing moves.
  var stuckSince: UInt64?

  public init(catalogue: [Discipline], transports: [ComparedTransport] = [], glyphs: GlyphSet = .unicode) {
    everything = catalogue
    self.transports = transports
    self.glyphs = glyphs
  }

  /// The disciplines of the present program, in the order in which they are offered.
  public var catalogue: [Discipline] {
    guard let program else { return [] }
    return everything.filter { $0.belongs(to: program) }
  }

  /// The present program; before anything was seen, the one that is offered first.
  var program: Program? { snapshot?.discipline.program ?? everything.first?.program }

  var isPaused: Bool { pace == .step }

  /// Whether everyone waits for good. While workers run, a look may fall between a post and the waking of who waited:
  /// only when it lasts is it believed.
  var isDeadlocked: Bool {
    guard let stuckSince else { return false }
    return isPaused || time &- stuckSince >= State.beliefDelay
  }

  static let beliefDelay: UInt64 = 250_000_000

  mutating func say(_ text: String) {
    message = StatusMessage(text: text, until: time &+ StatusMessage.life)
  }
}

/// A sentence that takes the place of the hints for a while.
struct StatusMessage: Sendable, Hashable {
  var text: String
  var until: UInt64

  static let life: UInt64 = 8_000_000_000
}

/// The open help overlay, and how far it is scrolled.
struct Help: Sendable, Hashable {
  var firstRow = 0
}

/// What stands below the accounts where there is room for one thing only.
enum LowerPane: CaseIterable, Sendable, Hashable {
  case processes, listing, registers, timeline

  var next: LowerPane {
    let all = LowerPane.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }
}

/// When the screen of this state changes next though nothing happens, in nanoseconds of the clock of its snapshots: a
/// mark fades, a message goes. Nil if it never does. Whoever waits for that long then tells the time by `Action.time`.
public func nextChange(of state: State) -> UInt64? {
  let stuck = state.isDeadlocked ? nil : state.stuckSince.map { $0 &+ State.beliefDelay }
  let marks = [state.changes.nextEnd(at: state.pace), state.byteChanges.nextEnd(at: state.pace)]
  return ([state.message?.until, stuck] + marks).compactMap { $0 }.min()
}
