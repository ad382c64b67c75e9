import Support
import Testing

@Suite("The command line")
struct UsageTests {
  @Test(
    "what makes no sense is refused in one line on standard error, with status 64",
    arguments: [
      "--schedule kill:P1*2", "--schedule foo:P1", "--schedule kill:P2", "--slots 0", "--slots 5000", "--slots -1",
      "--slots x", "--slots", "--words 0", "--words 513",
      "--producers -1", "--consumers 33", "--producers 0 --consumers 0", "--discipline nonsense", "--discipline",
      "--pace 0", "--pace -4", "--pace 1001", "--pace nonsense", "--pace nan", "--seed -1", "--seed x",
      "--headless", "--headless --items 0", "--headless --items -1", "--headless --items 5 --seconds 0",
      "--headless --seconds 0", "--headless --seconds nan", "--headless --seconds -1",
      "--headless --items 99999999999999999999", "--headless --items 5 --pace step",
      "--headless --items 5 --trace", "--headless --items 5 --trace --pace full",
      "--items 5", "--seconds 5", "--json", "--trace", "--segment x", "--segment /x", "--segment /ringside-a/b",
      "--backend nonsense", "--backend", "--backend sysv --segment /ringside-a", "--key 5", "--backend posix --key 5",
      "--backend sysv --key 0", "--backend sysv --key x", "--backend sysv --key -1", "--backend sysv --key 0x",
      "--backend sysv --key 0x100000000", "--backend sysv --key 05", "--backend sysv --key +5", "--file",
      "--backend sysv --file x",
      "--backend posix --file x", "--resume", "--backend file --resume", "--file x --key 5",
      "--file x --segment /ringside-a",
      "--theme nonsense", "--nonsense", "nonsense", "run nonsense", "segments nonsense", "segments --nonsense",
      "compare nonsense", "compare --sizes", "compare --sizes 0", "compare --sizes abc", "compare --sizes 4,4",
      "compare --sizes 4,64,", "compare --sizes 99999999", "compare --sizes -4", "compare --processors 0",
      "compare --processors 3", "compare --seconds -1",
      "compare --seconds 0", "compare --seconds nan", "compare --seconds 61", "compare --json --csv",
      "lesson nonsense", "lesson 99", "lesson --vote", "lesson --notes", "lesson 11 --step 0", "lesson 11 --step 99",
      "lesson 11 --json", "lesson 11 --student x", "lesson 11 --report --vote", "lesson 11 --notes --present",
      "lesson 11 --nonsense", "lesson list nonsense", "lesson check --nonsense", "lesson 11 --theme nonsense",
    ])
  func refused(line: String) throws {
    let finished = try run([ringside] + line.split(separator: " ").map(String.init))
    #expect(finished.status == 64)
    #expect(finished.output == "")
    #expect(finished.errors.hasPrefix("ringside: "))
    #expect(finished.errors.hasSuffix("\n") && finished.errors.filter { $0 == "\n" }.count == 1, "\(finished.errors)")
  }

  @Test(
    "what was asked for goes to standard output",
    arguments: [
      "--help", "-h", "run --help", "segments --help", "compare --help", "lesson --help", "lesson check --help",
    ])
  func help(line: String) throws {
    let finished = try run([ringside] + line.split(separator: " ").map(String.init))
    #expect(finished.status == 0)
    #expect(finished.output.contains("USAGE: ringside"))
    #expect(finished.errors == "")
  }

  @Test("the version is a number")
  func version() throws {
    let finished = try run([ringside, "--version"])
    #expect(finished.status == 0)
    #expect(finished.output.split(separator: ".").count == 3 && finished.output.first?.isNumber == true)
    #expect(finished.errors == "")
  }

  @Test(
    "a worker is nothing to be started by hand, nor is a process of a transfer",
    arguments: [
      ["worker"], ["worker", "P1"], ["worker", "P1", "/ringside-none", "1"], ["worker", "X", "Y", "Z"],
      ["transfer"], ["transfer", "pipe", "sender", "64", "1000", "-1", "2", "", "1"],
      ["transfer", "pipe", "nobody", "0", "x", "y", "-2", "", "1"],
    ])
  func worker(arguments: [String]) throws {
    let finished = try run([ringside] + arguments)
    #expect((64...68).contains(finished.status))
    #expect(finished.output == "")
  }
}
