import Model

extension RingProgram {
  static let source = ProgramSource(
    constants: [("SLOTS", "4"), ("ITEMS", "6")],
    members: [
      .init(.in, "int"), .init(.out, "int"), .init(.slot, "int", "[SLOTS]"), .init(.count, "int"),
    ],
    startValues: [.empty: "SLOTS", .full: "0"],
    helpers: [
      """
      // Item 203 is the third one of producer 2.
      static int produce(int me, int round) { return 100 * me + round + 1; }
      """,
      """
      static long sum;  // of this process alone
      static void consume(int item) { sum += item; }
      """,
    ],
    work: [
      .producer: .init(count: 2, rounds: "ITEMS"),
      .consumer: .init(
        count: 2, rounds: "ITEMS * PRODUCERS / CONSUMERS",
        ending: [#"printf("consumer %d: the items that it took have the sum %ld\n", me, sum);"#]),
    ],
    report: [
      "long all = 0;", "for (int me = 1; me <= PRODUCERS; me++)",
      "  for (int round = 0; round < ITEMS; round++) all += produce(me, round);",
      #"printf("the items that were produced have the sum %ld\n", all);"#, "return 0;",
    ])
}
