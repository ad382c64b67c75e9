/// A worker's role in its program, identified by its letter.
///
/// Roles are ordered from Z to A, so that those that write (P, W) come before those that read (C, R).
public struct Role: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let code: UInt8

  /// - Parameter letter: an ASCII capital letter; anything else becomes `?`.
  public init(_ letter: Character) {
    let code = letter.asciiValue ?? 0
    self.code = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= code ? code : UInt8(ascii: "?")
  }

  /// The letter for the role in a worker's name.
  public var letter: Character { Character(UnicodeScalar(code)) }
  public var description: String { String(letter) }

  public static func < (a: Role, b: Role) -> Bool { a.code > b.code }
}

/// A worker's name: its role and its number within that role, from 1. `P1`, `C2`.
public struct WorkerID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var role: Role
  public var number: Int

  public init(_ role: Role, _ number: Int) {
    self.role = role
    self.number = number
  }

  /// Reads a name such as `P1`; nil if it is not a name.
  public init?(_ text: some StringProtocol) {
    guard let letter = text.first, letter.isASCII, letter.isUppercase, let number = Int(decimal: text.dropFirst()),
      number > 0
    else { return nil }
    self.init(Role(letter), number)
  }

  public var description: String { "\(role.letter)\(number)" }

  /// By role, then by number.
  public static func < (a: WorkerID, b: WorkerID) -> Bool { (a.role, a.number) < (b.role, b.number) }
}

/// The state that a worker reports in the region, or the end of its process.
public enum WorkerState: Sendable, Hashable {
  /// Its process has started but not yet reached its loop.
  case starting
  /// It runs, or waits until the tempo allows its next operation.
  case running
  /// It waits at its gate before an operation until it is granted a step.
  case parked
  /// It reported that it must wait, and then asked the kernel to put it to sleep on this variable.
  case blocked(on: SharedVariable)
  /// It spins on this variable.
  case spinning(on: SharedVariable)
  /// It rests between two items.
  case resting
  /// It has done all its work.
  case finished
  /// Its process has ended.
  case ended(Ending)
  /// The word in the region is not one that a worker writes.
  case unreadable
}

/// How a process ended.
public enum Ending: Sendable, Hashable {
  /// It exited with this status.
  case exited(Int32)
  /// This signal ended it.
  case killed(signal: Int32)
}

/// The kernel's account of a process, from `/proc/PID/stat` and `/proc/PID/syscall` (proc(5)).
public struct KernelView: Sendable, Hashable {
  /// The object on which a process sleeps, or the call in which it sleeps.
  public enum Sleep: Sendable, Hashable {
    /// Not asleep, or asleep in a way that we cannot read.
    case none
    /// In futex(2), on the word of this shared variable.
    case variable(SharedVariable)
    /// In futex(2), at its own gate.
    case gate
    /// In futex(2), on a word elsewhere in the region, this many bytes from its start.
    case region(offset: Int)
    /// In semop(2), on this member of the experiment's set.
    case systemVSemaphore(SharedVariable)
    /// In another system call, by its number.
    case call(Int)
  }

  /// The state letter: `R` running, `S` asleep, `D` in uninterruptible sleep, `T` stopped, `Z` a zombie.
  public var state: Character
  public var sleep: Sleep

  public init(state: Character, sleep: Sleep) {
    self.state = state
    self.sleep = sleep
  }
}

/// A private register of a worker, as the worker published it.
public struct Register: Sendable, Hashable {
  public enum Value: Sendable, Hashable {
    case number(UInt64)
    case item(Item?)
  }

  public var name: String
  public var value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// A worker as the region and the kernel show it.
public struct WorkerView: Sendable, Hashable {
  public var id: WorkerID
  public var pid: Int32
  public var state: WorkerState
  /// The operation that it is about to do or is doing, as an index into its role's operations; nil before the first.
  public var operation: Int?
  /// The word of a wide item that the operation is at.
  public var word: Int
  public var registers: [Register]
  /// How many items it has put into or taken out of the ring.
  public var items: UInt64
  /// Whether it leaves when its present item is done.
  public var isLeaving: Bool
  public var kernel: KernelView?

  public init(
    id: WorkerID, pid: Int32, state: WorkerState, operation: Int? = nil, word: Int = 0, registers: [Register] = [],
    items: UInt64 = 0, isLeaving: Bool = false, kernel: KernelView? = nil
  ) {
    self.id = id
    self.pid = pid
    self.state = state
    self.operation = operation
    self.word = word
    self.registers = registers
    self.items = items
    self.isLeaving = isLeaving
    self.kernel = kernel
  }

  /// Whether its process can still do something.
  public var isAlive: Bool {
    switch state {
    case .ended, .finished: false
    default: true
    }
  }

  /// Whether it reported that it waits asleep.
  public var isBlocked: Bool {
    if case .blocked = state { true } else { false }
  }

  /// The variable that it waits for, asleep or not.
  public var waitsFor: SharedVariable? {
    switch state {
    case .blocked(let variable), .spinning(let variable): variable
    default: nil
    }
  }
}
