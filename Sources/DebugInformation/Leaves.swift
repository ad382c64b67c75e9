extension Structure {
  /// A member that is a value: a number, a text, an array of numbers, a synchronization object.
  public struct Leaf: Sendable, Hashable {
    public var name: String
    /// In bytes from the start of the struct.
    public var offset: Int
    public var type: ValueType

    public init(name: String, offset: Int, type: ValueType) {
      (self.name, self.offset, self.type) = (name, offset, type)
    }
  }

  /// Its values in order, those of nested structs under their whole names.
  public func leaves(atMost count: Int) -> [Leaf] {
    var leaves: [Leaf] = []
    Self.collect(members, prefix: "", base: 0, atMost: count, into: &leaves)
    return leaves
  }

  private static func collect(
    _ members: [Member], prefix: String, base: Int, atMost most: Int, into leaves: inout [Leaf]
  ) {
    for member in members {
      collect(
        member.type, name: prefix + member.name, base: base + member.offset, atMost: most, into: &leaves)
    }
  }

  private static func collect(
    _ type: ValueType, name: String, base: Int, atMost most: Int, into leaves: inout [Leaf]
  ) {
    guard leaves.count < most else { return }
    switch type.shape {
    case .members(let members):
      collect(members, prefix: name.isEmpty ? "" : name + ".", base: base, atMost: most, into: &leaves)
    case .array(let element, let count):
      // An array of numbers or characters is one value.
      if element.isNumber || element.shape == .character {
        return leaves.append(Leaf(name: name, offset: base, type: type))
      }
      for index in 0..<count where leaves.count < most {
        collect(element, name: "\(name)[\(index)]", base: base + index * element.size, atMost: most, into: &leaves)
      }
    default: leaves.append(Leaf(name: name, offset: base, type: type))
    }
  }
}

extension ValueType {
  /// Whether it is a single number.
  public var isNumber: Bool {
    switch shape {
    case .signed, .unsigned, .floatingPoint, .enumeration: true
    default: false
    }
  }
}
