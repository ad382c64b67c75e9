/// The reason why a command cannot be carried out now. A sentence for the user.
public struct Refusal: Error, CustomStringConvertible, Hashable {
  public var description: String
  public init(_ description: String) { self.description = description }
}
