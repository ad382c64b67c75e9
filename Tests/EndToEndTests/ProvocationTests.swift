import Foundation
import Support
import Testing

@Suite("Provoked races are visible, and a choice", .serialized)
struct ProvocationTests {
  private func headless(_ line: String) throws -> Finished {
    try run([ringside, "run", "--headless"] + line.split(separator: " ").map(String.init))
  }

  @Test("JSON and the report name the interval, and 0 switches it off")
  func reported() throws {
    let counter = "--program counter --discipline none --items 100"
    for (option, number, words) in [
      ("", 100, ", provoked 1 in 100\n"), (" --provoke 7", 7, ", provoked 1 in 7\n"),
      (" --provoke 0", 0, "2 processes\n"),
    ] {
      let json = try headless(counter + option + " --json").output
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      #expect(object["provoke"] as? Int == number)
      #expect(try headless(counter + option).output.contains(words))
      #expect(try headless(counter + option + " --trace --pace 1000").errors.contains(words.dropLast()))
    }
    #expect(try headless("--items 10 --json").output.contains(#""provoke":0"#))
  }

  @Test(
    "it is refused where there is nothing to provoke, and so is what is no number",
    arguments: [
      "--provoke 5", "--provoke 5 --discipline none", "--provoke -1 --discipline no-mutex",
      "--provoke +5 --discipline no-mutex", "--provoke 1000001 --discipline no-mutex",
      "--provoke x --discipline no-mutex",
    ])
  func refused(options: String) throws {
    let finished = try headless("--items 10 " + options)
    #expect(finished.status == 64 && finished.errors.contains("--provoke"), "\(finished.errors)")
  }
}
