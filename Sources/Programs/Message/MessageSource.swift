import Model

extension MessageProgram {
  static let source = ProgramSource(
    constants: [("WORDS", "4"), ("ROUNDS", "3")],
    members: [.init(.version, "unsigned long"), .init(.text, "unsigned long", "[WORDS]")],
    helpers: [
      """
      // All words of one message are the same number.
      static unsigned long compose(int round) { return 10 * (unsigned long)(round + 1); }
      """,
      """
      static void print(const unsigned long *copy) {
        int torn = 0;
        for (int k = 1; k < WORDS; k++) torn |= copy[k] != copy[0];
        printf("read %lu%s\\n", copy[0], torn ? ", torn" : "");
      }
      """,
    ],
    work: [
      .writer: .init(
        count: 1, rounds: "ROUNDS", declarations: ["unsigned long message[WORDS];"],
        registers: ["v": "unsigned long v = 2 * (unsigned long)round;"]),
      .reader: .init(
        count: 2, rounds: "ROUNDS",
        declarations: ["unsigned long copy[WORDS];", "mprotect(s, sizeof *s, PROT_READ);  // a reader needs no more"]),
    ],
    report: ["return 0;"])
}
