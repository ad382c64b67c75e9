import CWatch
import DebugInformation
import Glibc
import Model

/// A segment of shared memory of anybody's, read-only and typed.
public final class ForeignSegment {
  public let object: SharedObjectView
  public let structure: Structure
  private let types = ObjectTypes()

  /// Finds a segment.
  ///
  /// - Parameters:
  ///   - text: `/name`, a System V shmid or key (with 0x), or the path of a file.
  ///   - structure: what it holds.
  /// - Throws: a sentence why there is none.
  ///   - pid: a process that has it mapped: then the text may be one of its addresses.
  public init(_ text: String, of pid: Int32? = nil, holding structure: Structure) throws(WatchError) {
    object = try Self.object(text, pid)
    self.structure = structure.filling(object.size)
    guard object.size >= structure.size else {
      throw .notShown("\(text) has \(object.size) bytes, and `\(structure.name)` needs \(structure.size)")
    }
    types.assume(self.structure, for: object)
  }

  private static func object(_ text: String, _ pid: Int32?) throws(WatchError) -> SharedObjectView {
    guard let pid else { return try SharedObjectView(naming: text) }
    let regions = try ProcessRegion.regions(of: pid)
    let address = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : nil
    guard let region = regions.first(where: { $0.name == text || $0.address == address }) else {
      let names = regions.map(\.name)
      throw .notShown(
        "process \(pid) has no shared region `\(text)`"
          + (names.isEmpty ? "; it has none at all" : "; it has \(names.listed())"))
    }
    return SharedObjectView(pid: pid, region: region)
  }

  /// A value of the segment.
  public struct Field: Sendable, Hashable, Encodable {
    public var name: String
    public var offset: Int
    public var value: String
    /// `sem_t` and the like for a synchronization object; empty otherwise.
    public var kind: String
  }

  /// The present values.
  public var fields: [Field] {
    structure.leaves(atMost: 256).map { leaf in
      if case .synchronizer(let kind) = leaf.type.shape {
        let value = types.value(of: object, at: leaf.offset, size: leaf.type.size) ?? ""
        return Field(name: leaf.name, offset: leaf.offset, value: value, kind: kind.rawValue)
      }
      return Field(name: leaf.name, offset: leaf.offset, value: types.words(of: object, leaf), kind: "")
    }
  }

  /// The struct of this name in a program, or in a C file, which is compiled for its types alone.
  public static func structure(
    named name: String, from path: String, compiler: String = "gcc", folder: String
  ) throws(WatchError) -> Structure {
    var binary = path
    if ProgramBuild.isSource(path) {
      binary = "\(folder)/types.so"
      try ProgramBuild([path], compiler: compiler, folder: folder).compileTypes(to: binary)
    }
    guard let debug = DebugFile(path: binary) else {
      throw .notShown("`\(path)` has no debug information; compile it with -g, or give the C file")
    }
    guard let structure = debug.structure(named: name) else {
      throw .notShown("there is no struct `\(name)` in `\(path)`; give one that it defines")
    }
    return structure
  }
}

extension SharedObjectView {
  /// A segment that somebody else has made.
  init(naming text: String) throws(WatchError) {
    var status = stat()
    if let id = Self.systemVID(text) {
      var segment = shmid_ds()
      guard shmctl(id, IPC_STAT, &segment) == 0 else { throw .system("shmctl", text, errno) }
      self.init(kind: WATCH_SYSTEMV, name: text, path: "", id: id, size: Int(segment.shm_segsz))
    } else if text.hasPrefix("/"), !text.dropFirst().contains("/"), stat("/dev/shm\(text)", &status) == 0 {
      self.init(kind: WATCH_POSIX, name: text, path: "/dev/shm\(text)", id: -1, size: Int(status.st_size))
    } else {
      guard stat(text, &status) == 0 else {
        throw .notShown("there is no segment `\(text)`; ls /dev/shm and ipcs -m list what there is")
      }
      self.init(kind: WATCH_FILE, name: text, path: text, id: -1, size: Int(status.st_size))
    }
  }

  /// A shmid in decimal, or the segment of a key in hexadecimal.
  private static func systemVID(_ text: String) -> Int32? {
    if let id = Int32(text), id >= 0 { return id }
    guard text.hasPrefix("0x"), let key = UInt32(text.dropFirst(2), radix: 16) else { return nil }
    let id = shmget(key_t(bitPattern: key), 0, 0)
    return id >= 0 ? id : nil
  }
}
