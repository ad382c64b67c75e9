import Grid
import Model

// An experiment in sentences: the memory, the objects on which processes wait, the processes and the ledger.

extension State {
  /// The whole experiment in short sentences.
  public var sentences: [String] {
    guard let snapshot, let scene = Scene(self) else { return ["Nothing is running yet."] }
    let discipline = snapshot.discipline
    return
      (["This is the \(discipline.program.title) with the discipline \(discipline.name), \(discipline.title)."]
      + discipline.program.screen.sentences(snapshot, glyphs) + snapshot.synchronizerSentences
      + snapshot.workers.map { snapshot.sentence(about: $0, glyphs) } + deadlockSentences + [scene.ledgerSentence])
      .map(\.spoken)
  }

  /// The shared memory and the processes only, for the beginning of a page.
  var briefSentences: [String] {
    guard let snapshot else { return [] }
    let discipline = snapshot.discipline
    return
      (discipline.program.screen.sentences(snapshot, glyphs) + snapshot.synchronizerSentences
      + snapshot.workers.map { snapshot.sentence(about: $0, glyphs) }).map(\.spoken)
  }

  /// The ledger with everything that it counts, and the errors.
  public var ledgerSentences: [String] {
    guard let snapshot, let scene = Scene(self) else { return ["Nothing is running yet."] }
    let counts = snapshot.ledger
    let errors = [
      ("lost", counts.lost), ("duplicated", counts.duplicated), ("torn", counts.torn), ("phantom", counts.phantom),
      ("inside together", counts.overlaps),
    ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
    let measures = snapshot.measures.filter { $0.value > 0 }.map { "\($0.title) \($0.value)" }
    let incidents = snapshot.incidents.suffix(Self.mostIncidents).map { $0.words(glyphs).asSentence }
    let rest = snapshot.incidents.count - incidents.count
    return
      ([scene.ledgerSentence] + (errors.isEmpty ? [] : ["Errors: \(errors.joined(separator: ", "))."])
      + (measures.isEmpty ? [] : ["Also counted: \(measures.joined(separator: ", "))."])
      + (rest > 0 ? ["The last \(Self.mostIncidents) of \(snapshot.incidents.count) errors:"] : []) + incidents)
      .map(\.spoken)
  }

  private static let mostIncidents = 10

  /// Says that nobody will ever move again, and why.
  var deadlockSentences: [String] {
    guard isDeadlocked, let snapshot else { return [] }
    return ["Deadlock: every process waits for ever."] + snapshot.waits.map { $0.sentence.asSentence }
  }

  /// The listing of each role, with the processes at their lines.
  public var listingSentences: [String] {
    guard let snapshot else { return ["Nothing is running yet."] }
    return snapshot.discipline.program.parts.flatMap { part in
      var number = 0
      let lines = snapshot.discipline.listing.lines(of: part.role).map { line in
        let here = line.operation == nil ? [] : snapshot.workers(at: number, of: part.role)
        if line.operation != nil { number += 1 }
        let names = here.isEmpty ? "" : "   (here: \(here.listed()))"
        return "  \(line.text)\(names)"
      }
      return ["The \(part.noun):"] + lines
    }
  }

  /// The memory by its name, the system's account of it, and its place in each process.
  public var memorySentences: [String] {
    guard let snapshot else { return ["Nothing is running yet."] }
    let memory = snapshot.memory
    let facts = memory.facts.map { "\($0.label) \($0.value)" }
    let mappings = snapshot.bytes?.mappings ?? []
    return ["The memory is \(memory.name)." + (memory.isRemoved ? " Somebody has removed its name." : "")]
      + (facts.isEmpty ? [] : ["The system says: \(facts.joined(separator: ", "))."])
      + mappings.map { mapping in
        let name = mapping.worker.map { "\($0), process \(mapping.pid)," } ?? "Ringside, process \(mapping.pid),"
        return "\(name) has mapped it at \(hexadecimal(mapping.base)), \(mapping.permissions)."
      }
  }
}

extension Scene {
  /// The law and the verdict.
  var ledgerSentence: String {
    guard snapshot.keepsLedger else { return "Nothing is accounted for." }
    let law = (screen.law(self).first ?? "").replacing(" = ", with: " is ").replacing(" + ", with: " plus ")
    let verdict = (verdicts.first ?? []).text
    let bare = [glyphs.right, glyphs.wrong].reduce(verdict) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : $0 }
    return "Ledger: \(law.spoken);\(" " + bare.spoken)."
  }
}

