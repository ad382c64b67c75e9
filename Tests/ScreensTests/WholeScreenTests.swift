import Testing

// Whole screens, as text.

@Suite struct WholeScreenTests {
  @Test func steppingAt80x24() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (80, 24))
    screen.press("Tab")
    #expect(
      screen.text == """
         ringside  bounded buffer · posix /ringside-4312 · semaphores         ‖ step 47
                    0     1     2     3     4     5     6     7     8     9
                 ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
                 │     │P1·07│P1·08│P2·04▶P2·05◀     │     │     │     │     │
                 └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
                        ▲ out             ▲ in

        ─ semaphores ────────────────────── ledger ─────────────────────────────────────
          empty  6  ██████░░░░             produced          12  duplicated           0
          full   2  ██░░░░░░░░             = taken            8  torn                 0
          mutex  0  P2 inside  C1 waits    + lost             0  phantom              0
                                           + in ring          4  ✓ all accounted for

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
           P1     4313 parked   sem_wait(empty)        item=P1·09                   7
         ▸ P2     4314 parked   in = (i + 1) % n       i=4  item=P2·05              5
           C1     4315 BLOCKED  sem_wait(mutex)                                     8
           C2     4316 parked   sem_wait(full)                                      0

        ─ last steps ───────────────────────────────────────────────────────────────────
          C1 sem_wait(mutex) must wait  →  P2 i = in  →  P2 slot[4] = P2·05
          P2 has written P2·05 into slot 4, but `in` is still 4: no other process may
          look until P2 posts `mutex`.
         space run  s step P2  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func steppingAt120x36() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (120, 36))
    screen.press("Tab")
    #expect(
      screen.text == """
         ringside  bounded buffer · posix /ringside-4312 · semaphores · 10 slots · 2 producers, 2 consumers           ‖ step 47
                                        0     1     2     3     4     5     6     7     8     9
                                     ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
                                     │     │P1·07│P1·08│P2·04▶P2·05◀     │     │     │     │     │
                                     └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
                                            ▲ out             ▲ in

        ─ semaphores ──────────────────────────── ledger ──────────────────────────────────────── shared variables ─────────────
          empty  6  ██████░░░░                   produced          12  duplicated             0   in  = 4
          full   2  ██░░░░░░░░                   = taken            8  torn                   0   out = 1
          mutex  0  P2 inside  C1 waits          + lost             0  phantom                0   slot[4] = P2·05  was empty
                                                 + in ring          4  ✓ all accounted for

        ─ processes ─────────── about to / inside ────── own registers ──────────── items ─ kernel says ────────────────────────
           P1     4313 parked   sem_wait(empty)          item=P1·09                     7   S  asleep at the gate
         ▸ P2     4314 parked   in = (i + 1) % n         i=4  item=P2·05                5   S  asleep at the gate
           C1     4315 BLOCKED  sem_wait(mutex)                                         8   S  asleep in futex on mutex
           C2     4316 parked   sem_wait(full)                                          0   S  asleep at the gate

        ─ producer ────────────────────────────────────── consumer ────────────────────────── semaphores, the textbook's three ─
          item = produce()                                sem_wait(full)     ◀ C2
          sem_wait(empty)   ◀ P1                          sem_wait(mutex)    ◀ C1 blocked
          sem_wait(mutex)                                 o = out
          i = in                                          item = slot[o]
          slot[i] = item                                  out = (o + 1) % n
          in = (i + 1) % n  ◀ P2                          sem_post(mutex)
          sem_post(mutex)                                 sem_post(empty)
          sem_post(full)                                  consume(item)
        ─ timeline ─────────────────────────────────────────────────────────────────────────────────────── newest at the right ─
           P1  ······················································──m──i──s──n──M──F·······································
           P2  ································································································──w──m···──i──s
           C1  ········································································──f──m──o──t──n──M──E──f······──m▒▒▒▒▒▒
           C2  ···············································································································
          P2 has written P2·05 into slot 4, but `in` is still 4: no other process may look until P2 posts `mutex`.

         space run  s step P2  p producer  + faster  - slower  f full  r race  d discipline  m bytes  E explore  ? help  q quit
        """)
  }

  @Test func steppingAt40x10() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (40, 10))
    screen.press("Tab")
    #expect(
      screen.text == """
         ringside · semaphores        ‖ step 47
            0 ░ 1 1 2 2 ░ ░ ░ ░ ░
                ▲ out ▲ in
          empty 6   full 2   mutex 0
          ✓ every item accounted for
           P1  parked   sem_wait(empty)
         ▸ P2  parked   in = (i + 1) % n
           … 2 more below
          P2 has written P2·05 into slot 4, …
         space run  s step P2  ? help  q quit
        """)
  }

  @Test func steppingAt20x5() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (20, 5))
    screen.press("Tab")
    #expect(
      screen.text == """
         semapho… ‖ step 47
            0 ░1122░░░░░
          ✓ all there
         ▸ P2  parked
         ? help  q quit
        """)
  }

  @Test func steppingInASCII() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (80, 24), glyphs: .ascii)
    screen.press("Tab")
    #expect(
      screen.text == """
         ringside  bounded buffer | posix /ringside-4312 | semaphores        || step 47
                    0     1     2     3     4     5     6     7     8     9
                 +-----+-----+-----+-----+-----+-----+-----+-----+-----+-----+
                 |     |P1.07|P1.08|P2.04>P2.05<     |     |     |     |     |
                 +-----+-----+-----+-----+-----+-----+-----+-----+-----+-----+
                        ^ out             ^ in

        - semaphores ---------------------- ledger -------------------------------------
          empty  6  ######....             produced          12  duplicated           0
          full   2  ##........             = taken            8  torn                 0
          mutex  0  P2 inside  C1 waits    + lost             0  phantom              0
                                           + in ring          4  OK all accounted for

        - processes ----------- about to / inside ---- own registers ---------- items --
           P1     4313 parked   sem_wait(empty)        item=P1.09                   7
         > P2     4314 parked   in = (i + 1) % n       i=4  item=P2.05              5
           C1     4315 BLOCKED  sem_wait(mutex)                                     8
           C2     4316 parked   sem_wait(full)                                      0

        - last steps -------------------------------------------------------------------
          C1 sem_wait(mutex) must wait  ->  P2 i = in  ->  P2 slot[4] = P2.05
          P2 has written P2.05 into slot 4, but `in` is still 4: no other process may
          look until P2 posts `mutex`.
         space run  s step P2  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }
}
