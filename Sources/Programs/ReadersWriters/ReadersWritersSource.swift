import Model

extension ReadersWritersProgram {
  static let source = ProgramSource(
    constants: [("ROUNDS", "3")],
    members: [
      .init(.readcount, "long"), .init(.writecount, "long"), .init(.version, "long"), .init(.value, "long", "[3]"),
    ],
    helpers: [],
    work: [
      .reader: .init(
        count: 2, rounds: "ROUNDS", declarations: ["int torn = 0;"], after: ["torn += a != b || b != c;"],
        ending: [#"printf("reader %d: %d of %d values were torn\n", me, torn, ROUNDS);"#]),
      .writer: .init(count: 2, rounds: "ROUNDS"),
    ],
    report: ["return 0;"])
}
