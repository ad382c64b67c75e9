import Model
import SharedMemory

/// Reads a region into values, believing nothing that it finds there.
extension Region {
  /// The discipline that the workers follow.
  public var discipline: Discipline { Catalogue.disciplines[disciplineIndex] }

  /// The place of that discipline in the catalogue; the first one's for a number that no discipline has.
  private var disciplineIndex: Int {
    let index = Int(control.discipline.load())
    return Catalogue.disciplines.indices.contains(index) ? index : 0
  }

  /// The operation that a worker is about to do or inside of.
  public func operation(of id: WorkerID) -> Operation? {
    let operations = operations(of: id.role)
    let index = OperationWord(raw: workers[id.record].operation.load()).operation
    return operations.indices.contains(index) ? operations[index] : nil
  }

  /// The operations of a role under the present discipline.
  public func operations(of role: Role) -> [Operation] {
    // The listing alone: copying a whole discipline for each step would cost more than granting it.
    Catalogue.disciplines[disciplineIndex].listing.operations(of: role)
  }

  /// What the workers wait by under the present discipline, as the memory or the kernel shows it.
  public func synchronizers() -> [SynchronizerView] { Catalogue.disciplines[disciplineIndex].synchronizers.map(view) }

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
      let owner = pthreadMutex.owner
      return SynchronizerView(synchronizer, value: owner == nil ? 1 : 0, owner: owner)
    case .spinlock:
      let owner = Int32(truncatingIfNeeded: lock.load())
      return SynchronizerView(synchronizer, value: owner == 0 ? 1 : 0, owner: owner == 0 ? nil : owner)
    case .condition: return SynchronizerView(synchronizer, value: 0)
    case .count:
      return SynchronizerView(synchronizer, value: Int(Int64(bitPattern: count.load())))
    }
  }

  func semaphore(_ variable: SharedVariable) -> SharedSemaphore? {
    switch variable {
    case .empty: empty
    case .full: full
    case .mutex: mutex
    default: nil
    }
  }

  func systemVSemaphore(_ variable: SharedVariable) -> SystemVSemaphore? {
    guard control.hasSemaphores.load() != 0,
      let member = [SystemVMember.empty, .full, .mutex].first(where: { $0.variable == variable })
    else { return nil }
    return SystemVSemaphore(set: Int32(bitPattern: control.semaphores.load()), member: member.rawValue)
  }

  /// The variable of a member of the System V semaphore set, if that is the set's id.
  public func variable(ofMember member: UInt16, inSet set: Int32) -> SharedVariable? {
    guard control.hasSemaphores.load() != 0, Int32(bitPattern: control.semaphores.load()) == set else { return nil }
    return SystemVMember(rawValue: Int32(member))?.variable
  }

  /// The variable that this offset in the region is a word of, if it is one that a process can sleep on.
  public func variable(at offset: Int) -> SharedVariable? {
    let address = base + offset
    switch address {
    case empty.address: return .empty
    case full.address: return .full
    case mutex.address, pthreadMutex.address: return .mutex
    default: return notFull.contains(address) ? .notFull : notEmpty.contains(address) ? .notEmpty : nil
    }
  }

  /// Whether the word at this offset is the wakeFutex at which a worker waits at its gate.
  public func isWakeFutex(at offset: Int) -> Bool { workers.contains { $0.wakeFutex.address == base + offset } }

  /// What a worker says of itself.
  public func view(of id: WorkerID, pid: Int32) -> WorkerView {
    let words = workers[id.record]
    let place = OperationWord(raw: words.operation.load())
    var registers: [Register] = []
    let state = state(words)
    // Who only moves data, as fast as it can, does not say where it is.
    let isSilent = control.ledger.load() == 0 && control.attention.load() == 0 && state == .running
    let shown = isSilent ? 0 : words.registers.load()
    if shown & RegionValue.showsIndex != 0 { registers.append(Register(id.role.register, .number(words.index.load()))) }
    if shown & RegionValue.showsItem != 0 { registers.append(Register("item", .item(item(words.item.load())))) }
    return WorkerView(
      id: id, pid: pid, state: state, operation: isSilent ? nil : place.operation, word: place.word,
      registers: registers,
      items: words.done(id.role),
      isLeaving: words.order.load() == RegionValue.leave)
  }

  private func state(_ words: WorkerWords) -> WorkerState {
    switch words.state.loadAcquire() {
    case RegionValue.absent, RegionValue.starting: .starting
    case RegionValue.running: .running
    case RegionValue.parked: .parked
    case RegionValue.blocked: words.variable.map(WorkerState.blocked) ?? .unreadable
    case RegionValue.spinning: words.variable.map(WorkerState.spinning) ?? .unreadable
    case RegionValue.resting: .resting
    case RegionValue.finished: .finished
    default: .unreadable
    }
  }

  /// The item that a word names, nil if no producer can have written it.
  func item(_ raw: UInt64) -> Item? {
    let word = ItemWord(raw: raw)
    return word.isPossible(in: layout) ? Item(producer: word.producer, sequence: word.sequence) : nil
  }

  /// What stands in every slot. `workers` tells a slot that is being written from one that is torn.
  public func slotContents(_ workers: [WorkerView]) -> [Slot] {
    let storing = discipline.listing.operations(of: .producer).firstIndex { $0.kind == .store && $0.variable == .slot }
    let writers = workers.filter { $0.isAlive && $0.operation == storing && $0.word > 0 && $0.id.role == .producer }
    return (0..<layout.slotCount).map { number in
      let contents = contents(ofSlot: number, writers)
      let overwrite = overwrite(number)
      let overwriter = overwrite.loadAcquire()
      if overwriter != 0, overwriter == slot(number).load() {
        return Slot(contents, overwrote: item(overwrite[1].load()))
      }
      return Slot(contents)
    }
  }

  private func contents(ofSlot number: Int, _ writers: [WorkerView]) -> SlotContents {
    let slot = slot(number)
    let first = slot.loadAcquire()
    var other = first
    for word in 1..<layout.slotWords {
      let value = slot[word].load()
      if value != first { other = value }
    }
    guard first == other else {
      if let writer = writers.first(where: { writes($0, into: number) }), let item = item(first) {
        return .writing(item, words: writer.word)
      }
      return .torn(item(first), item(other))
    }
    if first == 0 { return .empty }
    guard let item = item(first) else { return .foreign }
    return .whole(item, taken: isTaken(ItemWord(raw: first)))
  }

  /// Whether a worker's copy of the index means this slot.
  private func writes(_ worker: WorkerView, into number: Int) -> Bool {
    if case .number(let index)? = worker.registers.first?.value { wrapped(index) == number } else { false }
  }

  /// The operations that workers did last below full speed, in the order in which they did them.
  public func events(of ids: [WorkerID]) -> [Event] {
    var events: [Event] = []
    for id in ids {
      let words = workers[id.record]
      let count = words.eventCount.loadAcquire()
      for number in count &- min(count, UInt64(WorkerWords.eventCapacity))..<count {
        let word = EventWord(raw: words.event(number).load())
        events.append(Event(ticket: word.ticket, worker: id, operation: word.operation, blocked: word.isBlocked))
      }
    }
    return events.sorted { $0.ticket < $1.ticket }
  }

  /// What went wrong last, as each worker wrote it down.
  public func incidents(of ids: [WorkerID]) -> [Incident] {
    var incidents: [Incident] = []
    for id in ids {
      let words = workers[id.record]
      let count = words.incidentCount.loadAcquire()
      for number in count &- min(count, UInt64(WorkerWords.incidentCapacity))..<count {
        let place = words.incident(number)
        let head = IncidentWord(raw: place.load())
        guard let kind = Incident.Kind(rawValue: head.kind) else { continue }
        incidents.append(
          Incident(
            kind: kind, worker: id, slot: head.slot, item: item(place[1].load()),
            other: item(place[2].load()), number: number))
      }
    }
    return incidents.sorted { $0.number < $1.number }
  }
}

extension Region {
  /// The text of the program *message*, and what each reader copied out of it.
  public func messageView(readers: [WorkerID]) -> MessageView {
    let text = Text(message.text)
    let heard = readers.filter { $0.role == .reader }.map { reader in
      let copy = Text(message.heard(by: reader.number))
      return (reader, MessageView.Copy(text: copy.string, isWhole: copy.isWhole))
    }
    return MessageView(
      text: text.string, isWhole: text.isWhole, version: message.version.load(),
      heard: Dictionary(uniqueKeysWithValues: heard))
  }
}

extension WorkerWords {
  /// The variable that it waits for.
  public var variable: SharedVariable? { SharedVariable(rawValue: UInt8(truncatingIfNeeded: waitsFor.load())) }
}
