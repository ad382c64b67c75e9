/// The shared memory as the system tells of it.
public struct MemoryView: Sendable, Hashable {
  /// One thing that the system tells: `nattch`, `4`.
  public struct Fact: Sendable, Hashable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: some CustomStringConvertible) {
      self.label = label
      self.value = value.description
    }
  }

  public var backend: Backend
  /// What the system calls it: `/ringside-4312`, `shmid 42`, `ring.dat`.
  public var name: String
  /// Whether somebody has removed it: the processes that have it keep it, and no other one can find it.
  public var isRemoved: Bool
  /// What else there is to know, the most telling first.
  public var facts: [Fact]

  public init(backend: Backend, name: String, isRemoved: Bool = false, facts: [Fact] = []) {
    self.backend = backend
    self.name = name
    self.isRemoved = isRemoved
    self.facts = facts
  }
}
