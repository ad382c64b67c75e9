import DebugInformation
import Glibc

/// What the bytes of each shared object mean, from the program's own debug information.
public final class ObjectTypes {
  private var files: [String: DebugFile?] = [:]
  private let chosen: String?
  private var structures: [Int: Structure?] = [:]
  private var lines: [String: [String]] = [:]

  /// - Parameter chosen: the name of a struct, for programs in which it cannot be found.
  public init(chosen: String? = nil) { self.chosen = chosen }

  private func debug(_ program: String) -> DebugFile? {
    if let known = files[program] { return known }
    let file = DebugFile(path: program)
    files[program] = .some(file)
    return file
  }

  /// Forgets all that it has read: the program was compiled again.
  public func forgetEverything() { (files, structures, lines) = ([:], [:], [:]) }

  /// The source line where a task stands; nil if it is unknown.
  public func place(of task: TaskView) -> DebugFile.Place? {
    guard let debug = debug(task.program) else { return nil }
    let places = task.frames.compactMap { debug.place(of: $0) }
    // An atomic of C++ is accessed in a header of the compiler's: the caller's line is meant.
    return places.first { !$0.file.hasPrefix("/usr/") } ?? places.first
  }

  /// The text of a source line; nil if the file cannot be read.
  public func line(_ place: DebugFile.Place) -> String? {
    let text = lines(of: place.file)
    return text.indices.contains(place.line - 1) ? text[place.line - 1] : nil
  }

  /// The lines of a source file; none if it cannot be read.
  public func lines(of path: String) -> [String] {
    if let known = lines[path] { return known }
    let read = Self.read(path)
    lines[path] = read
    return read
  }

