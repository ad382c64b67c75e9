import DebugInformation
import Glibc

// The names of what a program shares, and its values in words.

extension ObjectTypes {
  /// The name of a place in an object: `buffer[3]`; without a struct its offset.
  public func name(of object: SharedObjectView, at offset: Int) -> String {
    if object.isSemaphore { return String(object.name.drop { $0 == "/" }) }
    if object.isSet { return "\(object.label ?? "set")[\(offset)]" }
    guard object.isMemory else { return object.label ?? object.name }
    if let place = structure(of: object)?.place(at: offset), !place.name.isEmpty { return place.name }
    return "+\(offset)"
  }

  /// The name of what begins at a place: of an element of an array of structs, not that of its first member.
  func element(of object: SharedObjectView, at offset: Int) -> String {
    let name = name(of: object, at: offset)
    guard let bracket = name.lastIndex(of: "]"), name[bracket...].hasPrefix("]."), offset > 0 else { return name }
    let element = name[...bracket]
    return self.name(of: object, at: offset - 1).hasPrefix(element) ? name : String(element)
  }

  /// The place that an operation touches.
  struct Target {
    /// `buffer[3]`; of a range, all of its members.
    var name: String
    var leaves: [Structure.Leaf]
  }

  private static let mostMembers = 8

  /// The place in an object that a task is about to touch.
  func target(of task: TaskView, in object: SharedObjectView) -> Target {
    if object.isSet, !task.changes.isEmpty {
      let words = task.changes.map { "\(self.name(of: object, at: $0.number)) \($0.change > 0 ? "+" : "")\($0.change)" }
      return Target(
        name: task.changes.count == 1 ? self.name(of: object, at: task.offset) : words.joined(separator: ", "),
        leaves: [])
    }
    let name = name(of: object, at: task.offset)
    guard task.operation.isAccess, object.isMemory, let structure = structure(of: object) else {
      return Target(name: name, leaves: [])
    }
    let place = structure.place(at: task.offset, size: task.size == 0 ? nil : task.size)
    if let place, !place.name.isEmpty, task.size <= place.type.size || task.size == 0,
      place.type.members == nil, !place.type.isBits, ![.readRange, .writeRange, .copy].contains(task.operation)
    {
      return Target(name: place.name, leaves: [.init(name: place.name, offset: place.start, type: place.type)])
    }
    let leaves = structure.leaves(from: task.offset, count: max(1, task.size), atMost: Self.mostMembers + 1)
    let names = leaves.prefix(Self.mostMembers).map(\.name).joined(separator: ", ")
    return Target(
      name: leaves.isEmpty ? name : leaves.count > Self.mostMembers ? names + ", …" : names,
      leaves: Array(leaves.prefix(Self.mostMembers)))
  }

  /// The values of what is touched, in words; nil if they cannot be read.
  func values(of object: SharedObjectView, _ target: Target, _ task: TaskView) -> String? {
    if object.isSet, task.changes.count > 1 {
      return task.changes.map { "\(object.semaphoreValue($0.number))" }.joined(separator: ", ")
    }
    if target.leaves.isEmpty { return value(of: object, at: task.offset, size: task.size) }
    return target.leaves.map { words(of: object, $0) }.joined(separator: ", ")
  }

  /// The value of a place in an object, in words; nil if it cannot be read.
  public func value(of object: SharedObjectView, at offset: Int, size: Int) -> String? {
    if object.isSet { return "\(object.semaphoreValue(offset))" }
    if object.isSemaphore { return Self.semaphoreValue(object.bytes(at: 0, count: 4)) }
    guard let place = structure(of: object)?.place(at: offset) else {
      return [1, 2, 4, 8].contains(size)
        ? object.bytes(at: offset, count: size).map { Self.integer($0, isSigned: true) } : nil
    }
    return value(of: object, at: place.start, as: place.type)
  }

  private func value(of object: SharedObjectView, at offset: Int, as type: ValueType) -> String? {
    switch type.shape {
    case .synchronizer(let kind): return Self.text(kind, object, at: offset)
    case .members, .union, .array, .bytes: return nil
    default: return object.bytes(at: offset, count: max(1, min(16, type.size))).map { Self.text($0, type) }
    }
  }

