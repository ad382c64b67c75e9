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
    case .members(let members), .union(let members):
      collect(
        members, prefix: name.isEmpty || name.hasSuffix(".") ? name : name + ".", base: base, atMost: most,
        into: &leaves)
    case .array(let element, let count):
      // An array of numbers or characters is one value.
      if element.isNumber || element.shape == .character || element.shape == .pointer {
        return leaves.append(Leaf(name: name, offset: base, type: type))
      }
      for index in 0..<count where leaves.count < most {
        collect(element, name: "\(name)[\(index)]", base: base + index * element.size, atMost: most, into: &leaves)
      }
    default: leaves.append(Leaf(name: name, offset: base, type: type))
    }
  }
}

extension Structure {
  /// The values that a range of bytes touches. A part of an array is one value: `buffer[2..4]`.
  public func leaves(from start: Int, count: Int, atMost most: Int) -> [Leaf] {
    let end = start + count
    return leaves(atMost: 4096).filter { $0.offset < end && start < $0.offset + max(1, $0.type.size) }.prefix(most).map
    {
      leaf in
      guard case .array(let element, let length) = leaf.type.shape, element.size > 0, element.shape != .character else {
        return leaf
      }
      let first = max(0, (start - leaf.offset) / element.size)
      let last = min(length - 1, (end - 1 - leaf.offset) / element.size)
      guard first > 0 || last < length - 1, first <= last else { return leaf }
      let name = first == last ? "\(leaf.name)[\(first)]" : "\(leaf.name)[\(first)..\(last)]"
      let part = ValueType(
        size: element.size * (last - first + 1),
        shape: first == last ? element.shape : .array(of: element, count: last - first + 1))
      return Leaf(name: name, offset: leaf.offset + first * element.size, type: part)
    }
  }
}

extension ValueType {
  /// Whether it is a single number.
  public var isNumber: Bool {
    switch shape {
    case .signed, .unsigned, .boolean, .floatingPoint, .enumeration: true
    default: false
    }
  }
}
