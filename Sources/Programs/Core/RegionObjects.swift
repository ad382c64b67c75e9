import Model
import SharedMemory

/// The objects on which processes wait, wherever their program keeps them in the region.
extension Region {
  /// The address of a variable. `mutex` is a semaphore or a pthread mutex, depending on the discipline.
  private func address(of variable: SharedVariable) -> UnsafeMutableRawPointer? {
    discipline.program.code.address(of: variable, in: self)
  }

  public func semaphore(_ variable: SharedVariable) -> SharedSemaphore? {
    variable == .mutex ? mutex : address(of: variable).map { SharedSemaphore($0) }
  }

  public func mutex(_ variable: SharedVariable) -> SharedMutex? {
    variable == .mutex ? pthreadMutex : address(of: variable).map { SharedMutex($0) }
  }

  public func condition(_ variable: SharedVariable) -> SharedCondition? {
    address(of: variable).map { SharedCondition($0) }
  }

  public func readWriteLock(_ variable: SharedVariable) -> SharedReadWriteLock? {
    address(of: variable).map { SharedReadWriteLock($0) }
  }

  func count(_ variable: SharedVariable) -> Word64? { address(of: variable).map { Word64($0) } }

  /// A member of the System V semaphore set, if there is one.
  func systemVSemaphore(_ variable: SharedVariable) -> SystemVSemaphore? {
    guard control.hasSemaphores.load() != 0, let member = SystemVMember(variable) else { return nil }
    return SystemVSemaphore(set: Int32(bitPattern: control.semaphores.load()), member: member.rawValue)
  }

  /// The variable of a member of the System V semaphore set with this id, if that is the experiment's set.
  public func variable(ofMember member: UInt16, inSet set: Int32) -> SharedVariable? {
    guard control.hasSemaphores.load() != 0, Int32(bitPattern: control.semaphores.load()) == set else { return nil }
    return SystemVMember(rawValue: Int32(member))?.variable
  }

  /// The variable with a word at this offset in the region, if processes can sleep on it.
  public func variable(at offset: Int) -> SharedVariable? {
    let address = base + offset
    return discipline.synchronizers.first { synchronizer in
      let variable = synchronizer.variable
      switch synchronizer.kind {
      case .semaphore: return semaphore(variable)?.address == address
      case .mutex: return mutex(variable)?.address == address
      case .readWriteLock: return readWriteLock(variable)?.contains(address) == true
      case .condition: return condition(variable)?.contains(address) == true
      case .systemVSemaphore, .spinlock, .count: return false
      }
    }?.variable
  }

  /// The variable that a worker reports to wait for; nil if its word identifies none of the program's.
  public func variable(of words: WorkerWords) -> SharedVariable? {
    VariableWord(raw: words.waitsFor.load()).variable(in: discipline.program)
  }

  /// Whether the word at this offset is the futex on which a worker waits at its gate.
  public func isWakeFutex(at offset: Int) -> Bool { workers.contains { $0.wakeFutex.address == base + offset } }
}
