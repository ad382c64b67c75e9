import CDebugInformation

extension DebugFile {
  /// The type with this name: of a struct, with or without the word `struct`, or of a typedef.
  public func structure(named text: String) -> Structure? {
    let word = text.split(separator: " ").last.map(String.init) ?? text
    let wanted = word.split(separator: ":").last.map(String.init) ?? word
    var found: Structure?
    visitUnits { unit in
      visitDeclarations(of: unit) { child in
        guard [DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type, DW_TAG_typedef].contains(tag(of: child)),
          name(of: child) == wanted,
          let structure = structure(of: child)
        else { return true }
        found = structure
        return false
      }
      return found == nil
    }
    return found
  }

  /// The type to which a variable points, one of a function around an address or a global one.
  public func structure(pointedToBy variable: String, at address: UInt64) -> Structure? {
    let address = Dwarf_Addr(address > 0 ? address - 1 : 0)
    guard let unit = unit(around: address) else { return nil }
    let function = function(around: address, in: unit)?.die
    let local = function.flatMap { self.variable(variable, below: $0) }
    guard let die = local ?? self.variable(variable, below: unit, onlyDirectly: true), let type = type(of: die) else {
      return nil
    }
    let bare = withoutQualifiers(type)
    guard tag(of: bare) == DW_TAG_pointer_type, let target = self.type(of: bare) else { return nil }
    return structure(of: target) ?? plain(target, named: variable)
  }

  /// The type to which a member of some struct points, or the elements of an array.
  public func structure(pointedToByMember member: String) -> Structure? {
    var found: Structure?
    visitUnits { unit in
      visitDeclarations(of: unit) { child in
        if [DW_TAG_structure_type, DW_TAG_class_type].contains(tag(of: child)) {
          visitChildren(of: child) { inner in
            guard tag(of: inner) == DW_TAG_member, name(of: inner) == member, let type = type(of: inner) else {
              return true
            }
            found = target(of: type, named: member)
            return found == nil
          }
        }
        return found == nil
      }
      return found == nil
    }
    return found
  }

  /// The type to which the elements of an array variable point.
  public func structure(pointedToByElementsOf variable: String, at address: UInt64) -> Structure? {
    let address = Dwarf_Addr(address > 0 ? address - 1 : 0)
    guard let unit = unit(around: address) else { return nil }
    let local = function(around: address, in: unit).flatMap { self.variable(variable, below: $0.die) }
    guard let die = local ?? self.variable(variable, below: unit, onlyDirectly: true), let type = type(of: die) else {
      return nil
    }
    let bare = withoutQualifiers(type)
    guard tag(of: bare) == DW_TAG_array_type, let element = self.type(of: bare) else { return nil }
    return target(of: element, named: variable)
  }

  private func target(of type: Dwarf_Die, named name: String) -> Structure? {
    let bare = withoutQualifiers(type)
    guard tag(of: bare) == DW_TAG_pointer_type, let target = self.type(of: bare) else { return nil }
    return structure(of: target) ?? plain(target, named: name)
  }

  /// A single value that is no struct, under the name of the variable that points to it.
  func plain(_ die: Dwarf_Die, named name: String) -> Structure? {
    let type = valueType(of: die, depth: 0)
    guard type.size > 0, type.shape != .pointer else { return nil }
    return Structure(name: name, size: type.size, members: [Member(name: name, offset: 0, type: type)], isPlain: true)
  }

  func variable(_ wanted: String, below parent: Dwarf_Die, onlyDirectly: Bool = false) -> Dwarf_Die? {
    var found: Dwarf_Die?
    visitChildren(of: parent) { child in
      let tag = tag(of: child)
      if [DW_TAG_variable, DW_TAG_formal_parameter].contains(tag), name(of: child) == wanted {
        found = child
      } else if tag == DW_TAG_lexical_block && !onlyDirectly {
        found = variable(wanted, below: child)
      }
      return found == nil
    }
    return found
  }

  func structure(of die: Dwarf_Die) -> Structure? {
    let bare = withoutQualifiers(die)
    if case .synchronizer = valueType(of: die, depth: 0).shape { return nil }
    let type = valueType(of: bare, depth: 0)
    guard let members = type.members else { return nil }
    let own = name(of: bare) ?? name(of: die) ?? "struct"
    return Structure(name: own, size: type.size, members: members)
  }

  static let deepest = 12
  /// Types of one byte that are meant as numbers.
  private static let smallNumbers: Set<String> = ["int8_t", "uint8_t", "u_int8_t", "u8", "byte"]

