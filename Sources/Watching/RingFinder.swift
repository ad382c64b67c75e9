import DebugInformation
import Model

/// Finds the array that is used as a ring, and its two indices.
struct RingFinder {
  /// The names that people give to the two ends of a ring.
  private static let outs: Set<String> = [
    "out", "head", "front", "read", "read_pos", "readpos", "read_index", "first", "get", "ri", "start", "cons",
    "consumer",
    "nextout", "next_out", "rd", "r", "h", "take", "remove",
  ]
  private static let ins: Set<String> = [
    "in", "tail", "rear", "back", "write", "write_pos", "writepos", "write_index", "last", "put", "wi", "end", "prod",
    "producer", "nextin", "next_in", "wr", "w", "t", "insert", "add",
  ]

  /// The last values of numbers that each process read, by name.
  private var lastReads: [String: [String: Int]] = [:]
  /// How often a number was the index of an array's element that was touched next.
  private var hits: [String: [String: Int]] = [:]

  /// Notes a step: an element whose index was read just before.
  mutating func note(_ line: WatchRun.Line) {
    guard ["load", "store"].contains(line.event) else { return }
    guard let open = line.field.lastIndex(of: "["), let close = line.field.lastIndex(of: "]"), open < close,
      let index = Int(line.field[line.field.index(after: open)..<close])
    else {
      if line.event == "load", let value = line.old.flatMap({ Int($0) }) {
        lastReads[line.process, default: [:]][line.field] = value
      }
      return
    }
    let array = String(line.field[..<open])
    // A number that happens to be the same as the index is found out by the next elements.
    for (name, value) in lastReads[line.process] ?? [:] {
      hits[array, default: [:]][name, default: 0] += value == index ? 1 : -2
    }
    lastReads[line.process] = [:]
  }

  /// The ring among these values: an array beside two whole numbers that have the names of its ends, or that were used
  /// as its indices.
  func ring(in leaves: [Leaf], _ types: ObjectTypes) -> WatchedState.Ring? {
    let numbers = leaves.filter { $0.type.isNumber && !$0.name.hasSuffix("]") }
    for array in arrays(leaves) {
      guard let (out, into) = named(numbers) ?? used(array.name, numbers) else { continue }
      let indices = [out, into].compactMap { leaf -> WatchedState.Ring.Index? in
        guard let value = types.value(of: leaf.object, at: leaf.offset, size: leaf.type.size).flatMap({ Int($0) })
        else {
          return nil
        }
        return WatchedState.Ring.Index(name: leaf.name, element: ((value % array.count) + array.count) % array.count)
      }
      let values = array.elements.map { $0.map { types.words(of: $0.object, $0.leaf) }.joined(separator: " ") }
      return WatchedState.Ring(name: array.name, values: values, indices: indices)
    }
    return nil
  }

  private struct Elements {
    var name: String
    var count: Int
    /// The values of each element.
    var elements: [[Leaf]]
  }

  /// The arrays of numbers, and those of structs.
  private func arrays(_ leaves: [Leaf]) -> [Elements] {
    var found: [Elements] = []
    for leaf in leaves {
      if case .array(let element, let count) = leaf.type.shape, count > 1, element.isNumber {
        let elements = (0..<min(count, 64)).map { index in
          [
            Leaf(
              Structure.Leaf(
                name: "\(leaf.name)[\(index)]", offset: leaf.offset + index * element.size, type: element), leaf.object)
          ]
        }
        found.append(Elements(name: leaf.name, count: count, elements: elements))
      } else if let bracket = leaf.name.firstRange(of: "[0]."),
        found.last?.name != String(leaf.name[..<bracket.lowerBound])
      {
        let name = String(leaf.name[..<bracket.lowerBound])
        let own = leaves.filter { $0.name.hasPrefix(name + "[") }
        let elements = (0..<64).map { index in own.filter { $0.name.hasPrefix("\(name)[\(index)].") } }.filter {
          !$0.isEmpty
        }
        if elements.count > 1 { found.append(Elements(name: name, count: elements.count, elements: elements)) }
      }
    }
    return found
  }

  private func named(_ numbers: [Leaf]) -> (Leaf, Leaf)? {
    guard let out = numbers.first(where: { Self.outs.contains($0.lastName) }),
      let into = numbers.first(where: { Self.ins.contains($0.lastName) })
    else { return nil }
    return (out, into)
  }

  private func used(_ array: String, _ numbers: [Leaf]) -> (Leaf, Leaf)? {
    let indices = numbers.filter { (hits[array]?[$0.name] ?? 0) >= 2 }
    return indices.count == 2 ? (indices[0], indices[1]) : nil
  }
}

extension WatchedState.Ring {
  /// Whether a value is drawn in it.
  func contains(_ name: String) -> Bool { self.name == name || name.hasPrefix(self.name + "[") }
}
