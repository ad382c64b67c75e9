import Model
import Programs
import Testing

@testable import Screens

@Suite struct PacingTests {
  @Test func spacePausesAndGoesOnAtTheLastPace() {
    var screen = TestScreen(.racing)
    screen.press("space")
    #expect(screen.effects == [.command(.pace(.step))])
    screen.show { $0.pace = .step }
    #expect(screen.title.hasSuffix("‖ step 0"))
    #expect(screen.foot.hasPrefix("space run"))
    screen.press("space")
    #expect(screen.effects == [.command(.pace(.full))])
  }

  @Test func whoStartsPausedRunsSlowly() {
    var screen = TestScreen(.stepping)
    screen.press("space")
    #expect(screen.commands == [.pace(.tempo(perSecond: 4))])
  }

  @Test func plusAndMinusGoThroughTheTempos() {
    var screen = TestScreen(.racing)
    screen.show { $0.pace = .tempo(perSecond: 250) }
    #expect(screen.title.hasSuffix("▶ 250/s each"))
    screen.press("+ + + +")
    #expect(screen.commands == [.pace(.tempo(perSecond: 500)), .pace(.tempo(perSecond: 1000)), .pace(.full)])
    #expect(screen.foot == "+: full speed is the fastest pace")
    screen.press("- -")
    #expect(screen.commands == [.pace(.tempo(perSecond: 1000)), .pace(.tempo(perSecond: 500))])
  }

  @Test func thereIsASlowestTempo() {
    var screen = TestScreen(.racing)
    screen.show { $0.pace = .tempo(perSecond: 0.5) }
    #expect(screen.title.hasSuffix("▶ 1 in 2 s each"))
    screen.press("- -")
    #expect(screen.commands == [.pace(.tempo(perSecond: 0.25))])
    #expect(screen.foot == "-: 1 in 4 s each is the slowest pace")
  }

  @Test func aTempoBetweenTheListedOnesGoesToTheNextOne() {
    #expect(Tempo.faster(than: .tempo(perSecond: 3)) == .tempo(perSecond: 4))
    #expect(Tempo.slower(than: .tempo(perSecond: 3)) == .tempo(perSecond: 2))
    #expect(Tempo.slower(than: .tempo(perSecond: 5000)) == .tempo(perSecond: 1000))
    #expect(Tempo.faster(than: .tempo(perSecond: 0.01)) == .tempo(perSecond: 0.25))
  }

  @Test func whilePausedTheTempoIsKeptForLater() {
    var screen = TestScreen(.stepping)
    screen.press("+")
    #expect(screen.effects == [])
    #expect(screen.foot == "paused; space will run at 8/s each")
    screen.press("space")
    #expect(screen.commands == [.pace(.tempo(perSecond: 8))])
  }

  @Test func fullSpeedIsOneKey() {
    var screen = TestScreen(.stepping)
    screen.press("f")
    #expect(screen.commands == [.pace(.full)])
    screen.press("f")
    #expect(screen.commands == [])
    #expect(screen.foot == "f: it already runs at full speed")
  }

  @Test func aStepWhileRunningPausesFirst() {
    var screen = TestScreen(.racing)
    screen.press("s s")
    #expect(screen.commands == [.pace(.step), .step(P1), .step(P1)])
    screen = TestScreen(.racing)
    screen.press("t")
    #expect(screen.commands == [.pace(.step), .stepAll])
  }

  @Test func enterStepsTheSelectedProcess() {
    var screen = TestScreen(.stepping)
    screen.press("Tab Enter")
    #expect(screen.commands == [.step(P2)])
  }

  @Test func aBlockedProcessCannotStepAndIsToldWhoCanFreeIt() {
    var screen = TestScreen(.stepping)
    screen.press("Tab Tab s")
    #expect(screen.effects == [])
    #expect(screen.foot == "s: C1 is blocked in `sem_wait(mutex)`; step P2, which can wake it")
    screen.press("v")
    #expect(screen.foot.hasPrefix("space run"))
  }

