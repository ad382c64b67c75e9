import Laboratory
import Screens

// The comparison of transports that runs beside the screen.

extension LiveSession {
  private static let secondsPerRow = 0.3

  func compare(_ sizes: [Int]) {
    endComparison()
    do {
      comparison = try RunningComparison(sizes: sizes, seconds: Self.secondsPerRow)
      #if DEBUG
        take(.message("this is a debug build, in which the rings are slow; measure with swift run -c release ringside"))
      #endif
    } catch {
      take(.comparisonEnded("a process could not be started: \(error)"))
    }
  }

  func endComparison() {
    comparison?.end()
    comparison = nil
  }

  func readComparison() {
    for news in comparison?.news() ?? [] {
      switch news {
      case .row(let row): take(.comparison(row))
      case .ended(let reason):
        comparison = nil
        take(.comparisonEnded(reason))
      }
    }
  }
}