  /// A value in words, also of an array or a text.
  func words(of object: SharedObjectView, _ leaf: Structure.Leaf) -> String {
    guard case .array(let element, let count) = leaf.type.shape else {
      return value(of: object, at: leaf.offset, as: leaf.type) ?? "?"
    }
    if element.shape == .character {
      let bytes = object.bytes(at: leaf.offset, count: min(count, 256)) ?? []
      return "\"" + String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) + "\""
    }
    let values = (0..<min(count, 32)).map { index in
      value(of: object, at: leaf.offset + index * element.size, as: element) ?? "?"
    }
    return "[\(values.joined(separator: " "))\(count > 32 ? " …" : "")]"
  }

  /// The address in a pointer, for a value that is one.
  func pointer(in object: SharedObjectView, _ leaf: Structure.Leaf) -> UInt64? {
    guard leaf.type.shape == .pointer, let bytes = object.bytes(at: leaf.offset, count: 8) else { return nil }
    return Self.raw(bytes)
  }

  // MARK: - Bytes as words

  /// glibc keeps a semaphore's value in its first word, and the state of a lock in its first words.
  private static func text(
    _ kind: ValueType.Synchronizer, _ object: SharedObjectView, at offset: Int
  ) -> String? {
    switch kind {
    case .semaphore: return semaphoreValue(object.bytes(at: offset, count: 4))
    case .mutex: return object.bytes(at: offset, count: 4).map { raw($0) & 0x3fff_ffff == 0 ? "free" : "locked" }
    // 1 is unlocked, 0 is locked: pthread_spin_lock(3) of x86-64.
    case .spinlock:
      return object.bytes(at: offset, count: 4).map { integer($0, isSigned: true) == "1" ? "free" : "locked" }
    case .readWriteLock:
      guard let bytes = object.bytes(at: offset, count: 32) else { return nil }
      // The readers, in units of 8, and the thread that writes.
      let (readers, writer) = (raw(Array(bytes[0..<4])) >> 3, raw(Array(bytes[24..<28])))
      return writer != 0 ? "writer" : readers == 0 ? "free" : "\(readers) \(readers == 1 ? "reader" : "readers")"
    case .condition, .barrier: return ""
    }
  }

  private static func semaphoreValue(_ bytes: [UInt8]?) -> String? { bytes.map { integer($0, isSigned: false) } }

  private static func text(_ bytes: [UInt8], _ type: ValueType) -> String {
    switch type.shape {
    case .floatingPoint where bytes.count == 8:
      "\(Double(bitPattern: UInt64(truncatingIfNeeded: raw(bytes))))"
    case .floatingPoint where bytes.count == 4: "\(Float(bitPattern: UInt32(truncatingIfNeeded: raw(bytes))))"
    case .pointer: raw(bytes) == 0 ? "NULL" : "0x" + String(raw(bytes), radix: 16)
    case .boolean: raw(bytes) == 0 ? "false" : raw(bytes) == 1 ? "true" : integer(bytes, isSigned: false)
    case .enumeration(let names): names[signed(bytes)] ?? integer(bytes, isSigned: true)
    case .character where (0x20..<0x7f).contains(bytes[0]) && bytes.count == 1:
      "'\(Character(UnicodeScalar(bytes[0])))'"
    case .bits(let first, let count, let isSigned): bits(raw(bytes) >> UInt64(first), count, isSigned)
    case .unsigned: integer(bytes, isSigned: false)
    default: integer(bytes, isSigned: true)
    }
  }

  private static func bits(_ value: UInt64, _ count: Int, _ isSigned: Bool) -> String {
    let unused = UInt64(64 - count)
    let shifted = value << unused
    return isSigned ? "\(Int64(bitPattern: shifted) >> Int64(unused))" : "\(shifted >> unused)"
  }

  private static func raw(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func signed(_ bytes: [UInt8]) -> Int64 {
    let unused = UInt64(64 - 8 * min(8, bytes.count))
    return Int64(bitPattern: raw(bytes) << unused) >> Int64(unused)
  }

  private static func integer(_ bytes: [UInt8], isSigned: Bool) -> String {
    isSigned && bytes.count <= 8 ? "\(signed(bytes))" : "\(raw(bytes))"
  }
}
