import Model
import SharedMemory

/// The semaphores that are members of one System V set: sysvipc(7).
enum SystemVMember: Int32, CaseIterable {
  case empty = 0
  case full = 1
  case mutex = 2

  var variable: SharedVariable { SharedVariable(name, code: UInt8(rawValue)) }

  init?(_ variable: SharedVariable) {
    guard let member = Self.allCases.first(where: { $0.variable == variable }) else { return nil }
    self = member
  }

  private var name: String {
    switch self {
    case .empty: "empty"
    case .full: "full"
    case .mutex: "mutex"
    }
  }
}

/// The operations on them.
extension Worker {
  private func semaphore(_ member: SystemVMember) -> SystemVSemaphore {
    SystemVSemaphore(set: semaphoreSet, member: member.rawValue)
  }

  /// `semop(member - 1, SEM_UNDO)`
  @inline(__always)
  mutating func take(_ member: SystemVMember, at operation: Int) throws(Interruption) {
    try gate(operation)
    let answer = semaphore(member).tryTake()
    if answer != .done { try sleep(on: member, answer, operation) }
  }

  @inline(never)
  private mutating func sleep(
    on member: SystemVMember, _ first: SystemVSemaphore.Answer, _ operation: Int
  ) throws(Interruption) {
    if first == .wouldSleep { sayBlocked(on: member.variable, operation) }
    var answer = first
    while answer != .done {
      if answer == .gone { throw giveUp() }
      try mayGoOnSleeping(operation)
      answer = semaphore(member).take()
    }
    setState(RegionValue.running)
  }

  /// `semop(member + 1, SEM_UNDO)`
  @inline(__always)
  mutating func giveBack(_ member: SystemVMember, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    if semaphore(member).giveBack() != .done { throw giveUp() }
  }

  /// `semop(member + 1)`, which also makes the decrement of the other member permanent.
  @inline(__always)
  mutating func give(_ member: SystemVMember, for taken: SystemVMember, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    if semaphore(member).give(for: semaphore(taken)) != .done { throw giveUp() }
  }

  private mutating func giveUp() -> Interruption {
    failure = .noSemaphores
    return .failed
  }
}
