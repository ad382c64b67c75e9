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
    case signed, unsigned, boolean, character, floatingPoint, pointer, bytes
    /// So many bits of a number, from the least significant one of its first byte.
    case bits(first: Int, count: Int, isSigned: Bool)
    case enumeration([Int64: String])
    case array(of: ValueType, count: Int)
    /// The members of a struct.
    case members([Member])
    /// The members of a union, which share their bytes.
    case union([Member])
    case synchronizer(Synchronizer)
  }

  /// In bytes.
  public var size: Int
  public var shape: Shape

  public init(size: Int, shape: Shape) { (self.size, self.shape) = (size, shape) }

  /// Whether it is a bit-field.
  public var isBits: Bool { if case .bits = shape { true } else { false } }

  /// Of a struct or union.
  public var members: [Member]? {
    switch shape {
    case .members(let members), .union(let members): members
    default: nil
    }
  }
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

  /// The same for memory of this size: a flexible array at its end reaches as far, and a plain value is an array of them.
  public func filling(_ bytes: Int) -> Structure {
    guard size > 0, bytes > size else { return self }
    if isPlain { return bytes % size == 0 ? repeated(within: bytes) : self }
    guard let last = members.last, case .array(let element, 0) = last.type.shape, element.size > 0 else {
      // A page, or a round number, is not meant as an array.
      return bytes % size == 0 && bytes % 1024 != 0 ? repeated(within: bytes) : self
    }
    var copy = self
    let count = max(0, (bytes - last.offset) / element.size)
    copy.members[members.count - 1].type = ValueType(
      size: count * element.size, shape: .array(of: element, count: count))
    copy.size = last.offset + count * element.size
    return copy
  }

  /// An array of as many of them as there is room for.
  public func repeated(within bytes: Int) -> Structure {
    guard size > 0, bytes >= 2 * size else { return self }
    let count = bytes / size
    let element = isPlain ? members[0].type : ValueType(size: size, shape: .members(members))
    let array = ValueType(size: size * count, shape: .array(of: element, count: count))
    return Structure(
      name: name, size: size * count, members: [Member(name: isPlain ? name : "", offset: 0, type: array)])
  }

  /// The member or element at an offset, with its name as C writes it: `buffer[3]`, `stats.count`. Nil if there is
  /// none.
  ///
  /// - Parameter size: of the access, in bytes, if it is known: it decides between the members of a union.
  public func place(at offset: Int, size: Int? = nil) -> (name: String, type: ValueType, start: Int)? {
    Self.place(in: members, at: offset, size: size, prefix: "", base: 0)
  }

  private static func place(
    in members: [Member], at offset: Int, size: Int?, prefix: String, base: Int
  ) -> (name: String, type: ValueType, start: Int)? {
    let around = members.filter { $0.offset <= offset && offset < $0.offset + max(1, $0.type.size) }
    let places = around.lazy.compactMap { member in
      place(
        in: member.type, at: offset - member.offset, size: size, name: prefix + member.name,
        base: base + member.offset)
    }
    // Only members of a union, or bit-fields, share their bytes.
    return places.first { $0.type.size == size } ?? places.first
  }

  private static func place(
    in type: ValueType, at offset: Int, size: Int?, name: String, base: Int
  ) -> (name: String, type: ValueType, start: Int)? {
    switch type.shape {
    case .array(let element, let count) where element.size > 0 && count > 0:
      let index = min(offset / element.size, count - 1)
      return place(
        in: element, at: offset - index * element.size, size: size, name: "\(name)[\(index)]",
        base: base + index * element.size)
    case .members(let members), .union(let members):
      let prefix = name.isEmpty || name.hasSuffix(".") ? name : name + "."
      return place(in: members, at: offset, size: size, prefix: prefix, base: base) ?? (name, type, base)
    default: return (name, type, base)
    }
  }
}
