import CDebugInformation
import Glibc

/// The debug information of an executable: elfutils' libdw(3). It owns the open file until it is dropped.
public final class DebugFile {
  private let descriptor: Int32
  private let session: OpaquePointer
  public let path: String

  /// A place in a source file.
  public struct Place: Sendable, Hashable {
    /// The path of the file as the compiler knew it.
    public var file: String
    public var line: Int
    /// The function around it; nil if it is unknown.
    public var function: String?

    public init(file: String, line: Int, function: String? = nil) {
      (self.file, self.line, self.function) = (file, line, function)
    }

    /// The last part of the path.
    public var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }
  }

  /// - Returns: nil if the file cannot be read, or has no debug information.
  public init?(path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard let session = dwarf_begin(descriptor, DWARF_C_READ) else {
      close(descriptor)
      return nil
    }
    self.session = session
  }

  deinit {
    dwarf_end(session)
    close(descriptor)
  }

  // MARK: - Places

  /// The source line of an address, relative to where the program is loaded; nil if it is unknown.
  ///
  /// - Parameter isReturn: whether it is a return address, which is behind the call.
  public func place(of address: UInt64, isReturn: Bool = true) -> Place? {
    let address = Dwarf_Addr(isReturn && address > 0 ? address - 1 : address)
    guard var unit = unit(around: address), let line = dwarf_getsrc_die(&unit, address) else { return nil }
    var number: Int32 = 0
    guard dwarf_lineno(line, &number) == 0, let file = dwarf_linesrc(line, nil, nil) else { return nil }
    return Place(file: String(cString: file), line: Int(number), function: function(around: address, in: unit)?.name)
  }

  private func unit(around address: Dwarf_Addr) -> Dwarf_Die? {
    var found: Dwarf_Die?
    visitUnits { unit in
      var copy = unit
      if dwarf_haspc(&copy, address) == 1 { found = unit }
      return found == nil
    }
    return found
  }

  private func function(around address: Dwarf_Addr, in unit: Dwarf_Die) -> (name: String, die: Dwarf_Die)? {
    var found: (String, Dwarf_Die)?
    visitChildren(of: unit) { child in
      var copy = child
      guard tag(of: child) == DW_TAG_subprogram, dwarf_haspc(&copy, address) == 1 else { return true }
      found = (name(of: child) ?? "?", child)
      return false
    }
    return found
  }

  // MARK: - Types

  /// The type with this name: of a struct, with or without the word `struct`, or of a typedef.
  public func structure(named text: String) -> Structure? {
    let wanted = text.split(separator: " ").last.map(String.init) ?? text
    var found: Structure?
    visitUnits { unit in
      visitChildren(of: unit) { child in
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

  /// A single value that is no struct, under the name of the variable that points to it.
  private func plain(_ die: Dwarf_Die, named name: String) -> Structure? {
    let type = valueType(of: die, depth: 0)
    guard type.size > 0 else { return nil }
    return Structure(name: name, size: type.size, members: [Member(name: name, offset: 0, type: type)], isPlain: true)
  }

  private func variable(_ wanted: String, below parent: Dwarf_Die, onlyDirectly: Bool = false) -> Dwarf_Die? {
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

  private func structure(of die: Dwarf_Die) -> Structure? {
    let bare = withoutQualifiers(die)
    let type = valueType(of: bare, depth: 0)
    guard case .members(let members) = type.shape else { return nil }
    let own = name(of: bare) ?? name(of: die) ?? "struct"
    return Structure(name: own, size: type.size, members: members)
  }

  private static let deepest = 12

  private func valueType(of die: Dwarf_Die, depth: Int) -> ValueType {
    // A typedef of a synchronization object is known by its name.
    if let known = name(of: die).flatMap(ValueType.Synchronizer.init(typeName:)) {
      return ValueType(size: byteSize(of: die), shape: .synchronizer(known))
    }
    guard depth < Self.deepest else { return ValueType(size: byteSize(of: die), shape: .bytes) }
    switch tag(of: die) {
    case DW_TAG_typedef, DW_TAG_const_type, DW_TAG_volatile_type, DW_TAG_atomic_type:
      return type(of: die).map { valueType(of: $0, depth: depth + 1) } ?? ValueType(size: 0, shape: .bytes)
    case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type:
      let members = members(of: die, depth: depth)
      // An atomic of C++ is a class around its value.
      let isAtomic = ["atomic<", "__atomic_base<"].contains { name(of: die)?.hasPrefix($0) == true }
      if isAtomic, members.count == 1 { return members[0].type }
      return ValueType(size: byteSize(of: die), shape: .members(members))
    case DW_TAG_array_type:
      guard let type = type(of: die) else { return ValueType(size: 0, shape: .bytes) }
      let element = valueType(of: type, depth: depth + 1)
      return bounds(of: die).reversed().reduce(element) { inner, count in
        ValueType(size: inner.size * count, shape: .array(of: inner, count: count))
      }
    case DW_TAG_pointer_type: return ValueType(size: 8, shape: .pointer)
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
      case UInt32(DW_ATE_unsigned), UInt32(DW_ATE_boolean): return ValueType(size: size, shape: .unsigned)
      case UInt32(DW_ATE_signed_char), UInt32(DW_ATE_unsigned_char): return ValueType(size: size, shape: .character)
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
      let offset = number(DW_AT_data_member_location, of: child).map { Int(clamping: $0) }
      let value = valueType(of: type, depth: depth + 1)
      if tag(of: child) == DW_TAG_inheritance {
        guard case .members(let inherited) = value.shape else {
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

  private func withoutQualifiers(_ die: Dwarf_Die) -> Dwarf_Die {
    var die = die
    for _ in 0..<Self.deepest {
      let isWrapped = [DW_TAG_typedef, DW_TAG_const_type, DW_TAG_volatile_type].contains(tag(of: die))
      guard isWrapped, let inner = type(of: die) else { return die }
      die = inner
    }
    return die
  }

  // MARK: - Entries

  private func visitUnits(_ visit: (Dwarf_Die) -> Bool) {
    var offset: Dwarf_Off = 0
    while true {
      var next: Dwarf_Off = 0
      var header = 0
      guard dwarf_nextcu(session, offset, &next, &header, nil, nil, nil) == 0 else { return }
      var die = Dwarf_Die()
      if dwarf_offdie(session, offset + Dwarf_Off(header), &die) != nil, !visit(die) { return }
      offset = next
    }
  }

  private func visitChildren(of parent: Dwarf_Die, _ visit: (Dwarf_Die) -> Bool) {
    var parent = parent
    var child = Dwarf_Die()
    guard dwarf_child(&parent, &child) == 0 else { return }
    while visit(child) {
      // Passing the same variable twice would violate exclusive access.
      var current = child
      guard dwarf_siblingof(&current, &child) == 0 else { return }
    }
  }

  private func tag(of die: Dwarf_Die) -> Int {
    var copy = die
    return Int(dwarf_tag(&copy))
  }

  private func name(of die: Dwarf_Die) -> String? {
    var copy = die
    return dwarf_diename(&copy).map { String(cString: $0) }
  }

  private func type(of die: Dwarf_Die) -> Dwarf_Die? {
    var copy = die
    var attribute = Dwarf_Attribute()
    var type = Dwarf_Die()
    guard dwarf_attr_integrate(&copy, UInt32(DW_AT_type), &attribute) != nil,
      dwarf_formref_die(&attribute, &type) != nil
    else { return nil }
    return type
  }

  private func number(_ name: Int, of die: Dwarf_Die) -> Int64? {
    var copy = die
    var attribute = Dwarf_Attribute()
    guard dwarf_attr_integrate(&copy, UInt32(name), &attribute) != nil else { return nil }
    var signed: Dwarf_Sword = 0
    if dwarf_formsdata(&attribute, &signed) == 0 { return Int64(signed) }
    var unsigned: Dwarf_Word = 0
    return dwarf_formudata(&attribute, &unsigned) == 0 ? Int64(bitPattern: UInt64(unsigned)) : nil
  }

  private func byteSize(of die: Dwarf_Die) -> Int {
    var copy = die
    var size: Dwarf_Word = 0
    return dwarf_aggregate_size(&copy, &size) == 0 ? Int(clamping: size) : 0
  }
}
