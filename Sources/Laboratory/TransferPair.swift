import Glibc
import MessagePassing
import Model
import SharedMemory

/// The two processes of a transfer, from their start until they are gone.
final class TransferPair {
  private let title: String
  private let size: Int
  private let deadline: UInt64
  private var members: [Member] = []

  private struct Member {
    var side: Side
    var process: ChildProcess
    /// The descriptor to which it writes its report.
    var report: Int32
    var text = ""
  }

  /// The time that they may take beyond the measurement itself, in nanoseconds: for starting, and on a busy machine.
  private static let grace: UInt64 = 20_000_000_000

  /// How often to check that they are alive and still wanted, in milliseconds.
  private static let tick: Int32 = 50

  init(
    _ comparison: Comparison, _ transport: any Transport, size: Int, _ link: Link
  ) throws {
    title = transport.title
    self.size = size
    let phase = UInt64(comparison.seconds * 1e9 / 2)
    deadline = monotonicNanoseconds() + 2 * phase + Self.grace
    do throws(SystemError) {
      // The receiver first, so that it already waits when the sender begins.
      for side in [Side.receiver, .sender] {
        let processor = side == .sender ? comparison.processors.first : comparison.processors.last
        let arguments = TransferProcess.arguments(
          transport, side, size: size, nanoseconds: phase, processor: processor, link: link)
        try start(side, comparison.executable, arguments, link.descriptors[side, default: []])
      }
    } catch {
      end()
      throw ComparisonError.spawn(error)
    }
  }

  private func start(
    _ side: Side, _ executable: String, _ arguments: [String], _ descriptors: [Int32]
  ) throws(SystemError) {
    let pipe = try System.pipe()
    defer { close(pipe.writeEnd) }
    do throws(SystemError) {
      let process = try ChildProcess(
        executable, arguments: arguments, group: members.first?.process.pid ?? 0,
        inherited: [pipe.writeEnd] + descriptors)
      members.append(Member(side: side, process: process, report: pipe.readEnd))
    } catch {
      close(pipe.readEnd)
      throw error
    }
  }

  /// Waits until both have reported.
  ///
  /// - Returns: nil if it was cancelled.
  func wait(_ isCancelled: () -> Bool) throws -> [Side: TransferResult]? {
    var accounts: [Side: TransferResult] = [:]
    while accounts.count < members.count {
      if isCancelled() { return nil }
      if monotonicNanoseconds() > deadline { throw ComparisonError.late(title: title, size: size) }
      waitForNews(except: accounts)
      for index in members.indices where accounts[members[index].side] == nil {
        accounts[members[index].side] = try account(of: index)
      }
    }
    return accounts
  }

  /// Ends both, and waits until they are gone.
  func end() {
    for member in members {
      member.process.kill()
      close(member.report)
    }
    members = []
  }

  deinit { end() }

  private func waitForNews(except accounts: [Side: TransferResult]) {
    var polled = members.filter { accounts[$0.side] == nil }.map {
      pollfd(fd: $0.report, events: Int16(POLLIN), revents: 0)
    }
    // A signal that interrupts it is also a reason to check.
    poll(&polled, nfds_t(polled.count), Self.tick)
  }

  /// A process's report. Nil if it is still running.
  private func account(of index: Int) throws -> TransferResult? {
    // Polled before its report is read: if it has ended, its whole report is there by then.
    let isOver = members[index].process.poll()
    var bytes = [UInt8](repeating: 0, count: 512)
    var count = read(members[index].report, &bytes, bytes.count)
    while count > 0 {
      members[index].text += String(decoding: bytes[..<count], as: UTF8.self)
      count = read(members[index].report, &bytes, bytes.count)
    }
    let member = members[index]
    guard member.text.hasSuffix("\n") else {
      guard isOver, let ending = member.process.ending else { return nil }
      throw ComparisonError.ended(member.side, title: title, size: size, ending.howItEnded)
    }
    let line = String(member.text.dropLast())
    if let account = TransferResult(line) { return account }
    // A process whose partner was killed reports a failure first, but is not its cause.
    let others = members.filter { $0.side != member.side }
    for other in others where other.process.poll() {
      if case .killed? = other.process.ending, let ending = other.process.ending {
        throw ComparisonError.ended(other.side, title: title, size: size, ending.howItEnded)
      }
    }
    let why = line.hasPrefix(TransferProcess.failure) ? String(line.dropFirst(TransferProcess.failure.count)) : line
    throw ComparisonError.failed(member.side, title: title, size: size, why)
  }
}

extension Ending {
  /// Words that continue with "in the middle of it".
  fileprivate var howItEnded: String {
    switch self {
    case .exited(let status): "exited with status \(status)"
    case .killed: sentence
    }
  }
}
