import Grid
import Model

/// The latest events, put into words when they happened: a later snapshot no longer shows the values that a register
/// had then.
struct Narration: Sendable, Hashable {
  /// A completed operation, as its line of C.
  struct Step: Sendable, Hashable {
    var worker: WorkerID
    var text: String
  }

  /// The newest last.
  var steps: [Step] = []
  /// The effect of the last step, and its meaning.
  var sentence = ""
  /// The latest errors, one of each kind.
  var incidents: [Incident] = []
  /// The other known errors, the newest first.
  private(set) var earlierIncidents: [Incident] = []

  var allIncidents: [Incident] { incidents + earlierIncidents }

  private var lastEvent: Event?
  private var incidentsFrom: UInt64 = 0

  private static let keep = 16
  /// The shortest time between two updates, in nanoseconds: at full speed there may be a million errors a second, too
  /// many to read.
  private static let readingTime: UInt64 = 1_000_000_000

  mutating func note(_ snapshot: Snapshot, after old: Snapshot?, _ glyphs: GlyphSet) {
    let isFresh = old.map { snapshot.isFreshStart(after: $0) } ?? true
    if isFresh { self = Narration() }
    if snapshot.pace == .full {
      // At full speed the last narrated steps are soon out of date.
      (steps, sentence) = ([], "")
    } else {
      let new = snapshot.events.filter { event in lastEvent.map { $0.isBefore(event) } ?? true }
      let narrator = Narrator(before: isFresh ? nil : old, now: snapshot, glyphs: glyphs)
      if !new.isEmpty { tell(new, narrator) }
    }
    noteIncidents(snapshot, after: isFresh ? nil : old)
  }

  private mutating func tell(_ events: [Event], _ narrator: Narrator) {
    steps = Array((steps + narrator.steps(events.suffix(Narration.keep))).suffix(Narration.keep))
    sentence = narrator.sentence(events)
    lastEvent = events.last
  }

  private mutating func noteIncidents(_ snapshot: Snapshot, after old: Snapshot?) {
    if snapshot.pace == .full, !incidents.isEmpty, snapshot.time &- incidentsFrom < Narration.readingTime { return }
    let known = Set(old?.incidents ?? [])
    incidents = Incident.Kind.allCases.compactMap { kind in
      let all = snapshot.incidents.filter { $0.kind == kind }
      return all.last { !known.contains($0) } ?? incidents.first(where: all.contains) ?? all.last
    }
    earlierIncidents = Array(snapshot.incidents.reversed().filter { !incidents.contains($0) }.prefix(Narration.keep))
    incidentsFrom = snapshot.time
  }
}

extension Narrator {
  /// The operations as lines of the listing. The worker's register values are filled in if they are still valid, that
  /// is, if it has done nothing else since.
  func steps(_ events: [Event]) -> [Narration.Step] {
    events.indices.compactMap { index in
      let event = events[index]
      guard let operation = operation(event) else { return nil }
      let isLast = !events[(index + 1)...].contains { $0.worker == event.worker }
      let text = isLast ? screen.filledIn(self, operation, event.worker) ?? operation.line : operation.line
      return Narration.Step(worker: event.worker, text: text + (event.blocked ? " must wait" : ""))
    }
  }
}
