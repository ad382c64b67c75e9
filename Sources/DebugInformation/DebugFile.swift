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
    /// From 1; nil if it is unknown.
    public var column: Int?
    /// The function around it; nil if it is unknown.
    public var function: String?

    public init(file: String, line: Int, column: Int? = nil, function: String? = nil) {
      (self.file, self.line, self.column, self.function) = (file, line, column, function)
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
    var column: Int32 = 0
    let hasColumn = dwarf_linecol(line, &column) == 0 && column > 0
    return Place(
      file: String(cString: file), line: Int(number), column: hasColumn ? Int(column) : nil,
      function: function(around: address, in: unit)?.name)
  }

  /// The place of a function's first line; nil if there is none of this name.
  public func place(ofFunction name: String) -> Place? {
    var address: Dwarf_Addr = 0
    visitUnits { unit in
      visitChildren(of: unit) { child in
        var copy = child
        guard tag(of: child) == DW_TAG_subprogram, self.name(of: child) == name else { return true }
        return dwarf_lowpc(&copy, &address) != 0
      }
      return address == 0
    }
    return address == 0 ? nil : place(of: UInt64(address), isReturn: false)
  }

  func unit(around address: Dwarf_Addr) -> Dwarf_Die? {
    var found: Dwarf_Die?
    visitUnits { unit in
      var copy = unit
      if dwarf_haspc(&copy, address) == 1 { found = unit }
      return found == nil
    }
    return found
  }

  func function(around address: Dwarf_Addr, in unit: Dwarf_Die) -> (name: String, die: Dwarf_Die)? {
    var found: (String, Dwarf_Die)?
    visitDeclarations(of: unit) { child in
      var copy = child
      guard tag(of: child) == DW_TAG_subprogram, dwarf_haspc(&copy, address) == 1 else { return true }
      found = (name(of: child) ?? "?", child)
      return false
    }
    return found
  }

  // MARK: - Entries

  func visitUnits(_ visit: (Dwarf_Die) -> Bool) {
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

  /// Visits what a unit declares, also in the namespaces of C++.
  func visitDeclarations(of unit: Dwarf_Die, depth: Int = 0, _ visit: (Dwarf_Die) -> Bool) {
    visitChildren(of: unit) { child in
      if tag(of: child) == DW_TAG_namespace, depth < Self.deepest {
        visitDeclarations(of: child, depth: depth + 1, visit)
      }
      return visit(child)
    }
  }

  func visitChildren(of parent: Dwarf_Die, _ visit: (Dwarf_Die) -> Bool) {
    var parent = parent
    var child = Dwarf_Die()
    guard dwarf_child(&parent, &child) == 0 else { return }
    while visit(child) {
      // Passing the same variable twice would violate exclusive access.
      var current = child
      guard dwarf_siblingof(&current, &child) == 0 else { return }
    }
  }

  func tag(of die: Dwarf_Die) -> Int {
    var copy = die
    return Int(dwarf_tag(&copy))
  }

  func name(of die: Dwarf_Die) -> String? {
    var copy = die
    return dwarf_diename(&copy).map { String(cString: $0) }
  }

  func type(of die: Dwarf_Die) -> Dwarf_Die? {
    var copy = die
    var attribute = Dwarf_Attribute()
    var type = Dwarf_Die()
    guard dwarf_attr_integrate(&copy, UInt32(DW_AT_type), &attribute) != nil,
      dwarf_formref_die(&attribute, &type) != nil
    else { return nil }
    return type
  }

  /// A number. A form of so many bytes is taken as unsigned, although it serves for both; only the signed forms are
  /// signed.
  func number(_ name: Int, of die: Dwarf_Die) -> Int64? {
    var copy = die
    var attribute = Dwarf_Attribute()
    guard dwarf_attr_integrate(&copy, UInt32(name), &attribute) != nil else { return nil }
    var signed: Dwarf_Sword = 0
    let isSigned = [DW_FORM_sdata, DW_FORM_implicit_const].contains(Int(dwarf_whatform(&attribute)))
    if isSigned, dwarf_formsdata(&attribute, &signed) == 0 { return Int64(signed) }
    var unsigned: Dwarf_Word = 0
    return dwarf_formudata(&attribute, &unsigned) == 0 ? Int64(bitPattern: UInt64(unsigned)) : nil
  }

  func byteSize(of die: Dwarf_Die) -> Int {
    var copy = die
    var size: Dwarf_Word = 0
    return dwarf_aggregate_size(&copy, &size) == 0 ? Int(clamping: size) : 0
  }
}
