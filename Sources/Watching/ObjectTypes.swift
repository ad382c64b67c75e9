import DebugInformation
import Glibc

/// The meaning of the bytes of each shared object, from the program's own debug information.
public final class ObjectTypes {
  private var files: [String: DebugFile?] = [:]
  private let chosen: String?
  /// Whether a struct was chosen that no program of the run has.
  public private(set) var isChosenMissing = false
  private var structures: [Int: Structure] = [:]
  private var sizes: [Int: Int] = [:]
  /// All that is known of an object without debug information: the sizes of accesses, by their offsets.
  private var cells: [Int: [Int: ValueType]] = [:]
  private var lines: [String: [String]] = [:]
  private var places: [PlaceKey: DebugFile.Place?] = [:]
  /// The names of the variables that hold the numbers of semaphore sets and queues.
  private var labels: [Int: String] = [:]
  /// How often the variables of a task were searched for pointers to an object: they may not have their values yet.
  private var searches: [Int: Int] = [:]
  private static let mostSearches = 200

  private struct PlaceKey: Hashable {
    var program: String
    var address: UInt64
  }

  /// - Parameter chosen: the name of a struct, for programs in which it cannot be found.
  public init(chosen: String? = nil) { self.chosen = chosen }

  private func debug(_ program: String) -> DebugFile? {
    if let known = files[program] { return known }
    let file = DebugFile(path: program)
    files[program] = .some(file)
    return file
  }

  /// Forgets all that it has read: the program was compiled again.
  public func forgetEverything() {
    (files, lines, places) = ([:], [:], [:])
    forgetObjects()
  }

  /// Forgets what it knows of objects: the program was started again.
  public func forgetObjects() { (structures, sizes, cells, searches, labels) = ([:], [:], [:], [:], [:]) }

  // MARK: - Places

  private func place(of address: UInt64, in program: String) -> DebugFile.Place? {
    let key = PlaceKey(program: program, address: address)
    if let known = places[key] { return known }
    let found = debug(program)?.place(of: address)
    places[key] = .some(found)
    return found
  }

  /// The source line where a task stands; nil if it is unknown.
  public func place(of task: TaskView) -> DebugFile.Place? {
    if task.frames.isEmpty, task.operation == .begin { return debug(task.program)?.place(ofFunction: "main") }
    return place(of: task.frames, in: task.program)
  }

  /// The innermost line of a call chain that is the program's own: an atomic of C++ is accessed in a header of the
  /// compiler's, and the caller's line is meant.
  private func place(of frames: [UInt64], in program: String) -> DebugFile.Place? {
    let places = frames.lazy.compactMap { self.place(of: $0, in: program) }
    return places.first { !$0.file.hasPrefix("/usr/") } ?? places.first
  }

  /// The functions that a task is in, the innermost first.
  public func functions(of task: TaskView) -> [String] {
    task.frames.compactMap { place(of: $0, in: task.program)?.function }
  }

  /// The text of a source line; nil if the file cannot be read.
  public func line(_ place: DebugFile.Place) -> String? {
    let text = lines(of: place.file)
    return text.indices.contains(place.line - 1) ? text[place.line - 1] : nil
  }

  /// The lines of a source file; none if it cannot be read.
  public func lines(of path: String) -> [String] {
    if let known = lines[path] { return known }
    let read = TextFile.read(path, atMost: 1 << 20).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    lines[path] = read
    return read
  }

  // MARK: - Structs

  /// Takes it as known what an object holds.
  func assume(_ structure: Structure, for object: SharedObjectView) { structures[object.index] = structure }

  func isKnown(_ object: SharedObjectView) -> Bool { structures[object.index] != nil }

  /// The struct that an object holds; nil if it is unknown.
  /// - Parameter tasks: all tasks; one of them has mapped it.
  public func structure(of object: SharedObjectView, mappedByOneOf tasks: [TaskView]? = nil) -> Structure? {
    if let known = structures[object.index] { return known }
    if let tasks, object.isMemory, tasks.indices.contains(object.mappedBy),
      let found = find(object, tasks)
    {
      let filling = found.filling(object.size)
      sizes[object.index] = object.size
      structures[object.index] = filling
      return filling
    }
    return cellStructure(of: object)
  }

