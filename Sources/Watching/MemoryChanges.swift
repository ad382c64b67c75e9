import DebugInformation

/// The changes of shared memory between two moments.
struct MemoryChanges {
  private var before: [Int: [UInt8]] = [:]
  /// Large memory is not copied at each step.
  private static let most = 1 << 14

  mutating func remember(_ objects: [SharedObjectView]) {
    before = [:]
    for object in objects where object.isMemory && object.size <= Self.most {
      before[object.index] = object.bytes(at: 0, count: object.size)
    }
  }

  struct Change {
    var object: Int
    var leaf: Structure.Leaf
    var value: String
  }

  /// The values that have changed since then, those of synchronization objects aside.
  func changes(_ objects: [SharedObjectView], _ types: ObjectTypes) -> [Change] {
    objects.flatMap { object -> [Change] in
      guard let old = before[object.index], let new = object.bytes(at: 0, count: object.size), old != new,
        let structure = types.structure(of: object)
      else { return [] }
      return structure.leaves(atMost: 1024).compactMap { leaf in
        if case .synchronizer = leaf.type.shape { return nil }
        // The memory may be smaller than its struct.
        let end = min(old.count, new.count, leaf.offset + leaf.type.size)
        guard leaf.offset >= 0, leaf.offset < end, old[leaf.offset..<end] != new[leaf.offset..<end] else { return nil }
        return Change(object: object.index, leaf: leaf, value: types.words(of: object, leaf))
      }
    }
  }
}
