import Model

/// The sizes of messages, as they are typed: `4,64,1K`.
public enum MessageSizes {
  /// Reads them, in the order in which they stand, or says what would be right.
  public static func read(_ text: String) -> Result<[Int], Refusal> {
    let limit = Comparison.Limit.sizes
    var sizes: [Int] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isKilo = word.hasSuffix("K") || word.hasSuffix("k")
      let digits = isKilo ? word.dropLast() : word
      guard let number = Int(decimal: digits),
        case let (size, isTooMuch) = number.multipliedReportingOverflow(by: isKilo ? 1024 : 1), !isTooMuch,
        limit.contains(size)
      else {
        return .failure(
          Refusal(
            "it takes sizes from \(limit.lowerBound) to \(limit.upperBound) bytes with commas between them, "
              + "such as 4,64,1K; `\(word)` is not a size"))
      }
      if sizes.contains(size) {
        return .failure(Refusal("it takes each size once, and \(size) bytes is there twice"))
      }
      sizes.append(size)
    }
    return .success(sizes)
  }
}
