import Model

/// A line of the file.
struct Line: Sendable, Hashable {
  /// From 1.
  var number: Int
  /// Without its line break.
  var text: Substring

  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

  /// The number of spaces at its start.
  var indentation: Int { text.prefix { $0 == " " }.count }

  /// Without spaces at both ends.
  var trimmed: Substring { text.trimmed }
}

extension Substring {
  var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}

extension LessonReader {
  /// The largest file that is accepted, in bytes.
  static let largestFile = 1 << 20

  static func tooLarge(_ size: Int) -> String { "the file has \(size) bytes; a lesson has at most 1 MiB" }

  /// The file's lines; or none and the reason, if it is not a text for people.
  mutating func lines(of bytes: some BidirectionalCollection<UInt8>) -> [Line]? {
    guard bytes.count <= Self.largestFile else {
      mistake(1, Self.tooLarge(bytes.count))
      return nil
    }
    var lines: [Line] = []
    for (index, bytes) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let ending = bytes.last == UInt8(ascii: "\r") ? 1 : 0
      guard var text = String(validating: bytes.dropLast(ending), as: UTF8.self) else {
        mistake(index + 1, "this line is not UTF-8; save the lesson as a text in UTF-8")
        continue
      }
      // The byte order mark with which some editors begin a file.
      if index == 0, text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      if let scalar = text.unicodeScalars.first(where: \.isForbidden) {
        mistake(index + 1, "there is an invisible character, \(scalar.codePoint); remove it")
      }
      lines.append(Line(number: index + 1, text: Substring(text)))
    }
    return mistakes.isEmpty ? lines : nil
  }
}
