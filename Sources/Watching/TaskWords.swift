import CWatch
import Glibc

/// The record of a task: a process or a thread. Only the task writes most of it; it may write anything.
struct TaskWords {
  let pointer: UnsafeMutablePointer<watch_task>

  init(_ base: UnsafeMutableRawPointer) { pointer = base.assumingMemoryBound(to: watch_task.self) }

  private func word(_ field: PartialKeyPath<watch_task>) -> UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<watch_task>.offset(of: field)!)
      .assumingMemoryBound(to: UInt32.self)
  }

  var state: UInt32 { watch_load(word(\watch_task.state)) }
  var granted: UInt32 { watch_load(word(\watch_task.granted)) }
  var passed: UInt32 { watch_load(word(\watch_task.passed)) }
  var retry: UInt32 { watch_load(word(\watch_task.retry)) }
  var retried: UInt32 { watch_load(word(\watch_task.retried)) }
  var pid: Int32 { pointer.pointee.pid }
  var tid: Int32 { pointer.pointee.tid }
  var alarm: UInt64 { pointer.pointee.alarm }
  /// Whether it is not the first thread of its process.
  var isThread: Bool { pointer.pointee.thread != 0 }
  /// A copy of the rest.
  var contents: watch_task { pointer.pointee }

  func wake() { watch_ring(word(\watch_task.futex)) }

  /// Grants so many operations, one after the other.
  func grant(_ count: Int = 1) {
    watch_store(word(\watch_task.granted), granted &+ UInt32(count))
    wake()
  }

  /// Takes back what was granted and is not begun.
  func withdraw() { watch_store(word(\watch_task.granted), passed) }

  func tryAgain() {
    watch_store(word(\watch_task.retry), retry &+ 1)
    wake()
  }

  /// Tells it that the time of its wait is over.
  func expire() {
    watch_store(word(\watch_task.expired), retry &+ 1)
    tryAgain()
  }
}

/// The text in a fixed array of characters, up to its zero byte or its end.
func text<Characters>(_ characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

/// The numbers in a fixed array, as many as a count that may be anything says.
func numbers<Values>(_ values: Values, count: UInt32) -> [UInt64] {
  withUnsafeBytes(of: values) { Array($0.bindMemory(to: UInt64.self).prefix(Int(count))) }
}
