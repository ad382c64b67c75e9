import Grid
import Model

/// Why a schedule leads to a fault, in a sentence or two, with code between backticks.
public struct FindingReason {
  private let moves: [TracedMove]
  private let fault: Fault

  /// - Parameter moves: all moves of the schedule; the last one shows the fault.
  public init(_ fault: Fault, _ moves: [TracedMove]) {
    self.fault = fault
    self.moves = moves
  }

  /// - Parameters:
  ///   - waits: the waits that will never end.
  ///   - troubles: the workers that a signal has ended.
  public func sentences(waits: [Wait], miscounts: [Miscount], troubles: [Trouble]) -> String {
    let effect: String? =
      switch fault {
      case .deadlock, .sleeper: waits.map { $0.sentence(naming: \.code) + "." }.joined(separator: " ")
      case .count: miscounts.map { $0.sentence(naming: \.code) + "." }.joined(separator: " ")
      case .crash: troubles.filter { $0.kind == .crashed }.map { "\($0.worker) was ended by a signal." }.first
      case .lost, .duplicated, .torn, .phantom, .sum, .overlap: nil
      }
    return [kills, cause, effect.flatMap { $0.isEmpty ? nil : $0 } ?? lastEffect].compactMap { $0 }
      .joined(separator: " ")
  }

  /// "P1 was killed before `sem_post(mutex)`."
  private var kills: String? {
    let sentences = moves.compactMap { traced -> String? in
      guard case .kill(let id) = traced.move, let worker = traced.before.worker(id) else { return nil }
      guard let operation = traced.before.operation(of: worker) else { return "\(id) was killed." }
      let place = worker.isBlocked ? "asleep in" : "before"
      return "\(id) was killed \(place) `\(operation.line)`."
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// The narrator's words for the last move.
  private var lastEffect: String {
    guard let last = moves.last else { return "" }
    if let kind = fault.incident, let incident = last.after.incidents.last(where: { $0.kind == kind }),
      !last.before.incidents.contains(incident)
    {
      return incident.words(.unicode) + "."
    }
    let newest = last.before.events.last
    let events = last.after.events.filter { event in newest.map { $0.isBefore(event) } ?? true }
    return Narrator(before: last.before, now: last.after, glyphs: .unicode).sentence(events)
  }

  // MARK: - Reads of one value

  /// A copy of a shared word in a register.
  private struct Read {
    var position: Int
    var process: WorkerID
    var variable: SharedVariable
    var value: UInt64
  }

  /// "A2 read `counter` = 0 after A1 had read it and before A1 stored."
  private var cause: String? {
    guard [.lost, .duplicated, .torn, .phantom, .sum].contains(fault), let last = moves.last?.move.worker,
      let own = reads.last(where: { $0.process == last })
    else { return nil }
    let others = reads.filter { read in
      read.process != last && read.variable == own.variable && read.value == own.value
        && !isStored(own.variable, between: min(read.position, own.position), max(read.position, own.position))
    }
    guard let other = others.last else { return nil }
    let (first, second) = own.position < other.position ? (own, other) : (other, own)
    return
      "\(second.process) read \(own.variable.code) = \(second.value) after \(first.process) had read it and before "
      + "\(first.process) stored \(own.variable.code)."
  }

  private var reads: [Read] {
    moves.enumerated().compactMap { position, traced in
      guard case .step(let id) = traced.move, let worker = traced.before.worker(id),
        let operation = traced.before.operation(of: worker), operation.kind == .load, operation.variable.span == .word,
        let value = traced.before.values[operation.variable]
      else { return nil }
      return Read(position: position, process: id, variable: operation.variable, value: value)
    }
  }

  private func isStored(_ variable: SharedVariable, between first: Int, _ last: Int) -> Bool {
    moves[first..<last].contains { traced in
      guard case .step(let id) = traced.move, let worker = traced.before.worker(id) else { return false }
      guard let operation = traced.before.operation(of: worker) else { return false }
      return operation.variable == variable && [.store, .update].contains(operation.kind)
    }
  }
}

extension Fault {
  /// The kind of incident that records it.
  fileprivate var incident: Incident.Kind? {
    switch self {
    case .lost: .lost
    case .duplicated: .duplicated
    case .torn: .torn
    case .phantom: .phantom
    case .sum, .overlap, .count, .crash, .deadlock, .sleeper: nil
    }
  }
}