  private func find(_ object: SharedObjectView, _ tasks: [TaskView]) -> Structure? {
    let mapper = tasks[object.mappedBy]
    guard let debug = debug(mapper.program) else { return nil }
    let search = TypeSearch(object: object, types: self)
    if chosen != nil { isChosenMissing = true }
    if let chosen, let structure = tasks.lazy.compactMap({ self.debug($0.program)?.structure(named: chosen) }).first {
      isChosenMissing = false
      return structure
    }
    if searches[object.index] == nil, let found = search.fromMappingCall(debug) {
      // A plain value, or several: a variable of a better type may point to them later.
      if !found.isPlain || object.size < found.size * 2 || object.size % 4096 != 0 { return found }
    }
    // Looking into the variables of a process costs some system calls.
    guard searches[object.index, default: 0] < Self.mostSearches else { return search.fromMappingCall(debug) }
    searches[object.index, default: 0] += 1
    let all = tasks.filter { $0.state != .ended }.compactMap { task in self.debug(task.program).map { (task, $0) } }
    return search.fromVariables(all) ?? search.fromMappingCall(debug)
  }

  /// The name of the variable that got the number of a semaphore set or a queue: `semid` of `semid = semget(`.
  func label(of object: SharedObjectView, _ programs: (Int) -> String?) -> String? {
    if let known = labels[object.index] { return known.isEmpty ? nil : known }
    let debug = programs(object.mappedBy).flatMap { self.debug($0) }
    let found = debug.flatMap { TypeSearch(object: object, types: self).label($0) }
    labels[object.index] = found ?? ""
    return found
  }

  // MARK: - Cells

  /// Notes an access to an object: without debug information, its size is all that is known of what is there.
  func note(_ task: TaskView) {
    if let index = task.object, let known = structures[index], task.operation.isAccess, task.offset >= known.size,
      let size = sizes[index], !known.members.isEmpty
    {
      structures[index] = extended(known, by: task, within: size)
      return
    }
    guard let index = task.object, structures[index] == nil, task.offset >= 0, task.offset < 1 << 20 else { return }
    let type: ValueType? =
      switch task.operation {
      case .load, .store, .update:
        [1, 2, 4, 8].contains(task.size) ? ValueType(size: task.size, shape: .signed) : nil
      case .semaphoreInit, .semaphoreWait, .semaphorePost, .semaphoreTryWait:
        ValueType(size: 32, shape: .synchronizer(.semaphore))
      case .mutexInit, .mutexLock, .mutexUnlock, .mutexTryLock: ValueType(size: 40, shape: .synchronizer(.mutex))
      case .conditionWait, .conditionSignal, .conditionBroadcast, .conditionInit:
        ValueType(size: 48, shape: .synchronizer(.condition))
      case .readLock, .writeLock, .readWriteUnlock: ValueType(size: 56, shape: .synchronizer(.readWriteLock))
      case .spinLock, .spinUnlock: ValueType(size: 4, shape: .synchronizer(.spinlock))
      default: nil
      }
    guard let type, cells[index, default: [:]].count < 256 else { return }
    if let known = cells[index]?[task.offset], known.size >= type.size { return }
    cells[index, default: [:]][task.offset] = type
  }

  /// A struct behind whose end there is more: more of the same, or else something of the size of the access.
  private func extended(_ known: Structure, by task: TaskView, within size: Int) -> Structure {
    if known.isPlain || size % known.size == 0 && size > known.size { return known.repeated(within: size) }
    guard [1, 2, 4, 8].contains(task.size), task.offset < size, known.members.count < 1024 else { return known }
    var copy = known
    copy.members.append(
      Member(name: "+\(task.offset)", offset: task.offset, type: ValueType(size: task.size, shape: .signed)))
    copy.size = task.offset + task.size
    return copy
  }

  private func cellStructure(of object: SharedObjectView) -> Structure? {
    guard object.isMemory, let cells = cells[object.index], !cells.isEmpty else { return nil }
    let members = cells.sorted { $0.key < $1.key }.map { Member(name: "+\($0.key)", offset: $0.key, type: $0.value) }
    return Structure(name: "\(object.size) bytes", size: object.size, members: members)
  }
}
