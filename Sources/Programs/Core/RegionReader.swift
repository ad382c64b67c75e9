import Model
import SharedMemory

/// Reads a region into values, without trusting its contents.
extension Region {
  /// The discipline that the workers follow.
  public var discipline: Discipline { Catalogue.disciplines[disciplineIndex] }

  /// The index of that discipline in the catalogue; the first one's for an invalid number.
  private var disciplineIndex: Int {
    let index = Int(control.discipline.load())
    return Catalogue.disciplines.indices.contains(index) ? index : 0
  }

  /// The operation that a worker is about to do or inside of.
  public func operation(of id: WorkerID, _ words: WorkerWords) -> Operation? {
    let operations = operations(of: id, words)
    let index = OperationWord(raw: words.operation.load()).operation
    return operations.indices.contains(index) ? operations[index] : nil
  }

  /// The operations of a worker under the present discipline, each naming the elements of arrays that it touches.
  public func operations(of id: WorkerID, _ words: WorkerWords) -> [Operation] {
    // Only the listing: copying a whole discipline for each step would cost more than granting it.
    let operations = Catalogue.disciplines[disciplineIndex].listing.operations(of: id.role)
    guard operations.contains(where: { $0.variable.place != nil }) else { return operations }
    let places = discipline.program.code.places(of: id, words, in: self)
    return operations.map { $0.resolved(places) }
  }

  /// The synchronizers of the present discipline, as the memory or the kernel shows them.
  public func synchronizers() -> [SynchronizerView] {
    elements(of: Catalogue.disciplines[disciplineIndex].synchronizers).map(view)
  }

  private func view(of synchronizer: Synchronizer) -> SynchronizerView {
    switch synchronizer.kind {
    case .semaphore:
      return SynchronizerView(synchronizer, value: semaphore(synchronizer.variable)?.value ?? 0)
    case .systemVSemaphore:
      guard let semaphore = systemVSemaphore(synchronizer.variable) else {
        return SynchronizerView(synchronizer, value: 0)
      }
      return SynchronizerView(
        synchronizer, value: semaphore.value, waiters: semaphore.waiters, lastPid: semaphore.lastPid)
    case .mutex:
      let owner = mutex(synchronizer.variable)?.owner
      return SynchronizerView(synchronizer, value: owner == nil ? 1 : 0, owner: owner)
    case .readWriteLock:
      let lock = readWriteLock(synchronizer.variable)
      return SynchronizerView(synchronizer, value: lock?.isFree == false ? 0 : 1, owner: lock?.writer)
    case .spinlock:
      let owner = Int32(truncatingIfNeeded: lock.load())
      return SynchronizerView(synchronizer, value: owner == 0 ? 1 : 0, owner: owner == 0 ? nil : owner)
    case .condition: return SynchronizerView(synchronizer, value: 0)
    case .count:
      let count = count(synchronizer.variable)?.load() ?? 0
      return SynchronizerView(synchronizer, value: Int(Int64(bitPattern: count)))
    }
  }

  /// A worker as it describes itself in its record.
  public func view(of id: WorkerID, _ words: WorkerWords, pid: Int32) -> WorkerView {
    let program = discipline.program
    let place = OperationWord(raw: words.operation.load())
    var registers: [Register] = []
    let state = state(words)
    // A worker that moves data without a ledger, as fast as it can, does not report its position.
    let isSilent = control.ledger.load() == 0 && control.attention.load() == 0 && state == .running
    let shown = isSilent ? 0 : words.registers.load()
    if shown & RegionValue.showsIndex != 0 {
      registers.append(Register(program.part(id.role)?.register ?? "r", .number(words.index.load())))
    }
    if shown & RegionValue.showsItem != 0 { registers.append(Register("item", .item(item(words.item.load())))) }
    return WorkerView(
      id: id, pid: pid, state: state, operation: isSilent ? nil : place.operation, word: place.word.rawValue,
      registers: registers, places: program.code.places(of: id, words, in: self),
      items: program.code.done(id.role, words),
      isLeaving: words.order.load() == RegionValue.leave)
  }

  private func state(_ words: WorkerWords) -> WorkerState {
    switch words.state.loadAcquire() {
    case RegionValue.absent, RegionValue.starting: .starting
    case RegionValue.running: .running
    case RegionValue.parked: .parked
    case RegionValue.blocked: variable(of: words).map(WorkerState.blocked) ?? .unreadable
    case RegionValue.spinning: variable(of: words).map(WorkerState.spinning) ?? .unreadable
    case RegionValue.resting: .resting
    case RegionValue.finished: .finished
    default: .unreadable
    }
  }

  /// The item that a word identifies; nil if no producer can have written it.
  func item(_ raw: UInt64) -> Item? {
    let word = ItemWord(raw: raw)
    return word.isPossible(in: layout) ? Item(producer: word.producer, sequence: word.sequence) : nil
  }

  /// The operations that workers did last below full speed, in the order in which they did them.
  public func events(of workers: [(id: WorkerID, words: WorkerWords)]) -> [Event] {
    var events: [Event] = []
    for (id, words) in workers {
      let count = words.eventCount.loadAcquire()
      for number in count &- min(count, UInt64(WorkerWords.eventCapacity))..<count {
        let word = EventWord(raw: words.event(number).load())
        events.append(Event(ticket: word.ticket, worker: id, operation: word.operation, blocked: word.isBlocked))
      }
    }
    return events.sorted { $0.ticket < $1.ticket }
  }

  /// The last errors, as each worker recorded them.
  public func incidents(of workers: [(id: WorkerID, words: WorkerWords)]) -> [Incident] {
    var incidents: [Incident] = []
    for (id, words) in workers {
      let count = words.incidentCount.loadAcquire()
      for number in count &- min(count, UInt64(WorkerWords.incidentCapacity))..<count {
        let place = words.incident(number)
        let head = IncidentWord(raw: place.load())
        guard let kind = Incident.Kind(rawValue: head.kind) else { continue }
        incidents.append(
          Incident(
            kind: kind, worker: id, slot: head.slot.rawValue, item: item(place[1].load()),
            other: item(place[2].load()), number: number))
      }
    }
    return incidents.sorted { $0.number < $1.number }
  }
}
