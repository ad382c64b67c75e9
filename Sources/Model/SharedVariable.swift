/// A variable that processes share: its name, and for an array element its index. `in`, `fork[2]`.
public struct SharedVariable: Sendable, Hashable {
  /// How much of it one operation copies.
  public enum Span: Sendable, Hashable {
    case word
    /// An item, which takes one operation for each of its words.
    case item
    /// A text, composed word by word and copied in pieces.
    case text
  }

  /// Its name without the index: `fork`.
  public let array: String
  /// The index of the element, from 0; nil if it is not an element.
  public let index: Int?
  /// The name of the element's place where each process has another element: `left` in `fork[left]`.
  public let place: String?
  public let span: Span
  /// Its number in words of the region, unique among the variables of its program.
  public let code: UInt8

  private init(_ array: String, index: Int? = nil, place: String? = nil, code: UInt8, span: Span) {
    self.array = array
    self.index = index
    self.place = place
    self.code = code
    self.span = span
  }

  public init(_ name: String, code: UInt8 = 0, span: Span = .word) {
    self.init(name, index: nil, place: nil, code: code, span: span)
  }

  /// The element of an array at an index, from 0.
  public subscript(index: Int) -> SharedVariable { SharedVariable(array, index: index, code: code, span: span) }

  /// The element at a place that is another for each process. `fork[left]`.
  public subscript(place: String) -> SharedVariable { SharedVariable(array, place: place, code: code, span: span) }

  /// The element that it is for a process with these places; itself if it depends on none of them.
  public func resolved(_ places: [String: Int]) -> SharedVariable {
    place.flatMap { places[$0] }.map { self[$0] } ?? self
  }

  /// Whether the two can be the same for some process, or one is the whole array of the other.
  public func mayBe(_ other: SharedVariable) -> Bool {
    array == other.array && (index == nil || other.index == nil || index == other.index)
  }

  /// Reads a name such as `in` or `fork[2]`; nil if it cannot be a name.
  public init?(reading text: some StringProtocol) {
    let name = text.prefix { $0 != "[" }
    guard let first = name.first, first.isLetter, name.allSatisfy({ $0.isWordOfC })
    else { return nil }
    let rest = text.dropFirst(name.count)
    if rest.isEmpty {
      self.init(String(name))
      return
    }
    guard rest.last == "]", let index = Int(decimal: rest.dropFirst().dropLast()) else { return nil }
    self.init(String(name), index: index, code: 0, span: .word)
  }

  /// `in`, `fork[2]`
  public var name: String { (index.map(String.init) ?? place).map { "\(array)[\($0)]" } ?? array }

  public static func == (a: SharedVariable, b: SharedVariable) -> Bool {
    a.array == b.array && a.index == b.index && a.place == b.place
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(array)
    hasher.combine(index)
    hasher.combine(place)
  }
}

extension SharedVariable {
  /// The lock of the critical section, whatever its kind.
  public static let mutex = SharedVariable("mutex", code: 2)
  /// A spinlock.
  public static let lock = SharedVariable("lock", code: 6)
}

extension Character {
  /// Whether it is allowed in a name in C.
  fileprivate var isWordOfC: Bool { isASCII && (isLetter || isNumber || self == "_") }
}
