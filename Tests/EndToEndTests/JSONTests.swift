import Foundation
import Support
import Testing

@Suite("JSON from every command", .serialized)
struct JSONTests {
  /// What a command prints, each line as JSON, and the lines themselves.
  private func objects(_ line: String) throws -> (objects: [[String: Any]], text: String) {
    let finished = try run([ringside] + line.split(separator: " ").map(String.init))
    #expect([0, 3].contains(finished.status), "\(finished.errors)")
    let objects = try finished.output.split(separator: "\n").flatMap { line -> [[String: Any]] in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [[String: Any]] ?? (value as? [String: Any]).map { [$0] })
    }
    return (objects, finished.output)
  }

  @Test(
    "each object has its schema, its keys are sorted, and no slash is escaped",
    arguments: [
      "run --headless --json --items 10", "run --headless --json --trace --pace 1000 --items 2",
      "run --headless --json --trace --schedule P1*3", "compare --json --sizes 4 --seconds 0.01", "disciplines --json",
      "lesson --report --json", "lesson 2 --report --json", "segments --json",
    ])
  func schema(line: String) throws {
    let (objects, text) = try objects(line)
    for object in objects { #expect(object["schema"] as? Int == 1) }
    #expect(line.hasPrefix("segments") || !objects.isEmpty)
    #expect(!text.contains("\\/"))
    for row in text.split(separator: "\n") {
      let again = try JSONSerialization.data(
        withJSONObject: JSONSerialization.jsonObject(with: Data(row.utf8)),
        options: [.sortedKeys, .withoutEscapingSlashes])
      let keys = /"([^"]+)":/
      #expect(
        row.matches(of: keys).map { String($0.1) }
          == String(decoding: again, as: UTF8.self).matches(of: keys).map { String($0.1) })
    }
  }

  @Test("the disciplines are an array of objects")
  func disciplines() throws {
    let (objects, _) = try objects("disciplines --json")
    #expect(objects.count > 15)
    for object in objects {
      for key in ["program", "name", "title", "summary", "verdict"] {
        #expect((object[key] as? String)?.isEmpty == false, "\(key)")
      }
      #expect(object["isCorrect"] is Bool)
    }
    #expect(objects.contains { $0["name"] as? String == "none" && $0["isCorrect"] as? Bool == false })
  }

  @Test("a trace is a line for each move, and the report comes last")
  func trace() throws {
    let (objects, _) = try objects(
      "run --headless --json --trace --pace 1000 --items 4 --producers 2 --discipline none")
    #expect(objects.dropLast().allSatisfy { $0["kind"] as? String == "move" })
    let report = try #require(objects.last)
    #expect(report["kind"] as? String == "report" && report["produced"] as? Int == 4)
    let produced = objects.dropLast().compactMap { ($0["ledger"] as? [String: Int])?["produced"] }.reduce(0, +)
    #expect(produced == 4)
    for object in objects.dropLast() where object["variable"] != nil {
      #expect(object["old"] != nil && object["new"] != nil && object["process"] is String)
    }
  }
}
