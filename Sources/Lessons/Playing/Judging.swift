// When an answer is judged: as soon as everything has happened that the question is about.

extension [Page] {
  /// The pages whose questions are answered by what happens on a page: those of its step since something happened last.
  public func decided(by index: Int) -> Range<Int> {
    let first = firstIndex { $0.step == self[index].step } ?? index
    return (self[first..<index].lastIndex { !$0.deeds.isEmpty } ?? first)..<index
  }

  /// Whether a question on a page is judged as soon as it is answered: nothing more happens in its step.
  public func isDecidedAtOnce(_ index: Int) -> Bool {
    self[(index + 1)...].prefix { $0.step == self[index].step }.allSatisfy(\.deeds.isEmpty)
  }
}
