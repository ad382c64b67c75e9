import Testing

// Whole screens on which something goes wrong, or is long, as text.

@Suite struct TroubledScreenTests {
  @Test func racingAt80x24() {
    let screen = TestScreen(.racing, .racingLater, size: (80, 24))
    #expect(
      screen.text == """
         ringside  bounded buffer · posix · NO SYNCHRONIZATION             ▶ full speed
                    0     1     2     3     4     5     6     7     8     9
                 ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
                 │P1·41│P2‼38│P1·42│P2·39│P1×P2│p1·35│p2·33│P1·40│p1·36│P2·37│
                 └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
                        ▲ in                    ▲ out

        ─ semaphores ────────────────────── ledger ───────────────── 1 204 331 items/s ─
          empty  6  not consulted          produced   9 418 882  duplicated      18 002
          full   3  not consulted          = taken    8 116 428  torn                 7
          mutex  1  not consulted          + lost     1 302 448  phantom              0
                                           + in ring          6  ✗ 1 320 457 errors

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1     4313 running  slot[i] = item         i=4  item=P1·43      4 120 333
           P2     4314 running  slot[i] = item         i=4  item=P2·40      4 094 218
           C1     4315 running  item = slot[o]         o=7                  3 461 009
           C2     4316 running  out = (o + 1) % n      o=7                  3 469 103
        ─ what went wrong last ─────────────────────────────────────────────────────────
          lost        P1·36 in slot 1 was overwritten by P2·38 before it was taken
          duplicated  C2 took P1·34 out of slot 7 a second time
          torn        C1 took a mixture of P1·33 and P2·30 out of slot 4
          ‼ overwritten, never taken   × torn   lower case: already taken
         space pause  s step P1  + faster  - slower  r synchronize  ? help  q quit
        """)
  }

  @Test func racingInASCII() {
    let screen = TestScreen(.racing, .racingLater, size: (40, 24), glyphs: .ascii)
    #expect(
      screen.text == """
         NO SYNCHRONIZATION        > full speed
            +--0--+--1--+--2--+--3--+--4--+
            |P1.41|P2!38|P1.42|P2.39|P1xP2|
            +-----+^ in-+-----+-----+-----+
            +--5--+--6--+--7--+--8--+--9--+
            |p1.35|p2.33|P1.40|p1.36|P2.37|
            +^ out+-----+-----+-----+-----+
        - semaphores ---------------------------
          empty  6  not consulted
          full   3  not consulted
          mutex  1  not consulted
        - ledger ----------- 1 204 331 items/s -
         produced 9 418 882 = taken 8 116 428
         + lost 1 302 448 + in ring 6
         duplicated 18 002  torn 7  phantom 0
         !! 1 320 457 errors
        - processes --- about to / inside ------
         > P1  running  slot[i] = item
           P2  running  slot[i] = item
           C1  running  item = slot[o]
           C2  running  out = (o + 1) % n
        - what went wrong last -----------------
          lost        P1.36 in slot 1 was ...
         space pause  s step P1  ? help  q quit
        """)
  }

  @Test func deadlockedAt80x24() {
    let screen = TestScreen(.deadlocked, size: (80, 24))
    #expect(
      screen.text == """
         ringside  bounded buffer · posix · mutex-first (broken)             ‖ DEADLOCK
                    0     1     2     3     4     5     6     7     8     9
                 ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
                 │P1·11│P1·12│P1·13│P1·14│P1·15│P1·16│P1·17│P1·18│P1·19│P1·20│
                 └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
                                    ▲ in out

        ─ semaphores ────────────────────── ledger ─────────────────────────────────────
          empty  0  ░░░░░░░░░░ P1 waits    produced          20  duplicated           0
          full  10  ██████████             = taken           10  torn                 0
          mutex  0  P1 inside  C1 waits    + lost             0  phantom              0
                                           + in ring         10  ✓ all accounted for

        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1     4313 BLOCKED  sem_wait(empty)        item=P1·21                  20
           C1     4315 BLOCKED  sem_wait(mutex)                                    10
        ─ what each process waits for ──────────────────────────────────────────────────
          ┌─→ P1 ─waits for empty─→ C1 ─waits for mutex──┐
          └──────────────────────────────────────────────┘
          P1 holds `mutex`, waits for `empty`: only C1 could post it.
          C1 waits for `mutex`: P1 holds it.
          Nobody will ever move again; R resets.

         space run  s step P1  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func crowdedAt80x24() {
    let screen = TestScreen(.crowded, size: (80, 24))
    #expect(
      screen.text == """
         ringside  bounded buffer · posix /ringside-4312 · semaphores      ▶ full speed
            0 ▁████████████████████████████████████████████████████████████████▃░░░
              ▲ out                                                            ▲ in
         1380 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░

         2760 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░

          each mark stands for 20 slots; in = 1 307, out = 17; 1 290 of 4 096 occupied
        ─ semaphores ────────────────────── ledger ─────────────────────────────────────
          empty 2 806  ███████░░░          produced  39 506 144  duplicated           0
          full  1 290  ███░░░░░░░          = taken   39 504 854  torn                 0
          mutex     1                      + lost             0  phantom              0
                                           + in ring      1 290  ✓ all accounted for
        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ P1  4194201 running  sem_wait(empty)                             1 234 567
           P2  4194202 running  sem_wait(empty)                             1 234 567
           P3  4194203 running  sem_wait(empty)                             1 234 567
           P4  4194204 running  sem_wait(empty)                             1 234 567
           P5  4194205 running  sem_wait(empty)                             1 234 567
           P6  4194206 running  sem_wait(empty)                             1 234 567
           … 58 more below
          Two semaphores count free slots and items, a third one lets one process at a
          time at the ring. Right for any number of producers and consumers.
         space pause  s step P1  + faster  - slower  r race  ? help  q quit
        """)
  }

  @Test func scribbledOverAt80x24() {
    let screen = TestScreen(.scribbledOver, size: (80, 24))
    #expect(
      screen.text == """
         ringside  bounded buffer · posix · NO SYNCHRONIZATION            ‖ step 9.2e18
                          0     1     2     3     4     5     6     7
                       ┌─────┬─────┬─────┬─────┬─────┬─────┬─────┬─────┐
                       │?????│?×?  │17×32│?????│?????│P31…9│P12·5│p12·5│
                       └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘

          in = 18 446 744 073 709 551 615, outside the ring
          out = 9 223 372 036 854 775 808, outside the ring
        ─ semaphores ────────────────────── ledger ─────────────────────────────────────
          empty -9.2e18  not consulted     produced      1.8e19  dup             1.8e19
          full  9.2e18  not consulted      = taken       1.8e19  torn            1.8e19
          mutex -1  not consulted          + lost        1.8e19  phantom         1.8e19
                                           + in ring     1.8e19  ✗ 1.8e19 errors
        ─ processes ─────────── about to / inside ──── own registers ────────── items ──
         ▸ ?         ? unreadable                                              1.8e19
           ?         ? killed by signal 2147483647                             1.8e19
           C1        1 BLOCKED  item = slot[o]          …                           0
        ─ last steps ───────────────────────────────────────────────────────────────────
          C1 copied `out` into a register of its own: 18446744073709551615. It will
          take from slot 18446744073709551615. C1 waits for `out`: no process is …
        ─ what went wrong last ─────────────────────────────────────────────────────────
          lost        P?·15 in slot -9223372036854775808 was overwritten by C1 before …
          ‼ overwritten, never taken   × torn   … being written   ????? no item   lower…
         space run  s step P9223372036854775807  + faster  r synchronize  ? help  q quit
        """)
  }

  @Test func listingAt80x24() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (80, 24))
    screen.press("Tab v")
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
        ─ producer ────────────────────────────── consumer ─────────────────────────────
          item = produce()                        sem_wait(full)     ◀ C2
          sem_wait(empty)   ◀ P1                  sem_wait(mutex)    ◀ C1 blocked
          sem_wait(mutex)                         o = out
          i = in                                  item = slot[o]
          slot[i] = item                          out = (o + 1) % n
          in = (i + 1) % n  ◀ P2                  sem_post(mutex)
          sem_post(mutex)                         sem_post(empty)
          sem_post(full)                          consume(item)
        ─ last steps ───────────────────────────────────────────────────────────────────
          P2 has written P2·05 into slot 4, but `in` is still 4: no other process may
          look until P2 posts `mutex`.
         space run  s step P2  + faster  - slower  r race  d discipline  ? help  q quit
        """)
  }

  @Test func helpAt80x24() {
    var screen = TestScreen(.beforeStepping, .stepping, size: (80, 24))
    screen.press("Tab ?")
    #expect(
      screen.text == """
         ringside                                                                  help
         New? `ringside lesson 1` begins the lessons; `ringside lesson` lists them.
         space    run or pause               M                  compare message passing
         s Enter  step the selected process  E                  explore every schedule
         p        step the next producer     Tab Down Right     select the next process
         c        step the next consumer     Shift-Tab Up Left  select the one before
         b        step back                  a                  add a producer
         B        step forward again         A                  add a consumer
         e        copy the schedule          x                  remove the selected one
         t        step all processes         K                  kill it with SIGKILL
         +        faster                     u                  start it again
         -        slower                     W                  write this run to a file
         f        full speed                 Ctrl-L             redraw the screen
         r        synchronization off or on  Ctrl-Z             suspend; fg resumes
         d        next discipline            ? h F1             help
         R        reset ring and ledger      q F10 Ctrl-C       quit
         v        next lower pane            Esc                close what is open
         m        the memory, byte by byte

        ─ signs ────────────────────────────────────────────────────────────────────────
         P1·07   item 7 of producer P1; only the last two digits of the number are
                 shown
         … 35 more below
         ? help  q quit  Down scroll  PageDown next screen
        """)
  }
}
