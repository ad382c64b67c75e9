import SharedMemory

/// A discipline of the message.
protocol MessageCode: Code {
  /// Writes the next message.
  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
  /// Copies the message out.
  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

extension MessageCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    while worker.mayBegin() {
      worker.words.registers.store(0)
      do {
        if worker.id.role == .writer { try write(&worker) } else { try read(&worker) }
      } catch { return }
    }
  }
}
