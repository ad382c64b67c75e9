import CWatch
import DebugInformation
import Glibc

/// The search for the struct that an object holds.
struct TypeSearch {
  let object: SharedObjectView
  let types: ObjectTypes

  // MARK: - The source

  /// From the source of the call that mapped it: `NAME = (struct X *) mmap(…)` gives the type by its cast, or by the
  /// variable. If a function of the program's own makes that call, the line that calls this function is meant.
  func fromMappingCall(_ debug: DebugFile) -> Structure? {
    var call = ["mmap", "mmap64", "shmat"]
    for address in object.mappedAt {
      guard let place = debug.place(of: address) else { return nil }
      if let found = fromCall(of: call, place, address, debug) { return found }
      guard let function = place.function, function != "main" else { return nil }
      call = [function]
    }
    return nil
  }

  /// The name of the variable that gets what the call at the object's frames returns.
  func label(_ debug: DebugFile) -> String? {
    var call = ["semget", "msgget", "mq_open"]
    for address in object.mappedAt {
      guard let place = debug.place(of: address), let before = textBefore(call, place) else { return nil }
      switch Self.assigned(in: before) {
      case .variable(let name), .member(let name), .element(let name): return name
      case nil:
        guard let function = place.function, function != "main" else { return nil }
        call = [function]
      }
    }
    return nil
  }

  private func fromCall(
    of functions: [String], _ place: DebugFile.Place, _ address: UInt64, _ debug: DebugFile
  ) -> Structure? {
    guard let before = textBefore(functions, place) else { return nil }
    if let name = Self.cast(at: before), let structure = debug.structure(named: name) { return structure }
    switch Self.assigned(in: before) {
    case .variable(let name): return debug.structure(pointedToBy: name, at: address).flatMap(whole)
    case .member(let name): return debug.structure(pointedToByMember: name).flatMap(whole)
    case .element(let name): return debug.structure(pointedToByElementsOf: name, at: address).flatMap(whole)
    case nil: return nil
    }
  }

  /// The source before a call at a place: from the same statement, which may begin on lines before.
  private func textBefore(_ functions: [String], _ place: DebugFile.Place) -> Substring? {
    for line in [place.line, place.line - 1, place.line - 2] {
      guard let text = types.line(DebugFile.Place(file: place.file, line: line)) else { continue }
      // Of several calls on one line, the one that begins last before the place.
      let column = line == place.line ? place.column ?? .max : .max
      let calls = functions.flatMap { name in text.ranges(of: name).map(\.lowerBound) }.filter {
        text.distance(from: text.startIndex, to: $0) < column
      }
      guard let call = calls.max() ?? functions.lazy.compactMap({ text.firstRange(of: $0)?.lowerBound }).first else {
        continue
      }
      let before = text[..<call]
      let statement =
        before.lastIndex(where: { $0 == ";" || $0 == "{" }).map { before[before.index(after: $0)...] } ?? before
      if statement.contains(where: { !$0.isWhitespace }) || line == 1 { return statement }
      // The line before may have the assignment.
      guard let previous = types.line(DebugFile.Place(file: place.file, line: line - 1)),
        previous.contains("="), !previous.contains(";")
      else { return statement }
      return Substring(previous + " " + statement)
    }
    return nil
  }

  /// Not what is only the first part of an object.
  private func whole(_ structure: Structure) -> Structure? { isBareSynchronizer(structure) ? nil : structure }

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

  private enum Assigned {
    case variable(String), member(String), element(String)
  }

