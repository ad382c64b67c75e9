// When answers are judged: as soon as the events that they are about have happened.

extension [Page] {
  /// The pages whose questions are answered by the events of a page: those of its step since the last event before
  /// it.
  public func decided(by index: Int) -> Range<Int> {
    let first = firstIndex { $0.step == self[index].step } ?? index
    return (self[first..<index].lastIndex { !$0.deeds.isEmpty } ?? first)..<index
  }

  /// Whether a question on a page is judged as soon as it is answered, because its step has no further events.
  public func isDecidedAtOnce(_ index: Int) -> Bool {
    self[(index + 1)...].prefix { $0.step == self[index].step }.allSatisfy(\.deeds.isEmpty)
  }
}
