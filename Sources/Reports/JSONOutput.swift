import FoundationEssentials

/// All of Ringside's JSON is written here: sorted keys, plain slashes, `"schema": 1` in each object that is alone or
/// in the outermost array, and the units of its figures.
public enum JSONOutput {
  /// One object in one line.
  ///
  /// - Parameters:
  ///   - kind: the kind of object, if a reader meets several kinds.
  ///   - units: the unit of each figure whose name does not contain it.
  public static func object(
    _ value: some Encodable, kind: String? = nil, units: [String: String] = [:]
  ) throws -> String {
    try text(Document(value: value, kind: kind, units: units))
  }

  /// An array of such objects in one line.
  public static func array(_ values: [some Encodable], units: [String: String] = [:]) throws -> String {
    try text(values.map { Document(value: $0, kind: nil, units: units) })
  }

  /// A value for another process of Ringside, in one line.
  public static func line(_ value: some Encodable) throws -> String { try text(value) }

  /// Reads such a line; nil if it is none.
  public static func value<Value: Decodable>(of type: Value.Type, in line: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(line.utf8))
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// A value with the fields that every object of Ringside has. It must encode itself into a keyed container.
struct Document<Value: Encodable>: Encodable {
  /// Increases when a field changes its meaning or is removed.
  static var schema: Int { 1 }

  let value: Value
  var kind: String?
  var units: [String: String] = [:]

  private enum Key: String, CodingKey { case schema, kind, units }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var own = encoder.container(keyedBy: Key.self)
    try own.encode(Self.schema, forKey: .schema)
    try own.encodeIfPresent(kind, forKey: .kind)
    if !units.isEmpty { try own.encode(units, forKey: .units) }
  }
}
