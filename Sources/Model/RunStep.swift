/// One step of a run, for a list of steps.
public struct RunStep: Sendable, Hashable, Codable {
  /// The name of the process.
  public var process: String
  /// The operation, a line of C; or what happened: "killed".
  public var text: String
  /// The value that it changed: "in 1".
  public var change: String
  /// The plain shared values after it, by their names.
  public var values: [Value]
  /// What the ledger says of it: "lost".
  public var mark: String
  /// Whether it is a preemption: a step of another process while the one before could go on.
  public var isPreemption: Bool

  /// A shared value.
  public struct Value: Sendable, Hashable, Codable {
    public var name: String
    public var value: UInt64

    public init(_ name: String, _ value: UInt64) { (self.name, self.value) = (name, value) }
  }

  public init(
    process: String, text: String, change: String = "", values: [Value] = [], mark: String = "",
    isPreemption: Bool = false
  ) {
    (self.process, self.text, self.change, self.values) = (process, text, change, values)
    (self.mark, self.isPreemption) = (mark, isPreemption)
  }
}
