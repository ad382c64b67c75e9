import Model

/// An answer that was given in an earlier run.
public struct PlacedAnswer: Sendable, Hashable {
  public var place: GatePlace
  public var text: String
  public var isRight: Bool
  /// The finding when it was judged.
  public var found: String
  public var votes: Ballot

  public init(place: GatePlace, text: String, isRight: Bool, found: String, votes: Ballot = Ballot()) {
    self.place = place
    self.text = text
    self.isRight = isRight
    self.found = found
    self.votes = votes
  }
}

/// A challenge that was won in an earlier run.
public struct PlacedWin: Sendable, Hashable {
  public var place: GatePlace
  public var schedule: Schedule

  public init(place: GatePlace, schedule: Schedule) {
    self.place = place
    self.schedule = schedule
  }
}
