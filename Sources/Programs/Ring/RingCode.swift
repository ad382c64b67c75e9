import Model
import SharedMemory

/// A discipline of the bounded buffer. The correct ones are inlined into the loops, because after a system call the
/// processor predicts no return address.
protocol RingCode: Code {
  /// Puts the worker's item into the ring.
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
  /// Takes an item from the ring.
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

extension RingCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    if worker.id.role == .producer {
      worker.seen = worker.region.out.loadAcquire()
      while worker.mayBegin() {
        do {
          try worker.beginItem()
          try put(&worker)
        } catch { return }
      }
    } else {
      worker.seen = worker.region.in.loadAcquire()
      while worker.mayBegin() {
        worker.beginTake()
        do { try take(&worker) } catch { return }
      }
    }
  }
}