  private func valueType(of die: Dwarf_Die, depth: Int) -> ValueType {
    // A typedef of a synchronization object is known by its name.
    if let known = name(of: die).flatMap(ValueType.Synchronizer.init(typeName:)) {
      return ValueType(size: byteSize(of: die), shape: .synchronizer(known))
    }
    guard depth < Self.deepest else { return ValueType(size: byteSize(of: die), shape: .bytes) }
    switch tag(of: die) {
    case DW_TAG_typedef where Self.smallNumbers.contains(name(of: die) ?? ""):
      return ValueType(size: 1, shape: name(of: die)?.hasPrefix("i") == true ? .signed : .unsigned)
    case DW_TAG_typedef, DW_TAG_const_type, DW_TAG_volatile_type, DW_TAG_atomic_type:
      return type(of: die).map { valueType(of: $0, depth: depth + 1) } ?? ValueType(size: 0, shape: .bytes)
    case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type:
      let members = members(of: die, depth: depth)
      // An atomic of C++ is a class around its value.
      let isAtomic = ["atomic<", "__atomic_base<"].contains { name(of: die)?.hasPrefix($0) == true }
      if isAtomic, members.count == 1 { return members[0].type }
      return ValueType(
        size: byteSize(of: die), shape: tag(of: die) == DW_TAG_union_type ? .union(members) : .members(members))
    case DW_TAG_array_type:
      guard let type = type(of: die) else { return ValueType(size: 0, shape: .bytes) }
      let element = valueType(of: type, depth: depth + 1)
      return bounds(of: die).reversed().reduce(element) { inner, count in
        ValueType(size: inner.size * count, shape: .array(of: inner, count: count))
      }
    case DW_TAG_pointer_type, DW_TAG_reference_type: return ValueType(size: 8, shape: .pointer)
    case DW_TAG_enumeration_type:
      var names: [Int64: String] = [:]
      visitChildren(of: die) { child in
        if let value = number(DW_AT_const_value, of: child), let name = name(of: child) { names[value] = name }
        return true
      }
      return ValueType(size: byteSize(of: die), shape: .enumeration(names))
    case DW_TAG_base_type:
      let size = byteSize(of: die)
      switch number(DW_AT_encoding, of: die).map({ UInt32(truncatingIfNeeded: $0) }) {
      case UInt32(DW_ATE_float): return ValueType(size: size, shape: .floatingPoint)
      case UInt32(DW_ATE_boolean): return ValueType(size: size, shape: .boolean)
      case UInt32(DW_ATE_unsigned): return ValueType(size: size, shape: .unsigned)
      case UInt32(DW_ATE_unsigned_char): return ValueType(size: size, shape: .unsigned)
      case UInt32(DW_ATE_signed_char): return ValueType(size: size, shape: .character)
      default: return ValueType(size: size, shape: .signed)
      }
    default: return ValueType(size: byteSize(of: die), shape: .bytes)
    }
  }

  /// The members of a struct or class, those of its base classes first.
  private func members(of die: Dwarf_Die, depth: Int) -> [Member] {
    var members: [Member] = []
    visitChildren(of: die) { child in
      guard [DW_TAG_member, DW_TAG_inheritance].contains(tag(of: child)), let type = type(of: child) else {
        return true
      }
      // Beyond this size it is no offset.
      let offset = number(DW_AT_data_member_location, of: child).map { Int(max(0, min($0, 1 << 32))) }
      let value = valueType(of: type, depth: depth + 1)
      if let field = bitField(child, value, storedAt: offset) {
        members.append(field)
        return true
      }
      if tag(of: child) == DW_TAG_inheritance {
        guard let inherited = value.members else {
          members.append(Member(name: "", offset: offset ?? 0, type: value))
          return true
        }
        members += inherited.map { Member(name: $0.name, offset: $0.offset + (offset ?? 0), type: $0.type) }
      } else if offset != nil || number(DW_AT_external, of: child) == nil {
        // A static member has no place in the object.
        members.append(Member(name: name(of: child) ?? "", offset: offset ?? 0, type: value))
      }
      return true
    }
    return members
  }

  /// A member that is some bits of a number. Its type is the smallest whole bytes around them.
  private func bitField(_ die: Dwarf_Die, _ type: ValueType, storedAt offset: Int?) -> Member? {
    guard let width = number(DW_AT_bit_size, of: die).map({ Int(clamping: $0) }), 1...64 ~= width else { return nil }
    var first: Int
    if let bits = number(DW_AT_data_bit_offset, of: die) {
      first = Int(clamping: bits)
    } else if let fromTop = number(DW_AT_bit_offset, of: die), let offset {
      // As DWARF 3 has it: counted from the most significant bit.
      first = offset * 8 + type.size * 8 - Int(clamping: fromTop) - width
    } else {
      return nil
    }
    guard first >= 0 else { return nil }
    let start = first / 8
    first -= start * 8
    let shape = ValueType.Shape.bits(first: first, count: width, isSigned: type.shape == .signed)
    return Member(
      name: name(of: die) ?? "", offset: start, type: ValueType(size: (first + width + 7) / 8, shape: shape))
  }

  /// The lengths of an array's dimensions, the outermost first. gcc writes upper bounds, clang counts.
  private func bounds(of die: Dwarf_Die) -> [Int] {
    var bounds: [Int] = []
    visitChildren(of: die) { child in
      guard tag(of: child) == DW_TAG_subrange_type else { return true }
      let count = number(DW_AT_count, of: child) ?? number(DW_AT_upper_bound, of: child).map { $0 + 1 } ?? 0
      bounds.append(Int(clamping: max(0, min(count, 1 << 24))))
      return true
    }
    return bounds
  }

  func withoutQualifiers(_ die: Dwarf_Die) -> Dwarf_Die {
    var die = die
    for _ in 0..<Self.deepest {
      let isWrapped = [DW_TAG_typedef, DW_TAG_const_type, DW_TAG_volatile_type].contains(tag(of: die))
      guard isWrapped, let inner = type(of: die) else { return die }
      die = inner
    }
    return die
  }
}
