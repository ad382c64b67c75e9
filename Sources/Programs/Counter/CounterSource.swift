import Model

extension CounterProgram {
  static let source = ProgramSource(
    constants: [("ROUNDS", "5")], members: [.init(.counter, "long")], helpers: [],
    work: [.adder: .init(count: 2, rounds: "ROUNDS")],
    report: [
      #"printf("counter is %ld after %d additions\n", (long)s->counter, ROUNDS * ADDERS);"#,
      "return s->counter == ROUNDS * ADDERS ? 0 : 3;",
    ])
}
