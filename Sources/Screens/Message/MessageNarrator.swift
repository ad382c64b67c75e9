import Grid
import Model

extension Narrator {
  /// A sentence about the text or its version; nil for anything else.
  func messageSentence(_ event: Event, _ operation: Operation) -> String? {
    let id = event.worker
    let register = now.worker(id)?.index
    let isVersion = operation.variable == MessageScreen.version
    switch operation.kind {
    case .compute: return "\(id) composes the next message in memory of its own\(progress(id))."
    case .load where isVersion:
      return
        "\(id) read `version`: \(grouped(register ?? 0)), \(isOdd(register) ? "odd: the writer is writing" : "even")."
    case .store where isVersion:
      let version = now.message?.version ?? 0
      return isOdd(version)
        ? "\(id) made `version` odd (\(grouped(version))): a reader now knows that it must read again."
        : "\(id) made `version` even (\(grouped(version))): the message is whole."
    case .store:
      // A process without write access has written nothing.
      if now.worker(id)?.isAlive == false { return "\(id) tried to write into the text." }
      return "\(id) writes the text, piece by piece\(progress(id))."
    case .load: return "\(id) copies the text, piece by piece\(progress(id))."
    case .test where isVersion:
      // The number of messages that a reader has read increases when its copy was whole.
      return before?.worker(id)?.items == now.worker(id)?.items
        ? "\(id) found `version` changed: its copy may mix two messages. It reads again."
        : "\(id) found `version` unchanged: its copy is one whole message."
    default: return nil
    }
  }

  private func isOdd(_ number: UInt64?) -> Bool { (number ?? 0) & 1 == 1 }

  private func progress(_ id: WorkerID) -> String {
    guard let worker = now.worker(id), worker.word > 0 else { return "" }
    return ": \(worker.word) of \(MessageView.words) words are done"
  }
}
