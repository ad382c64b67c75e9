/// The type of a value in memory.
public struct ValueType: Sendable, Hashable {
  /// A synchronization object, known by the name of its type.
  public enum Synchronizer: String, Sendable, Hashable {
    case semaphore = "sem_t"
    case mutex = "pthread_mutex_t"
    case condition = "pthread_cond_t"
    case readWriteLock = "pthread_rwlock_t"
    case barrier = "pthread_barrier_t"
    case spinlock = "pthread_spinlock_t"

    init?(typeName: String) { self.init(rawValue: typeName) }
  }

  public indirect enum Shape: Sendable, Hashable {
    case signed, unsigned, character, floatingPoint, pointer, bytes
    case enumeration([Int64: String])
    case array(of: ValueType, count: Int)
    /// The members of a struct or union.
    case members([Member])
    case synchronizer(Synchronizer)
  }

  /// In bytes.
  public var size: Int
  public var shape: Shape

  public init(size: Int, shape: Shape) { (self.size, self.shape) = (size, shape) }
}

/// A member of a struct or union.
public struct Member: Sendable, Hashable {
  public var name: String
  /// In bytes from the start of the struct.
  public var offset: Int
  public var type: ValueType

  public init(name: String, offset: Int, type: ValueType) { (self.name, self.offset, self.type) = (name, offset, type) }
}

/// A struct, or a union.
public struct Structure: Sendable, Hashable {
  public var name: String
  /// In bytes.
  public var size: Int
  public var members: [Member]
  /// Whether it stands for a value that is no struct, with the name of its only member.
  public var isPlain: Bool

  public init(name: String, size: Int, members: [Member], isPlain: Bool = false) {
    (self.name, self.size, self.members, self.isPlain) = (name, size, members, isPlain)
  }

  /// The same for memory that holds several of them: an array of structs, or of plain values.
  public func filling(_ bytes: Int) -> Structure {
    guard size > 0, bytes >= 2 * size else { return self }
    let count = bytes / size
    let element = isPlain ? members[0].type : ValueType(size: size, shape: .members(members))
    let array = ValueType(size: size * count, shape: .array(of: element, count: count))
    return Structure(
      name: name, size: size * count, members: [Member(name: isPlain ? name : "", offset: 0, type: array)])
  }

  /// The member or element at an offset, with its name as C writes it: `buffer[3]`, `stats.count`. Nil if there is
  /// none.
  public func place(at offset: Int) -> (name: String, type: ValueType, start: Int)? {
    Self.place(in: members, at: offset, prefix: "", base: 0)
  }

  private static func place(
    in members: [Member], at offset: Int, prefix: String, base: Int
  ) -> (name: String, type: ValueType, start: Int)? {
    guard let member = members.last(where: { $0.offset <= offset && offset < $0.offset + max(1, $0.type.size) }) else {
      return nil
    }
    return place(
      in: member.type, at: offset - member.offset, name: prefix + member.name, base: base + member.offset)
  }

  private static func place(
    in type: ValueType, at offset: Int, name: String, base: Int
  ) -> (name: String, type: ValueType, start: Int)? {
    switch type.shape {
    case .array(let element, let count) where element.size > 0 && count > 0:
      let index = min(offset / element.size, count - 1)
      return place(
        in: element, at: offset - index * element.size, name: "\(name)[\(index)]", base: base + index * element.size)
    case .members(let members):
      return place(in: members, at: offset, prefix: name.isEmpty ? "" : name + ".", base: base) ?? (name, type, base)
    default: return (name, type, base)
    }
  }
}