  private static func read(_ path: String) -> [String] {
    ProgramBuild.contents(of: path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  // MARK: - Structs

  /// Takes it as known what an object holds.
  func assume(_ structure: Structure, for object: SharedObjectView) { structures[object.index] = .some(structure) }

  /// The struct that an object holds; nil if it is unknown.
  /// - Parameter tasks: all tasks; one of them has mapped it.
  public func structure(of object: SharedObjectView, mappedByOneOf tasks: [TaskView]? = nil) -> Structure? {
    if let known = structures[object.index] { return known }
    guard let tasks, tasks.indices.contains(object.mappedBy), let debug = debug(tasks[object.mappedBy].program) else {
      return nil
    }
    let found = chosen.flatMap { debug.structure(named: $0) } ?? fromMappingCall(object, debug)
    let filling = found?.filling(object.size)
    structures[object.index] = .some(filling)
    return filling
  }

  /// From the source of the call that mapped it: `NAME = (struct X *) mmap(…)` gives the type by its cast, or by the
  /// variable.
  private func fromMappingCall(_ object: SharedObjectView, _ debug: DebugFile) -> Structure? {
    guard object.isMemory, let place = debug.place(of: object.mappedAt) else { return nil }
    // A call can be spread over several lines, and its line is the last or the first of them.
    let numbers = [place.line, place.line - 1, place.line - 2]
    for first in numbers {
      let text = (first...place.line).compactMap { line(DebugFile.Place(file: place.file, line: $0)) }.joined(
        separator: " ")
      guard let call = ["mmap", "shmat"].lazy.compactMap({ text.range(of: $0) }).first else { continue }
      let before = text[..<call.lowerBound]
      if let name = Self.cast(at: before), let structure = debug.structure(named: name) { return structure }
      if let name = Self.assigned(in: before),
        let structure = debug.structure(pointedToBy: name, at: object.mappedAt)
      {
        return structure
      }
    }
    return nil
  }

  /// The type in a cast at the end of a text: `struct X` of `x = (struct X *)`.
  private static func cast(at text: Substring) -> String? {
    let trimmed = text.trimmingEnd
    guard trimmed.last == ")", let open = trimmed.lastIndex(of: "(") else { return nil }
    let inner = trimmed[trimmed.index(after: open)...].dropLast()
    guard inner.contains("*") else { return nil }
    let words = inner.filter { $0 != "*" }.split(separator: " ").filter {
      !["struct", "const", "volatile"].contains($0)
    }
    return words.count == 1 && words[0] != "void" ? String(words[0]) : nil
  }

  /// The variable that is assigned in a text: `sb` of `SharedBuffer *sb = `.
  private static func assigned(in text: Substring) -> String? {
    guard let equals = text.lastIndex(of: "=") else { return nil }
    let name = text[..<equals].trimmingEnd.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  // MARK: - Names and values

  /// The name of a place in an object: `buffer[3]`; without a struct its offset.
  public func name(of object: SharedObjectView, at offset: Int) -> String {
    if object.isSemaphore { return String(object.name.drop { $0 == "/" }) }
    if object.isSet { return "set[\(offset)]" }
    if let place = structure(of: object)?.place(at: offset), !place.name.isEmpty { return place.name }
    return offset == 0 ? object.name : "\(object.name)+\(offset)"
  }

  /// The value of a place in an object, in words; nil if it cannot be read.
  public func value(of object: SharedObjectView, at offset: Int, size: Int) -> String? {
    if object.isSet { return "\(object.semaphoreValue(offset))" }
    if object.isSemaphore { return semaphoreValue(object.bytes(at: 0, count: 4)) }
    guard let place = structure(of: object)?.place(at: offset) else {
      return [1, 2, 4, 8].contains(size)
        ? object.bytes(at: offset, count: size).map { Self.integer($0, isSigned: true) } : nil
    }
    switch place.type.shape {
    case .synchronizer(.semaphore): return semaphoreValue(object.bytes(at: place.start, count: 4))
    case .synchronizer(.mutex):
      return object.bytes(at: place.start, count: 4).map { Self.raw($0) == 0 ? "free" : "locked" }
    case .synchronizer, .members, .array, .bytes: return nil
    case .signed, .unsigned, .character, .floatingPoint, .pointer, .enumeration:
      return object.bytes(at: place.start, count: max(1, min(16, place.type.size))).map { Self.text($0, place.type) }
    }
  }

  /// A value in words, also of an array or a text.
  func words(of object: SharedObjectView, _ leaf: Structure.Leaf) -> String {
    guard case .array(let element, let count) = leaf.type.shape else {
      return value(of: object, at: leaf.offset, size: leaf.type.size) ?? "?"
    }
    if element.shape == .character {
      let bytes = object.bytes(at: leaf.offset, count: min(count, 256)) ?? []
      return "\"" + String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) + "\""
    }
    let values = (0..<min(count, 32)).map { index in
      value(of: object, at: leaf.offset + index * element.size, size: element.size) ?? "?"
    }
    return "[\(values.joined(separator: " "))\(count > 32 ? " …" : "")]"
  }

  /// glibc keeps a semaphore's value in its first word.
  private func semaphoreValue(_ bytes: [UInt8]?) -> String? { bytes.map { Self.integer($0, isSigned: false) } }

  private static func text(_ bytes: [UInt8], _ type: ValueType) -> String {
    switch type.shape {
    case .floatingPoint where bytes.count == 8:
      "\(Double(bitPattern: UInt64(truncatingIfNeeded: raw(bytes))))"
    case .floatingPoint where bytes.count == 4: "\(Float(bitPattern: UInt32(truncatingIfNeeded: raw(bytes))))"
    case .pointer: raw(bytes) == 0 ? "NULL" : "0x" + String(raw(bytes), radix: 16)
    case .enumeration(let names): names[Int64(bitPattern: raw(bytes))] ?? integer(bytes, isSigned: true)
    case .character where (0x20..<0x7f).contains(bytes[0]) && bytes.count == 1:
      "'\(Character(UnicodeScalar(bytes[0])))'"
    case .unsigned: integer(bytes, isSigned: false)
    default: integer(bytes, isSigned: true)
    }
  }

  private static func raw(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func integer(_ bytes: [UInt8], isSigned: Bool) -> String {
    let value = raw(bytes)
    guard isSigned, bytes.count <= 8 else { return "\(value)" }
    let unused = UInt64(64 - 8 * bytes.count)
    return "\(Int64(bitPattern: value << unused) >> Int64(unused))"
  }
}

extension Substring {
  fileprivate var trimmingEnd: Substring {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}

extension String {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
