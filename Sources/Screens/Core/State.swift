import Grid
import Model

/// Everything on which a screen depends: the snapshots of the experiment, and the user's choices.
public struct State: Sendable {
  /// All disciplines of all programs.
  let everything: [Discipline]
  public var glyphs: GlyphSet
  /// The user's own keys.
  public var remapping = KeyRemapping()
  let clipboard: Clipboard
  /// The transports of a comparison, including the shared ring.
  let transports: [ComparedTransport]

  /// The newest snapshot; nil before the first.
  public internal(set) var snapshot: Snapshot?
  /// The present time, in nanoseconds, as last reported.
  var time: UInt64 = 0
  var size: Size?

  /// The pace that was last requested or seen, and the pace to which running returns.
  var pace: Pace = .step
  var rememberedPace: Pace = .tempo(perSecond: 4)
  /// The requested discipline, until it is in effect.
  var askedDiscipline: String?
  /// The reason why `d` skipped disciplines on its way to the requested one.
  var skipped: String?
  /// The discipline to which `r` returns.
  var synchronized: String?

  /// The process that steps, kills and removals act on.
  public internal(set) var selected: WorkerID?
  var lastStepped: [Role: WorkerID] = [:]
  var lowerPane = LowerPane.processes
  var help: Help?
  /// The memory view, in place of the panes.
  var bytes: ByteView?
  /// The same beside the other panes of a vast screen.
  var besideBytes = ByteView()
  var comparison = ComparisonState()
  var explorer = ExplorerState()
  /// The lesson that is being played, if any.
  public internal(set) var player: Player?
  var message: StatusMessage?

  var changes = Changes()
  var byteChanges = ByteChanges()
  var narration = Narration()
  var rate = Rate()
  var trend = Trend()
  /// When everyone began to wait without any movement.
  var stuckSince: UInt64?

  public init(
    catalogue: [Discipline], transports: [ComparedTransport] = [], glyphs: GlyphSet = .unicode,
    clipboard: Clipboard = Clipboard()
  ) {
    everything = catalogue
    self.transports = transports
    self.glyphs = glyphs
    self.clipboard = clipboard
  }

  /// The disciplines of the present program, in display order.
  public var catalogue: [Discipline] {
    guard let program else { return [] }
    return everything.filter { $0.belongs(to: program) }
  }

  /// The present program; before the first snapshot, the first one of all.
  var program: Program? { snapshot?.discipline.program ?? everything.first?.program }

  var isPaused: Bool { pace == .step }

  /// Whether everyone waits for ever. While workers run, a snapshot may fall between a post and the wake-up that it
  /// causes, so this is assumed only after a while.
  var isDeadlocked: Bool {
    guard let stuckSince else { return false }
    return isPaused || time &- stuckSince >= State.beliefDelay
  }

  static let beliefDelay: UInt64 = 250_000_000

  mutating func say(_ text: String) {
    message = StatusMessage(text: text, until: time &+ StatusMessage.life)
  }
}

/// A sentence that replaces the hints for a while.
struct StatusMessage: Sendable, Hashable {
  var text: String
  var until: UInt64

  static let life: UInt64 = 8_000_000_000
}

/// The open help overlay, and its scroll position.
struct Help: Sendable, Hashable {
  var firstRow = 0
}

/// The pane below the accounts, if only one fits.
enum LowerPane: CaseIterable, Sendable, Hashable {
  case processes, listing, registers, timeline

  var next: LowerPane {
    let all = LowerPane.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }
}

/// When the screen of this state changes next without any event, in nanoseconds of the clock of its snapshots: a mark
/// fades, a message ends. Nil if it never does. After that time the caller must send `Action.time`.
public func nextChange(of state: State) -> UInt64? {
  let stuck = state.isDeadlocked ? nil : state.stuckSince.map { $0 &+ State.beliefDelay }
  let marks = [state.changes.nextEnd(at: state.pace), state.byteChanges.nextEnd(at: state.pace)]
  return ([state.message?.until, stuck] + marks).compactMap { $0 }.min()
}