extension Snapshot {
  fileprivate func workers(at operation: Int, of role: Role) -> [WorkerID] {
    workers.filter { $0.id.role == role && $0.isAlive && $0.operation == operation }.map(\.id)
  }

  /// A sentence for each synchronizer that the program uses.
  var synchronizerSentences: [String] {
    let used = synchronizers.filter { discipline.consults($0.variable) }
    return used.map { view in
      let waiting = waiting(for: view.variable)
      let verb = view.hasValue ? "wait" : "sleep"
      let sleepers =
        waiting.isEmpty
        ? "" : " \(waiting.listed()) \(waiting.count == 1 ? "\(verb)s" : verb) \(view.hasValue ? "for" : "on") it."
      let miscount = pace == .step ? miscounts.first { $0.variable == view.variable } : nil
      let correction = miscount.map { " It should be \($0.expected)." } ?? ""
      return "\(sentence(about: view))\(correction)\(sleepers)"
    }
  }

  private func sentence(about view: SynchronizerView) -> String {
    let name = view.variable.name
    guard view.hasValue else { return "\(name) is a condition." }
    guard !view.synchronizer.namesItsHolder else {
      guard let owner = view.owner else { return "\(name) is free." }
      guard let holder = view.holder else { return "\(name) is held by \(owner), which is not one of these processes." }
      let died = worker(holder)?.isAlive == true ? "" : ", which died with it"
      return "\(name) is held by \(holder)\(died)."
    }
    let inside = view.synchronizer.isExclusive ? insideCriticalSection : []
    let isDead = view.synchronizer.isExclusive ? diedInside : nil
    let place =
      inside.isEmpty
      ? isDead.map { " \($0) died inside." } ?? "" : " \(inside.listed()) \(inside.count == 1 ? "is" : "are") inside."
    return "\(name) is \(view.value).\(place)"
  }

  /// The place of a process and its registers.
  func sentence(about worker: WorkerView, _ glyphs: GlyphSet) -> String {
    let id = worker.id
    let operation = operation(of: worker)?.line(by: worker, in: self)
    let place: String
    switch worker.state {
    case .starting: place = "\(id) is starting."
    case .running: place = "\(id) is running."
    case .parked: place = operation.map { "\(id) is about to do \($0)." } ?? "\(id) is at its start."
    case .blocked, .spinning:
      let verb = worker.isBlocked ? "is blocked" : "spins"
      let why = wait(of: worker)?.sentence.asSentence ?? ""
      place = "\(id) \(verb)\(operation.map { " in \($0)" } ?? ""). \(why)"
    case .resting: place = "\(id) rests."
    case .finished: place = "\(id) has finished its work."
    case .ended(let ending): place = "\(id) has ended: \(ending.words)."
    case .unreadable: place = "Somebody wrote into the record of \(id), and it no longer says what \(id) does."
    }
    guard worker.isAlive else { return place }
    let registers = worker.registers.map { register in
      switch register.value {
      case .number(let number): "\(register.name) is \(number)"
      case .item(let item): "\(register.name) is \(item?.name(glyphs) ?? "no item")"
      }
    }
    return place + (registers.isEmpty ? "" : " Its own \(registers.listed()).")
      + (worker.isLeaving ? " It leaves when its item is done." : "")
  }
}
