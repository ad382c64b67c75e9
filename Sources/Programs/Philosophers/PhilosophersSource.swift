import Model

extension PhilosophersProgram {
  static let source = ProgramSource(
    constants: [("N", "3"), ("ROUNDS", "2")], members: [.init(.eating, "int", "[N]")],
    startValues: [.footman: "N - 1"],
    helpers: [
      "static void think(void) {}", "static int min(int a, int b) { return a < b ? a : b; }",
      "static int max(int a, int b) { return a > b ? a : b; }",
    ],
    work: [
      .philosopher: .init(
        count: 3, rounds: "ROUNDS", declarations: ["int i = me - 1;"],
        ending: [#"printf("philosopher %d has eaten\n", i);"#])
    ],
    report: ["return 0;"])
}
