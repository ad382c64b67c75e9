import Model
import SharedMemory

/// A discipline, as code: the loop bodies of both roles, beside the listing that describes them.
protocol Program: Sendable {
  static var discipline: Discipline { get }
  /// Puts the worker's item into the ring.
  static func put(_ worker: inout Worker) throws(Interruption)
  /// Takes an item out of the ring.
  static func take(_ worker: inout Worker) throws(Interruption)

  // The loops around them, below. They are requirements so that each discipline gets a copy compiled for it alone.
  static func produce(_ worker: inout Worker)
  static func consume(_ worker: inout Worker)
}

extension Program {
  /// The producer's loop, until something else is wanted of the worker than its next item.
  static func produce(_ worker: inout Worker) {
    while worker.mayBegin() {
      do {
        try worker.beginItem()
        try put(&worker)
      } catch { return }
    }
  }

  /// The consumer's loop, likewise.
  static func consume(_ worker: inout Worker) {
    while worker.mayBegin() {
      worker.beginTake()
      do { try take(&worker) } catch { return }
    }
  }
}

extension Worker {
  /// Works until it is told to leave or has done its share.
  mutating func work() {
    while comeToOrder() {
      let program = Catalogue.program(at: Int(control.discipline.load()))
      isWatching = !program.discipline.isCorrect
      switch id.role {
      case .producer: program.produce(&self)
      case .consumer: program.consume(&self)
      }
    }
  }

  /// Between two items: whether to go straight on with the next.
  @inline(__always)
  func mayBegin() -> Bool {
    words.order.load() != RegionValue.leave && done < words.quota.load()
      && (control.attention.load() == 0 || nothingElseIsWanted)
  }

  private var nothingElseIsWanted: Bool {
    control.command.load() == RegionValue.run && control.generation.observe() == generation
  }

  /// Rests for as long as that is wanted, and joins the present generation. False when it is time to leave.
  private mutating func comeToOrder() -> Bool {
    while true {
      let bell = words.bell.observe()
      // Whatever it was in the middle of is over.
      words.letGo()
      words.registers.store(0)
      underway = nil
      if words.order.load() == RegionValue.leave { return false }
      if control.command.observe() != RegionValue.rest {
        generation = control.generation.observe()
        if done >= words.quota.load() { return false }
        setState(RegionValue.running)
        return true
      }
      if words.state.load() != RegionValue.resting {
        setState(RegionValue.resting)
        report()
      }
      words.bell.wait(while: bell)
    }
  }

  /// `item = produce()`
  @inline(__always)
  mutating func beginItem() throws(Interruption) {
    try findCell()
    item = cells.item(sequence: words.sequence.load() &+ 1)
    words.item.store(item.raw)
    words.registers.store(2)
  }

  @inline(__always)
  func beginTake() { words.registers.store(0) }
}
