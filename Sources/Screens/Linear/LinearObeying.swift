import Grid
import Lessons
import Model

// The effects of typed commands: the same as those of the screen's keys.

extension LinearCommand {
  /// Whether it is meant as a command even where any text can be an answer.
  var isForReading: Bool {
    switch self {
    case .next, .back, .hint, .steps, .step, .quit, .help, .page, .state, .ledger, .listing, .memory, .schedule, .again,
      .freePlay:
      true
    default: false
    }
  }
}

extension State {
  mutating func obey(_ command: LinearCommand) -> LinearReply {
    switch command {
    case .quit: return LinearReply([], [.quit])
    case .help: return LinearReply(helpSentences)
    case .state: return LinearReply(sentences)
    case .ledger: return LinearReply(ledgerSentences)
    case .listing: return LinearReply(listingSentences)
    case .schedule: return LinearReply([scheduleSentence])
    case .memory:
      var reply = LinearReply()
      reply.tellsMemory = true
      return reply
    default: break
    }
    guard let player, player.activity != .freePlay else { return experiment(with: command) }
    return play(player, command)
  }

  private var scheduleSentence: String {
    guard let schedule = snapshot?.schedule else {
      return "\(snapshot?.scheduleLoss ?? "The processes ran freely"), so there is no schedule.".capitalizedFirst
    }
    return schedule.moves.isEmpty ? "There is no step yet." : "The moves so far: \(schedule)"
  }

  // MARK: In a lesson

  private mutating func play(_ player: Player, _ command: LinearCommand) -> LinearReply {
    switch command {
    case .page: return LinearReply(pageText(tellsState: true))
    case .hint: return whyNotHint().map { LinearReply([$0.asSentence.capitalizedFirst]) } ?? LinearReply([], giveHint())
    case .steps: return LinearReply([], openStepList())
    case .step(let number):
      let count = player.lesson.steps.count
      guard 1...count ~= number else { return LinearReply(["There is no step \(number). Choose 1 to \(count)."]) }
      return LinearReply([], go(toStep: number - 1))
    case .back:
      return whyNotPreviousPage().map { LinearReply([$0.asSentence.capitalizedFirst]) }
        ?? LinearReply([], previousPage())
    case .freePlay:
      let effects = playFreely()
      message = nil
      return LinearReply(["Free play. Every move works now; lesson goes back to the lesson as it was."], effects)
    case .lesson: return LinearReply(["You are in the lesson already."])
    case .next: return goOn(player)
    case .giveUp: return player.isInChallenge ? giveUp(player) : LinearReply(["There is no challenge to give up here."])
    case .again: return LinearReply([], player.isInChallenge ? restartChallenge() : restartStep())
    case .undo where player.isInChallenge:
      return whyNotStepBackInChallenge().map { LinearReply([$0.asSentence.capitalizedFirst]) }
        ?? LinearReply(["One move back."], stepBack())
    case _ where player.isInChallenge: return experiment(with: command)
    default: return LinearReply(["Moves are for challenges. play begins free play, where every move works."])
    }
  }

  private mutating func goOn(_ player: Player) -> LinearReply {
    if player.activity == .over, player.next == nil {
      return LinearReply(["This was the last lesson here. quit leaves, steps lists the steps."])
    }
    if player.isInChallenge {
      return LinearReply(["The challenge is not won yet. Type moves, or give up to hear a solution."])
    }
    if player.isAsking {
      guard case .choice(let choices, _)? = player.page.prediction?.form else {
        return LinearReply(["Answer the question first, or type steps to go elsewhere."])
      }
      return LinearReply(["Answer first, 1 to \(choices.count), or type steps to go elsewhere."])
    }
    return LinearReply([], nextPage())
  }

  private mutating func giveUp(_ player: Player) -> LinearReply {
    let isFirst = player.challenge?.isGivenUp != true
    let effects = leaveChallenge()
    message = nil
    guard isFirst else { return LinearReply([], effects) }
    let hint = player.hints < player.page.hints.count ? "hint gives a hint. " : ""
    return LinearReply(["Not won yet. \(hint)Type give up again to hear a solution."], effects)
  }

  // MARK: With the experiment