  @Test func whoCouldFreeItIsFoundInTheListing() {
    var screen = TestScreen(.stepping)
    screen.show { $0.workers[0].state = .blocked(on: .empty) }
    screen.press("s")
    #expect(screen.foot == "s: P1 is blocked in `sem_wait(empty)`; step C2, which can wake it")
    screen.show { $0.workers[2].state = .parked }
    screen.press("s")
    #expect(screen.foot == "s: P1 is blocked in `sem_wait(empty)`; step C1 or C2, which can wake it")
  }

  @Test func theLastLineSaysWhyNobodyCanFreeIt() {
    var screen = TestScreen(.deadlocked)
    screen.press("s")
    #expect(screen.foot == "s: P1 is blocked in `sem_wait(empty)`; C1 could post it, but is blocked too")
    screen.show { $0.workers[1].state = .ended(.killed(signal: 9)) }
    screen.press("s")
    #expect(screen.foot == "R resets")
    screen.press("t")
    #expect(screen.foot == "t: every process waits, and no step can wake one; R resets")
  }

  @Test func whoHasEndedCannotStep() {
    var screen = TestScreen(.stepping)
    screen.show { $0.workers[0].state = .ended(.killed(signal: 9)) }
    screen.press("s")
    #expect(screen.foot == "s: P1 has ended (killed by SIGKILL); u starts it again")
    screen.show { $0.workers[0].state = .ended(.exited(3)) }
    screen.press("s")
    #expect(screen.foot == "s: P1 has ended (exited with 3); u starts it again")
    screen.show { $0.workers[0].state = .finished }
    screen.press("s")
    #expect(screen.foot == "s: P1 has finished its work")
  }

  @Test func theNextOfARoleStepsInTurnIfItCanMove() {
    var screen = TestScreen(.stepping)
    screen.press("p p p")
    #expect(screen.commands == [.step(P1), .step(P2), .step(P1)])
    screen.press("c c")
    #expect(screen.commands == [.step(C2), .step(C2)])
    screen.show { $0.workers[3].state = .blocked(on: .full) }
    screen.press("c")
    #expect(screen.foot == "c: every consumer is blocked; step a producer")
    screen.show { $0.workers.removeLast(2) }
    screen.press("c")
    #expect(screen.foot == "c: no consumer is alive; A adds one")
  }

  @Test func withoutProcessesThereIsNothingToStep() {
    var screen = TestScreen(.stepping)
    screen.show { $0.workers = [] }
    for key in ["s", "t"] {
      screen.press(key)
      #expect(screen.foot == "\(key): there is no process; a adds a producer, A a consumer")
    }
  }

  @Test func theWayBackIsClosedWithItsReason() {
    var screen = TestScreen(.racing)
    screen.press("b")
    #expect(screen.foot == "b: you can only undo steps made while paused; space pauses, R resets")
    screen = TestScreen(.stepping)
    screen.show { ($0.schedule, $0.scheduleLoss) = (nil, "P1 was killed by SIGKILL unasked") }
    for key in ["b", "e"] {
      screen.press(key)
      #expect(screen.foot == "\(key): P1 was killed by SIGKILL unasked; R resets")
    }
    screen.show { ($0.schedule, $0.scheduleLoss) = (Schedule(), nil) }
    screen.press("b")
    #expect(screen.foot == "b: there is no step to undo")
    screen.press("e")
    #expect(screen.foot == "e: there is no step yet")
  }

  @Test func aDeathIsUndoneAndHandedOutLikeAStep() {
    var screen = TestScreen(.stepping)
    screen.show { $0.schedule = Schedule(moves: [.step(P1), .step(P1), .kill(P1)]) }
    screen.press("b e")
    #expect(screen.effects == [.command(.back), .copy("P1*2 kill:P1")])
  }
}
