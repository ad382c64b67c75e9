/// How often everything is measured.
let sampleCount = 11

/// Measures two things in turn, so that both meet the same weather; every other time the second one goes first, so that
/// neither gains by its place.
func inTurn<Sample>(
  _ ours: () throws -> Sample, _ baseline: () throws -> Sample
) rethrows -> (ours: [Sample], baseline: [Sample]) {
  var (some, others): ([Sample], [Sample]) = ([], [])
  for pair in 0..<sampleCount {
    if pair.isMultiple(of: 2) { some.append(try ours()) }
    others.append(try baseline())
    if !pair.isMultiple(of: 2) { some.append(try ours()) }
  }
  return (some, others)
}

extension [Double] {
  /// The value below which this share of the sorted values lies; the median for a half.
  func quantile(_ share: Double) -> Double {
    let place = Double(count - 1) * share
    let (below, above) = (sorted()[Int(place)], sorted()[Int(place.rounded(.up))])
    return below + (above - below) * (place - place.rounded(.down))
  }

  var median: Double { quantile(0.5) }
}
