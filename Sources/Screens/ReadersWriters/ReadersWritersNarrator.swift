import Grid
import Model

extension Narrator {
  /// About the value, the counts and the version; nil where the general words do.
  func sharedValueSentence(_ event: Event, _ operation: Operation) -> String? {
    let id = event.worker
    switch operation.variable.array {
    case ReadersWritersScreen.value.array: return aboutValue(id, operation)
    case ReadersWritersScreen.version.array: return aboutVersion(id, operation)
    case ReadersWritersScreen.readcount.array: return aboutCount(id, operation, of: "readers")
    case ReadersWritersScreen.writecount.array: return aboutCount(id, operation, of: "writers")
    default: return operation.text.hasPrefix("if (") ? aboutFirstOrLast(event, operation) : nil
    }
  }

  private func aboutValue(_ id: WorkerID, _ operation: Operation) -> String {
    let isWriter = id.role == ReadersWritersScreen.writer
    let word = operation.variable.index ?? 0
    let number = grouped(now.values[operation.variable] ?? 0)
    if let before, now.ledger.torn > before.ledger.torn {
      return "\(id) copied words of two values: its copy is torn."
    }
    if let before, now.ledger.overlaps > before.ledger.overlaps {
      let others = before.inValue.filter { $0 != id }
      return "\(id) entered, though \(others.listed()) \(others.count == 1 ? "is" : "are") inside."
    }
    switch word {
    case 0:
      let others = now.inValue.filter { $0 != id }
      let company = isWriter || others.isEmpty ? "" : " together with \(others.listed())"
      return isWriter
        ? "\(id) is inside and wrote the first word, \(number). A process that read now would copy words of two values."
        : "\(id) is inside\(company) and copied the first word, \(number)."
    case now.valueWords.count - 1:
      return isWriter
        ? "\(id) wrote the last word: the value is whole again, and \(id) is no longer inside."
        : "\(id) copied the last word, \(number). Its copy is one whole value."
    default:
      return isWriter ? "\(id) wrote the next word, \(number)." : "\(id) copied the next word, \(number)."
    }
  }

  private func aboutVersion(_ id: WorkerID, _ operation: Operation) -> String {
    let version = now.values[ReadersWritersScreen.version] ?? 0
    switch operation.kind {
    case .store:
      return version & 1 == 1
        ? "\(id) made `version` odd (\(grouped(version))): a reader now knows that it must read again."
        : "\(id) made `version` even (\(grouped(version))): the value is whole."
    case .load:
      let read = now.worker(id)?.index ?? 0
      return "\(id) read `version`: \(grouped(read)), " + (read & 1 == 1 ? "odd: a writer is writing." : "even.")
    default:
      return before?.worker(id)?.items == now.worker(id)?.items
        ? "\(id) found `version` changed: its copy may mix two values. It reads again."
        : "\(id) found `version` unchanged: its copy is one whole value."
    }
  }

  private func aboutCount(_ id: WorkerID, _ operation: Operation, of whom: String) -> String {
    let (variable, register) = (operation.variable, now.worker(id)?.index ?? 0)
    let count = now.values[variable] ?? 0
    guard operation.kind == .store else {
      let others = now.workers.filter {
        $0.id != id && $0.isAlive && now.operation(of: $0)?.variable == variable
          && now.operation(of: $0)?.kind == .store
      }
      guard let other = others.first else { return "\(id) read \(variable.code): \(grouped(register))." }
      return "\(id) read \(variable.code): \(grouped(register)), before \(other.id) stored its sum. "
        + "Both will store what they computed from the same number."
    }
    let direction = operation.text.hasSuffix("+ 1") ? "in" : "out"
    let sentence = "\(id) counted itself \(direction): \(variable.code) is \(grouped(count))."
    guard let old = before?.values[variable], old != register else { return sentence }
    return
      "\(id) stored \(grouped(count)) over \(grouped(old)): \(whom) that counted themselves meanwhile are forgotten."
  }

  /// About an operation that only the first or the last of a role carries out.
  private func aboutFirstOrLast(_ event: Event, _ operation: Operation) -> String? {
    let (id, variable, register) = (event.worker, operation.variable, now.worker(event.worker)?.index ?? 0)
    let role = now.discipline.program.noun(id.role)
    if event.blocked {
      return "\(id) is the first \(role), so it must take \(variable.code), which is 0. "
        + "The kernel puts it to sleep until another process posts \(variable.code)."
    }
    if operation.kind == .wait {
      return register == 0
        ? "\(id) is the first \(role): it took \(variable.code) for all of them."
        : "\(id) is not the first \(role), and need not take \(variable.code)."
    }
    return register == 1
      ? "\(id) was the last \(role): it posted \(variable.code), and the other role can enter."
      : "\(id) is not the last \(role), and leaves \(variable.code) alone."
  }
}
