/// The fewest letters to insert, delete, replace, or swap with a neighbour to turn one word into the other: the
/// optimal string alignment distance.
public func editDistance(_ one: some StringProtocol, _ other: some StringProtocol) -> Int {
  let (a, b) = (Array(one), Array(other))
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var distance = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, before[j - 1] + 1) }
      row.append(distance)
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}
