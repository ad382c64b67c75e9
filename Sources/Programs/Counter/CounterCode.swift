import SharedMemory

/// A discipline of the counter.
protocol CounterCode: Code {
  /// Adds one.
  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

extension CounterCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    while worker.mayBegin() {
      worker.words.registers.store(0)
      do { try add(&worker) } catch { return }
    }
  }
}
