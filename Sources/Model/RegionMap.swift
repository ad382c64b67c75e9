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
    /// The number of an operation, and the word of a wide item.
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

    public init(_ name: String, offset: Int, size: Int, _ kind: Kind = .number) {
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

  /// Some neighbouring bits of a word.
  public struct BitField: Sendable, Hashable {
    /// How many lower bits there are.
    public var shift: UInt64
    /// The bits, once they are the lowest.
    public var mask: UInt64

    public init(shift: UInt64, mask: UInt64) { (self.shift, self.mask) = (shift, mask) }

    public func value(in word: UInt64) -> UInt64 { word >> shift & mask }
  }

  /// Where in a word an item's name stands, in a tally cell what became of an item, in a record where a worker is, and in
  /// an event what it did.
  public struct Bits: Sendable, Hashable {
    public var sequence, producer: BitField
    public var slot, taker, settled: BitField
    public var operation, operationWord: BitField
    public var variableCode, variableElement: BitField
    public var eventTicket, eventOperation, eventBlocked: BitField

    public init(
      sequence: BitField, producer: BitField, slot: BitField, taker: BitField, settled: BitField, operation: BitField,
      operationWord: BitField, variableCode: BitField, variableElement: BitField, eventTicket: BitField,
      eventOperation: BitField, eventBlocked: BitField
    ) {
      self.sequence = sequence
      self.producer = producer
      self.slot = slot
      self.taker = taker
      self.settled = settled
      self.operation = operation
      self.operationWord = operationWord
      self.variableCode = variableCode
      self.variableElement = variableElement
      self.eventTicket = eventTicket
      self.eventOperation = eventOperation
      self.eventBlocked = eventBlocked
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