  private mutating func experiment(with command: LinearCommand) -> LinearReply {
    let isFree = player?.activity != .reading
    switch command {
    case .moves(let moves): return make(moves)
    case .stepSelected: return step(selected, whyNotStep(selected))
    case .stepRole(let place): return doing(unless: whyNotStep(place)) { $0.stepNext(place) }
    case .stepAll: return doing(unless: whyNotStepAll()) { $0.stepEach() }
    case .add(let place): return doing(unless: whyNotAdd(place)) { $0.add(place) }
    case .onProcess(let verb, let id): return apply(verb, to: id ?? selected)
    case .undo, .back: return doing(unless: whyNotStepBack(), ["One move back."]) { $0.stepBack() }
    case .redo: return doing(unless: whyNotStepForward()) { $0.stepForward() }
    case .step: return LinearReply(["Name a process to step, such as P1."])
    case .lesson:
      return player?.activity == .freePlay
        ? LinearReply(["Back in the lesson."], endFreePlay()) : LinearReply(["This is no lesson."])
    case .run(let seconds) where isFree:
      var reply = LinearReply([
        "All processes run for \(Quantity.tenths(seconds)) \(seconds == 1 ? "second" : "seconds")."
      ])
      reply.runsFor = seconds
      return reply
    case .again where isFree: return doing(unless: nil) { $0.reset() }
    case .toggleSynchronization where isFree:
      return doing(unless: whyNotToggleSynchronization()) { $0.toggleSynchronization() }
    case .nextDiscipline where isFree: return doing(unless: whyNotNextDiscipline()) { $0.nextDiscipline() }
    case .disciplines: return LinearReply([disciplineSentence])
    case .discipline(let name) where isFree: return change(to: name)
    case .run, .again, .toggleSynchronization, .nextDiscipline, .discipline:
      return LinearReply(["Not in a challenge, which counts your moves. play begins free play."])
    case .hint, .steps, .giveUp, .next, .page, .freePlay:
      return LinearReply([player == nil ? "That is for lessons." : "That is for the lesson; lesson goes back to it."])
    case .quit, .help, .state, .ledger, .listing, .memory, .schedule: return LinearReply()
    }
  }

  /// The effects of an action, or the reason why there are none.
  private mutating func doing(
    unless reason: String?, _ lines: [String] = [], _ act: (inout State) -> [Effect]
  ) -> LinearReply {
    if let reason { return LinearReply([reason.spoken.asSentence.capitalizedFirst]) }
    let effects = act(&self)
    // The change itself is described.
    message = nil
    return LinearReply(lines, effects)
  }

  private mutating func step(_ id: WorkerID?, _ reason: String?) -> LinearReply {
    doing(unless: reason) { $0.step(id) }
  }

  /// One step of each process that is at its gate now: one by one, so that each is described.
  private mutating func stepEach() -> [Effect] {
    let ready = snapshot?.workers.filter { $0.state == .parked }.map(\.id) ?? []
    return pause() + ready.map { .command(.step($0)) }
  }

  private mutating func apply(_ verb: LinearCommand.Verb, to id: WorkerID?) -> LinearReply {
    guard let id, snapshot?.worker(id) != nil else {
      let names = snapshot?.workers.map(\.id).listed() ?? ""
      return LinearReply(["There is no \(id.map { "\($0)" } ?? "process selected"). The processes are \(names)."])
    }
    selected = id
    switch verb {
    case .select: return LinearReply(["\(id) is selected."])
    case .step: return step(id, whyNotStep(id))
    case .kill: return doing(unless: whyNotKill()) { $0.killSelected() }
    case .restart: return doing(unless: whyNotRestart()) { $0.restartSelected() }
    case .remove: return doing(unless: whyNotRemove()) { $0.removeSelected() }
    }
  }

  /// Several moves. Each is judged when its turn comes: the ones before it may make it possible.
  private mutating func make(_ moves: [Move]) -> LinearReply {
    guard let snapshot else { return LinearReply(["Nothing is running yet."]) }
    if moves.count == 1, let reason = whyNot(moves[0], snapshot) {
      return LinearReply([reason.spoken.asSentence.capitalizedFirst])
    }
    if case .step(let id)? = moves.last { selected = id }
    return LinearReply([], pause() + moves.map { .command(command(for: $0)) })
  }

  private func whyNot(_ move: Move, _ snapshot: Snapshot) -> String? {
    switch move {
    case .step(let id): snapshot.worker(id) == nil ? "there is no \(id)" : whyNotStep(id)
    case .add(let id):
      snapshot.whyNot(move).map { "\($0)" }
        ?? ((try? snapshot.newcomer(id.role)) == id ? nil : "the next process gets another name; type a or A to add it")
    case .kill, .restart, .remove: snapshot.whyNot(move).map { "\($0)" }
    }
  }

  private func command(for move: Move) -> Command {
    switch move {
    case .step(let id): .step(id)
    case .kill(let id): .kill(id)
    case .restart(let id): .restart(id)
    case .add(let id): .add(id.role)
    case .remove(let id): .remove(id)
    }
  }

  private var disciplineSentence: String {
    "The discipline is \(snapshot?.discipline.name ?? "none yet"). There are \(catalogue.map(\.name).listed())."
  }

  private mutating func change(to name: String) -> LinearReply {
    guard catalogue.contains(where: { $0.name == name }) else {
      return LinearReply(["\(shortened(name, within: 40, "...")) is not a discipline here. " + disciplineSentence])
    }
    return doing(unless: nil) { _ in [.command(.discipline(name))] }
  }
}

extension String {
  /// With a capital letter at its start, unless that is the name of a variable or a command of one letter.
  var capitalizedFirst: String {
    guard let first, first.isLowercase, prefix(while: { $0.isLetter }).count > 1 || hasPrefix("a ") else { return self }
    return first.uppercased() + dropFirst()
  }
}
