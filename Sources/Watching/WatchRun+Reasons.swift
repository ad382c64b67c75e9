import Glibc
import Model

// Why it does not go on.

extension WatchRun {
  /// The crashes, in sentences.
  public var crashes: [String] {
    program.crashes.map { crash in
      let place = types.place(of: crash.task).map { ", after \($0.fileName):\($0.line)" } ?? ""
      let short = program.objects.first { $0.isMemory && ($0.fileSize ?? $0.size) < $0.size }
      let why =
        crash.signal == SIGBUS
        ? short.map {
          "; \($0.words) has \($0.fileSize ?? 0) bytes and is mapped with \($0.size): call ftruncate first"
        } : nil
      return "\(crash.task.name) was ended by \(signalName(crash.signal))\(place)\(why ?? "")"
    }
  }

  var reasons: WaitReasons {
    WaitReasons(tasks: program.livingTasks, objects: program.objects, types: types, history: history)
  }

  /// The waits of the blocked tasks, in sentences.
  public var waits: [String] {
    let reasons = reasons
    let circle = Self.links(reasons)
    guard let first = circle.first else { return reasons.sentences }
    let words = circle.map { "\($0.task) \u{2192} \($0.field.isEmpty ? "its end" : $0.field) \u{2192} " }.joined()
    return reasons.sentences + ["the circle: \(words)\(first.task)"]
  }

  /// The same without the circle.
  public var waitSentences: [String] { reasons.sentences }

  /// The tasks that wait for each other in a circle, if there is one.
  public var circle: [WatchedState.Link] { Self.links(reasons) }

  private static func links(_ reasons: WaitReasons) -> [WatchedState.Link] {
    reasons.circle.map { WatchedState.Link(task: "\($0.task)", field: $0.field) }
  }

  /// The tasks that hold what is at a place and give it back themselves, in order: those inside a critical section.
  func insiders(_ object: SharedObjectView, at offset: Int) -> [TaskName] {
    let holders = history.holders(SynchronizerHistory.Key(object: object.index, offset: offset))
    // A semaphore that counts more than one thing lets nobody inside.
    guard !holders.isEmpty, !history.isCounting(SynchronizerHistory.Key(object: object.index, offset: offset)) else {
      return []
    }
    let field = types.name(of: object, at: offset)
    return program.livingTasks.filter { holders[$0.name] != nil && reasons.canGive($0, field) }.map(\.name).sorted()
  }
}
