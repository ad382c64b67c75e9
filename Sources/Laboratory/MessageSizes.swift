import Model

/// The sizes of messages as the user types them: `4,64,1K`.
public enum MessageSizes {
  /// Reads them in the given order, or explains the right form.
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
            (word.isEmpty ? "an empty word" : "`\(harmless(String(word)))`") + " is not a size; use bytes from "
              + "\(limit.lowerBound) to \(limit.upperBound), with commas between several, such as 4,64,1K"))
      }
      if sizes.contains(size) {
        return .failure(Refusal("\(size) bytes is there twice; name each size once"))
      }
      sizes.append(size)
    }
    return .success(sizes)
  }
}