  /// The target of the assignment in a text: `sb` of `SharedBuffer *sb = `, `shm` of `x->shm = `, `t` of `t[i] = `.
  private static func assigned(in text: Substring) -> Assigned? {
    guard let equals = text.lastIndex(of: "=") else { return nil }
    var left = text[..<equals].trimmingEnd
    let isElement = left.last == "]"
    if isElement, let open = left.lastIndex(of: "[") { left = left[..<open].trimmingEnd }
    let name = String(left.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    guard !name.isEmpty else { return nil }
    let rest = left.dropLast(name.count).trimmingEnd
    if isElement { return .element(name) }
    if rest.hasSuffix("->") || rest.hasSuffix(".") { return .member(name) }
    // `*out = mmap(` stores through a pointer; in `int *out = mmap(` a type stands before.
    let beforeStars = rest.reversed().drop { $0 == "*" || $0.isWhitespace }
    return rest.last == "*" && beforeStars.isEmpty ? nil : .variable(name)
  }

  // MARK: - Variables

  /// From the variables whose values are the address of the object, or one inside it.
  func fromVariables(_ tasks: [(task: TaskView, debug: DebugFile)]) -> Structure? {
    var whole: Structure?
    var parts: [Int: (name: String, target: Structure)] = [:]
    for (task, debug) in tasks {
      var seen: Set<DebugFile.Pointer.Place> = []
      for (depth, frame) in task.frames.enumerated() {
        let pointer = depth < task.framePointers.count ? task.framePointers[depth] : 0
        for variable in debug.pointers(around: frame) {
          if case .address = variable.place, !seen.insert(variable.place).inserted { continue }
          guard let offset = offset(of: variable, task, framePointer: pointer) else { continue }
          if variable.target.isPlain || isBareSynchronizer(variable.target) || offset > 0 {
            if parts[offset] == nil || parts[offset]?.target.isPlain == true,
              !variable.target.isPlain || parts[offset] == nil
            {
              parts[offset] = (variable.name, variable.target)
            }
          } else if variable.target.size <= object.size, variable.target.size > whole?.size ?? 0 {
            whole = variable.target
          }
        }
      }
    }
    return whole ?? joined(parts)
  }

  /// The offset in the object to which a variable points; nil if it points elsewhere.
  private func offset(of variable: DebugFile.Pointer, _ task: TaskView, framePointer: UInt64) -> Int? {
    let address: UInt64
    switch variable.place {
    case .address(let place): address = place &+ task.base
    case .frame(let offset):
      guard framePointer != 0 else { return nil }
      address = framePointer &+ UInt64(bitPattern: Int64(offset))
    }
    var value: UInt64 = 0
    guard watch_read_memory(task.pid, address, &value, 8) == 8, value >= object.address,
      value - object.address < UInt64(object.size)
    else { return nil }
    return Int(value - object.address)
  }

  /// Several pointers into one object, as the members of a struct. A plain one at its start is an array up to the next.
  private func joined(_ parts: [Int: (name: String, target: Structure)]) -> Structure? {
    guard !parts.isEmpty else { return nil }
    if parts.count == 1, let only = parts.first, only.key == 0, !isBareSynchronizer(only.value.target) {
      return only.value.target
    }
    let offsets = parts.keys.sorted()
    let members = offsets.enumerated().map { index, offset -> Member in
      let end = index + 1 < offsets.count ? offsets[index + 1] : object.size
      let (name, target) = parts[offset]!
      let element =
        target.isPlain ? target.members[0].type : ValueType(size: target.size, shape: .members(target.members))
      let count = element.size > 0 ? min((end - offset) / element.size, index + 1 < offsets.count ? .max : 64) : 1
      let isArray = count > 1 && target.isPlain && !isBareSynchronizer(target)
      return Member(
        name: name, offset: offset,
        type: isArray ? ValueType(size: element.size * count, shape: .array(of: element, count: count)) : element)
    }
    return Structure(name: "\(object.size) bytes", size: object.size, members: members)
  }

  /// Whether it is nothing but a `sem_t` or a lock: then other variables point to the rest of the object.
  private func isBareSynchronizer(_ structure: Structure) -> Bool {
    guard structure.isPlain, case .synchronizer = structure.members[0].type.shape else { return false }
    return structure.size < object.size
  }
}

extension Substring {
  fileprivate var trimmingEnd: Substring {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
