import Model
import Programs
import Testing

@testable import Screens

@Suite struct TrendTests {
  /// So many looks at a running ring, a quarter of a second apart, each with so many items and errors more.
  private func run(_ looks: Int, items: UInt64 = 100, errors: UInt64 = 0) -> TestScreen {
    var snapshot = Snapshot.racing
    (snapshot.ledger.lost, snapshot.ledger.duplicated, snapshot.ledger.torn) = (0, 0, 0)
    var screen = TestScreen(snapshot, size: (200, 60))
    for _ in 0..<looks {
      screen.show {
        $0.time += 250_000_000
        $0.ledger.taken += items
        $0.ledger.produced += items + errors
        $0.ledger.lost += errors
      }
    }
    return screen
  }

  @Test func ratesAndErrorsAreThoseBetweenTwoSamples() {
    let samples = run(3, items: 100, errors: 7).state.trend.samples
    #expect(samples == Array(repeating: Trend.Sample(occupied: 6, rate: 400, errors: 7), count: 3))
  }

  @Test func noMoreIsKeptThanAScreenCanShow() {
    #expect(run(Trend.most + 50).state.trend.samples.count == Trend.most)
  }

  @Test func looksThatFollowFastAreOneSample() {
    var screen = run(0)
    for _ in 0..<8 { screen.show { $0.time += 33_000_000 } }
    #expect(screen.state.trend.samples.count == 1)
  }

  @Test func anotherDisciplineBeginsANewChart() {
    var screen = run(5)
    screen.show { $0.resets += 1 }
    #expect(screen.state.trend.samples.isEmpty)
  }

  @Test func eachStepIsASampleWithoutARate() {
    let screen = TestScreen(.beforeStepping, .stepping)
    #expect(screen.state.trend.samples == [Trend.Sample(occupied: 4, rate: nil, errors: 0)])
  }

  @Test func numbersThatNoSoundRegionHoldsDoNoHarm() {
    var screen = TestScreen(.scribbledOver, size: (200, 60))
    screen.show { $0.ledger.lost = .max }
    screen.show { $0.time = 0 }
    #expect(!screen.text.isEmpty)
  }

  @Test func aLargeScreenShowsTheCharts() {
    let screen = run(20, items: 100, errors: 3)
    #expect(screen.line(with: "over time").contains("4 columns a second"))
    #expect(screen.line(with: " occupied ").contains("6 of 10"))
    #expect(screen.line(with: "  items/s  ").contains("400/s"))
    #expect(screen.line(with: " errors ").contains("60 in all"))
    #expect(screen.text.contains("████████████████████"))
  }
}
