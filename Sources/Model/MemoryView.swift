/// The shared memory as the system reports it.
public struct MemoryView: Sendable, Hashable {
  /// One fact that the system reports: `nattch`, `4`.
  public struct Fact: Sendable, Hashable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: some CustomStringConvertible) {
      self.label = label
      self.value = value.description
    }
  }

  public var backend: Backend
  /// Its name in the system: `/ringside-4312`, `shmid 42`, `ring.dat`.
  public var name: String
  /// Whether it was removed: processes that have mapped it keep it, and no other process can find it.
  public var isRemoved: Bool
  /// Other facts, the most important first.
  public var facts: [Fact]

  public init(backend: Backend, name: String, isRemoved: Bool = false, facts: [Fact] = []) {
    self.backend = backend
    self.name = name
    self.isRemoved = isRemoved
    self.facts = facts
  }
}
