import Grid
import Model

/// The names of the bounded buffer: its roles and variables.
enum Ring {
  static let producer = Role("P")
  static let consumer = Role("C")
  static let empty = SharedVariable("empty")
  static let full = SharedVariable("full")
  static let `in` = SharedVariable("in")
  static let out = SharedVariable("out")
  static let slot = SharedVariable("slot")
  static let count = SharedVariable("count")
  static let notFull = SharedVariable("notFull")
}

extension Snapshot {
  /// The indices as stored in the region.
  var into: UInt64 { values[Ring.in] ?? 0 }
  var from: UInt64 { values[Ring.out] ?? 0 }

  /// The slot at which `in` or `out` points; nil if it points at none.
  func slot(at variable: SharedVariable) -> Int? { slot(named: values[variable] ?? 0) }
}

/// The drawing and the wording of the bounded buffer.
enum RingScreen: ProgramScreen {
  static let program = "ring"

  static func heights(_ scene: Scene, width: Int) -> [Int] { scene.ringHeights(width) }
  static func workplace(_ scene: Scene, _ size: Size) -> Grid { scene.ring(size) }

  static func sharedLines(_ scene: Scene) -> [[[Span]]] {
    let indices: [[[Span]]] = [Ring.in, Ring.out].map { variable in
      let line = [
        Span(variable.name + (variable == Ring.in ? "  = " : " = "), .code),
        Span(grouped(scene.snapshot.values[variable] ?? 0), .key),
      ]
      return [line + scene.mark(variable), line]
    }
    let changes = scene.state.changes.slots
    let changed = changes.keys.sorted().map { index in
      let now = [Span("slot[\(index)] = ", .code), contents(scene, scene.snapshot.slots[index])]
      return [now + [Span("  was ", .muted), contents(scene, changes[index]!.was)], now]
    }
    return indices + changed
  }

  private static func contents(_ scene: Scene, _ slot: Slot) -> Span {
    let span = scene.slotWords(slot)
    if !span.text.allSatisfy({ $0 == " " }) { return span }
    return Span(slot.contents == .empty ? "empty" : "taken", .muted)
  }

  static func sizes(_ scene: Scene) -> [String] {
    let slots = scene.snapshot.slots.count
    return ["\(grouped(slots)) slot\(slots == 1 ? "" : "s")"]
  }

  static func firstObject(of discipline: Discipline) -> String {
    if case .semaphore? = discipline.synchronizers.first?.kind { return "empty" }
    return "in"
  }

  static func helpSections(_ glyphs: GlyphSet) -> [HelpSection] { ringHelpSections(glyphs) }

  static func drawLedger(_ scene: Scene, on grid: inout Grid) {
    grid.size.width >= 46 ? scene.drawSum(on: &grid) : scene.drawSentences(on: &grid)
  }

  static func law(_ scene: Scene) -> [String] { scene.ringLaw }
  static func verdict(_ scene: Scene) -> [[Span]]? { scene.ringVerdict }

  static let guarded = "`in`, `out` or a slot"

  static func gained(_ variable: SharedVariable) -> String? {
    switch variable {
    case Ring.empty: "One free slot is reserved for it."
    // The item itself may be missing: a producer may post too early, or lose it.
    case Ring.full: "One item is promised to it."
    default: nil
    }
  }

  static func need(_ variable: SharedVariable) -> (what: String, giver: String)? {
    switch variable {
    case Ring.empty, Ring.notFull: ("a free slot", "a consumer")
    case Ring.full, SharedVariable("notEmpty"): ("an item", "a producer")
    default: nil
    }
  }

  static func posted(_ narrator: Narrator, _ id: WorkerID, _ variable: SharedVariable) -> String? {
    switch variable {
    case Ring.empty: "Producers can fill one more slot."
    case Ring.full where narrator.announcesFirst(id): "Consumers can take an item that is not in its slot yet."
    case Ring.full: "Consumers can take one more item."
    default: nil
    }
  }

  static func sentence(_ narrator: Narrator, _ events: [Event], _ operation: Operation) -> String? {
    guard let last = events.last else { return nil }
    return switch (operation.kind, operation.variable) {
    case (.load, Ring.slot): narrator.copiedOut(last, operation)
    case (.store, Ring.slot): narrator.wrote(last, operation)
    case (.load, Ring.in), (.load, Ring.out): narrator.loaded(last, operation)
    case (.store, Ring.in), (.store, Ring.out):
      narrator.stored(last.worker, operation, isAlone: events.count == 1)
    case (.test, Ring.in), (.test, Ring.out), (.test, Ring.count): narrator.lookedForRoom(last, operation)
    default: nil
    }
  }

  static func filledIn(_ narrator: Narrator, _ operation: Operation, _ id: WorkerID) -> String? {
    guard operation.variable == Ring.slot, let worker = narrator.now.worker(id), let index = worker.index else {
      return nil
    }
    let slot = "slot[\(index)]"
    let item = worker.item?.name(narrator.glyphs) ?? "item"
    return operation.kind == .store ? "\(slot) = \(item)" : "\(item) = \(slot)"
  }
}
