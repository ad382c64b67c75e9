import Model

/// All disciplines, in the order in which they are offered: of each program the correct ones first.
public enum Catalogue {
  private static let codes: [any Code.Type] = [
    Semaphores.self, SemaphoreCounter.self,
    MutexCondition.self,
    MutexCounter.self,
    RobustMutex.self, RobustMutexCounter.self,
    SystemVSemaphores.self, SystemVCounter.self,
    Spinlock.self, SpinlockCounter.self,
    LockFree.self, LockFreeCounter.self, LockFreeMessage.self,
    None.self, NoneCounter.self, NoneMessage.self,
    NoMutex.self,
    NoCounting.self,
    MutexFirst.self,
    IfWait.self,
    LostWakeup.self,
    ForgottenPost.self,
    EarlyPost.self,
    NarrowIndices.self,
    PrivateSemaphores.self,
    PrivateMutex.self, PrivateMutexCounter.self,
    ReaderWrites.self,
  ]

  /// What is to be known of each.
  public static let disciplines: [Discipline] = codes.map { $0.discipline }

  public static func disciplines(of program: Program) -> [Discipline] { disciplines.filter { $0.program == program } }

  /// The place of a program's discipline in the catalogue.
  public static func index(of name: String, in program: Program) -> Int? {
    disciplines.firstIndex { $0.name == name && $0.program == program }
  }

  /// The code at a place. The number comes out of the region: what has nothing for this role is not run.
  static func code(at index: Int, for role: Role) -> any Code.Type {
    if codes.indices.contains(index), disciplines[index].program.roles.contains(role) { return codes[index] }
    return codes.first { $0.discipline.program.roles.contains(role) } ?? codes[0]
  }
}
