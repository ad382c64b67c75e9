/// What the layout of the region calls its bytes, in the order in which they lie there.
public struct RegionMap: Sendable, Hashable {
  /// How the bytes of a field are to be read.
  public enum Kind: Sendable, Hashable {
    case number
    case signed
    case hexadecimal
    /// UTF-8, with zeros behind it.
    case text
    /// A number that stands for one of these names.
    case named([UInt64: String])
    /// The id of a process.
    case process
    /// An item's name, and what became of an item.
    case item
    case cell
    /// The number of an operation in the low 16 bits, the word of a wide item above.
    case operation
    /// The number of a shared variable.
    case variable
    /// A ticket, an operation, and whether it had to wait.
    case event
    /// Nobody's.
    case padding
  }

  public struct Field: Sendable, Hashable {
    /// Empty where the part has this one field.
    public var name: String
    /// From the start of its element.
    public var offset: Int
    public var size: Int
    public var kind: Kind

    public init(_ name: String, offset: Int, size: Int, _ kind: Kind) {
      self.name = name
      self.offset = offset
      self.size = size
      self.kind = kind
    }
  }

  /// What the elements of a part are called.
  public enum Naming: Sendable, Hashable {
    /// There is one element, of the part's own name.
    case alone
    /// By number: `slot[3]`.
    case numbered(String)
    /// By the worker whose record it is: the roles take turns. `P1`.
    case workers([WorkerID?])
    /// By the producer, of whom there are so many each, and the number: `cells[P1][17]`.
    case cells(each: Int)
  }

  /// So many elements that are all made alike. Its fields, padding included, cover an element without a gap.
  public struct Part: Sendable, Hashable {
    /// Empty for padding.
    public var name: String
    public var offset: Int
    public var stride: Int
    public var count: Int
    public var fields: [Field]
    public var naming: Naming
    /// Whether the laboratory keeps its own books here, as against what the program shares.
    public var isBookkeeping: Bool

    public init(
      _ name: String, offset: Int, stride: Int, count: Int = 1, fields: [Field], naming: Naming = .alone,
      isBookkeeping: Bool = false
    ) {
      self.name = name
      self.offset = offset
      self.stride = stride
      self.count = count
      self.fields = fields
      self.naming = naming
      self.isBookkeeping = isBookkeeping
    }

    public var end: Int { offset + stride * count }

    /// Whose record an element is.
    public func worker(_ element: Int) -> WorkerID? {
      switch naming {
      case .workers(let ids): return ids.indices.contains(element) ? ids[element] : nil
      default: return nil
      }
    }

    /// What an element is called.
    public func name(of element: Int) -> String {
      switch naming {
      case .alone: return name
      case .numbered(let word): return "\(word)[\(element)]"
      case .workers: return worker(element)?.description ?? "\(name)[\(element)]"
      case .cells(let each): return "\(name)[P\(element / max(1, each) + 1)][\(element % max(1, each))]"
      }
    }

    /// What a field of an element is called.
    public func name(of field: Field, in element: Int) -> String {
      let name = name(of: element)
      if field.name.isEmpty { return name }
      return field.name.hasPrefix("[") ? name + field.name : "\(name).\(field.name)"
    }
  }

  /// Where in a word an item's name stands, and in a tally cell what became of an item.
  public struct Bits: Sendable, Hashable {
    public var sequenceMask: UInt64
    public var producerShift: UInt64
    public var slotShift, slotMask: UInt64
    public var takerShift, takerMask: UInt64
    public var settled: UInt64

    public init(
      sequenceMask: UInt64, producerShift: UInt64, slotShift: UInt64, slotMask: UInt64, takerShift: UInt64,
      takerMask: UInt64, settled: UInt64
    ) {
      self.sequenceMask = sequenceMask
      self.producerShift = producerShift
      self.slotShift = slotShift
      self.slotMask = slotMask
      self.takerShift = takerShift
      self.takerMask = takerMask
      self.settled = settled
    }
  }

  /// Without gaps, from the start of the region to its end.
  public var parts: [Part]
  public var bits: Bits

  public init(parts: [Part], bits: Bits) {
    self.parts = parts
    self.bits = bits
  }

  public var size: Int { parts.last?.end ?? 0 }

  /// The part that an offset is in.
  public func part(at offset: Int) -> Part? { parts.first { $0.offset <= offset && offset < $0.end } }

  /// The field that an offset is in, by its full name, and whether it is the laboratory's own. Nil for padding.
  public func field(at offset: Int) -> (name: String, isBookkeeping: Bool, offset: Int)? {
    guard let part = part(at: offset) else { return nil }
    let (element, rest) = (offset - part.offset).quotientAndRemainder(dividingBy: part.stride)
    guard let field = part.fields.last(where: { $0.offset <= rest }), field.kind != .padding else { return nil }
    let start = part.offset + element * part.stride + field.offset
    return (part.name(of: field, in: element), part.isBookkeeping, start)
  }
}
