import Lessons
import Programs
import Testing

@Suite("Lessons at random")
struct FuzzTests {
  /// The same numbers each time: splitmix64.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  private static let pieces = [
    "```", "````", "---", "## ", "\n", "\n\n", "  ", "\t", ": ", "- ", "\"", "'", "*", "**", "`", "[", "]", "{", "}",
    "&a", "#",
    "do", "step ", "P1*9", "P0", "within", "until ", "= 1", "\\", "\u{1B}", "\r\n", "é", "9999999999999999999", "-1",
    "|", ">", "%",
  ].map { Array($0.utf8) }

  private static func mutate(_ bytes: inout [UInt8], with numbers: inout Numbers) {
    let place = Int.random(in: 0...bytes.count, using: &numbers)
    let end = min(bytes.count, place + Int.random(in: 0...40, using: &numbers))
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: bytes.insert(contentsOf: pieces.randomElement(using: &numbers)!, at: place)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &numbers))
    case 3: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &numbers) }
    case 4: bytes.replaceSubrange(place..<end, with: pieces.randomElement(using: &numbers)!)
    default:
      var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
      lines.swapAt(.random(in: lines.indices, using: &numbers), .random(in: lines.indices, using: &numbers))
      bytes = Array(lines.joined(separator: [10]))
    }
  }

  @Test("never crash, and what is said of them may be printed", arguments: 0..<8 as Range<UInt64>)
  func mutated(seed: UInt64) {
    var numbers = Numbers(state: seed)
    for _ in 0..<150 {
      var bytes = Array(Sample.whole.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &numbers) { Self.mutate(&bytes, with: &numbers) }
      do {
        _ = try Lesson(reading: bytes, file: "x.md", disciplines: Catalogue.disciplines)
      } catch {
        let lines = bytes.count { $0 == 10 } + 1
        #expect(!error.all.isEmpty && error.all.allSatisfy { 1...lines ~= $0.line })
        #expect(error.all.map(\.line) == error.all.map(\.line).sorted())
        for mistake in error.all {
          let isClean = mistake.reason.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
          }
          #expect(isClean && !mistake.reason.isEmpty && mistake.reason.unicodeScalars.count < 1000)
        }
      }
    }
  }
}
