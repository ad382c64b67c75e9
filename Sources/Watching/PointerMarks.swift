import DebugInformation
import Glibc

/// The targets of pointers in shared memory: an address is good only in a process that has the memory there.
struct PointerMarks {
  /// A mapping of a shared object in a process: proc(5), maps.
  private struct Mapping {
    var process: TaskName
    var range: Range<UInt64>
    var offset: UInt64
    var object: SharedObjectView
  }

  private let mappings: [Mapping]
  private let processes: [TaskName]
  private let types: ObjectTypes

  init(_ tasks: [TaskView], _ objects: [SharedObjectView], _ types: ObjectTypes) {
    self.types = types
    let hasPointers = objects.contains { object in
      types.structure(of: object)?.leaves(atMost: 256).contains { (types.pointer(in: object, $0) ?? 0) != 0 } ?? false
    }
    let living = tasks.filter { $0.state != .ended && !$0.isThread }
    processes = hasPointers ? living.map(\.name) : []
    mappings = hasPointers ? living.prefix(16).flatMap { Self.mappings(of: $0, objects) } : []
  }

  private static func mappings(of task: TaskView, _ objects: [SharedObjectView]) -> [Mapping] {
    TextFile.read("/proc/\(task.pid)/maps", atMost: 1 << 17).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count >= 5, let inode = UInt64(fields[4]), inode != 0,
        let object = objects.first(where: { $0.isMapped(inode: inode) })
      else { return nil }
      let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      guard bounds.count == 2, bounds[0] < bounds[1], let offset = UInt64(fields[2], radix: 16) else { return nil }
      return Mapping(process: task.name, range: bounds[0]..<bounds[1], offset: offset, object: object)
    }
  }

  /// A value that is a pointer, in words: "→ node[2]", and in which processes it leads nowhere. Nil for other values.
  func words(_ object: SharedObjectView, _ leaf: Structure.Leaf) -> String? {
    guard let address = types.pointer(in: object, leaf), address != 0 else { return nil }
    let targets = mappings.filter { $0.range.contains(address) }
    let number = "0x" + String(address, radix: 16)
    guard let first = targets.first else { return processes.isEmpty ? number : number + " (into no shared memory)" }
    let offset = Int(clamping: address - first.range.lowerBound + first.offset)
    let others = processes.filter { process in
      !targets.contains {
        $0.process == process && $0.object.index == first.object.index
          && address - $0.range.lowerBound + $0.offset == UInt64(offset)
      }
    }
    let place = "\u{2192} " + types.element(of: first.object, at: offset)
    return others.isEmpty ? "\(place)  \(number)" : "\(place) (not in \(others.map(\.description).listed()))  \(number)"
  }
}
