import CDebugInformation
import Glibc

extension DebugFile {
  /// A variable that points to something.
  public struct Pointer: Sendable {
    /// The place of the variable itself.
    public enum Place: Sendable, Hashable {
      /// Relative to where the program is loaded.
      case address(UInt64)
      /// Relative to the frame pointer of its function, as code without optimization keeps it.
      case frame(Int)
    }

    public var name: String
    public var place: Place
    /// To what it points.
    public var target: Structure
  }

  /// The pointers among the variables that a function around an address sees: its own first, then those of all.
  public func pointers(around address: UInt64) -> [Pointer] {
    let address = Dwarf_Addr(address > 0 ? address - 1 : 0)
    guard let unit = unit(around: address) else { return [] }
    var found: [Pointer] = []
    if let function = function(around: address, in: unit)?.die {
      collectPointers(below: function, isFrame: true, into: &found)
    }
    visitUnits { unit in
      collectPointers(below: unit, isFrame: false, into: &found)
      return true
    }
    return found
  }

  private func collectPointers(below parent: Dwarf_Die, isFrame: Bool, into found: inout [Pointer]) {
    visitChildren(of: parent) { child in
      let tag = tag(of: child)
      if tag == DW_TAG_lexical_block && isFrame || tag == DW_TAG_namespace && !isFrame {
        collectPointers(below: child, isFrame: isFrame, into: &found)
      }
      guard [DW_TAG_variable, DW_TAG_formal_parameter].contains(tag), let name = name(of: child),
        let type = type(of: child), let place = place(ofVariable: child)
      else { return true }
      let bare = withoutQualifiers(type)
      guard self.tag(of: bare) == DW_TAG_pointer_type, let target = self.type(of: bare) else { return true }
      if let structure = structure(of: target) ?? plain(target, named: name) {
        found.append(Pointer(name: name, place: place, target: structure))
      }
      return true
    }
  }

  /// The place of a variable, if it has a fixed one: DW_OP_addr, or DW_OP_fbreg.
  private func place(ofVariable die: Dwarf_Die) -> Pointer.Place? {
    var copy = die
    var attribute = Dwarf_Attribute()
    var operations: UnsafeMutablePointer<Dwarf_Op>?
    var count = 0
    guard dwarf_attr_integrate(&copy, UInt32(DW_AT_location), &attribute) != nil,
      dwarf_getlocation(&attribute, &operations, &count) == 0, count == 1, let operation = operations?[0]
    else { return nil }
    switch Int(operation.atom) {
    case DW_OP_addr: return .address(UInt64(operation.number))
    case DW_OP_fbreg:
      let offset = Int(Int64(bitPattern: UInt64(operation.number)))
      return .frame(offset + (isFrameBaseCanonical(die) ? 16 : 0))
    default: return nil
    }
  }

  /// Whether the places of a function's variables are counted from its canonical frame address, as gcc does, which is 16
  /// bytes above the frame pointer; clang counts from the frame pointer itself.
  private func isFrameBaseCanonical(_ die: Dwarf_Die) -> Bool {
    var copy = die
    var scopes: UnsafeMutablePointer<Dwarf_Die>?
    let count = dwarf_getscopes_die(&copy, &scopes)
    defer { free(scopes) }
    guard count > 0, let scopes else { return true }
    for index in 0..<Int(count) where tag(of: scopes[index]) == DW_TAG_subprogram {
      var attribute = Dwarf_Attribute()
      var operations: UnsafeMutablePointer<Dwarf_Op>?
      var length = 0
      guard dwarf_attr_integrate(&scopes[index], UInt32(DW_AT_frame_base), &attribute) != nil,
        dwarf_getlocation(&attribute, &operations, &length) == 0, length > 0, let operations
      else { continue }
      return Int(operations[0].atom) == DW_OP_call_frame_cfa
    }
    return true
  }
}
