import Support
import Testing

@Suite("Words that are mistyped")
struct MistypedTests {
  /// Every refusal is one line on standard error, with status 64.
  private func refusal(_ words: [String]) throws -> String {
    let finished = try run([ringside] + words)
    #expect(finished.status == 64 && finished.output == "", "\(finished)")
    #expect(finished.errors.hasPrefix("ringside: "))
    #expect(finished.errors.hasSuffix("\n") && finished.errors.filter { $0 == "\n" }.count == 1, "\(finished.errors)")
    return finished.errors
  }

  @Test(
    "are answered by the nearest right one, in every command",
    arguments: [
      ("lessn", "lesson"), ("rnu", "run"), ("segmets", "segments"), ("comprae", "compare"),
      ("diciplines", "disciplines"),
      ("lesson chek", "ringside lesson check"), ("lesson lsit", "ringside lesson list"),
      ("lesson synchronisation-off", "synchronization-off"), ("lesson deadlok", "deadlock"), ("help lessno", "lesson"),
      ("--headles", "--headless"), ("-headless", "--headless"), ("run --headles", "--headless"),
      ("--slot 4", "--slots"),
      ("--dicipline none", "--discipline"), ("segments --remov", "--remove"), ("compare --size 4", "--sizes"),
      ("lesson 1 --presnet", "--present"), ("lesson list --josn", "--json"), ("disciplines --jsn", "--json"),
      ("--discipline semaphors", "semaphores"), ("--discipline spin-lock", "spinlock"), ("--discipline NONE", "none"),
      ("--program counter --discipline robustmutex", "robust-mutex"), ("--program conter", "counter"),
      ("--theme colourblind", "colorblind"), ("lesson 1 --theme contrst", "contrast"), ("--backend posx", "posix"),
      ("--pace stpe", "step"), ("compare --transports pip,posix-queue", "pipe"),
      ("--generate-completion-script bsh", "bash"),
    ])
  func nearest(line: String, right: String) throws {
    let errors = try refusal(line.split(separator: " ").map(String.init))
    #expect(errors.contains("did you mean `\(right)`?"), "\(errors)")
  }

  @Test(
    "are not guessed at where nothing is near",
    arguments: [
      "xyzzy", "--xyzzy", "-x", "lesson xyzzy", "--theme xyzzy", "--discipline q", "help xyzzy", "-", "compare pipe",
    ])
  func far(line: String) throws {
    #expect(!(try refusal(line.split(separator: " ").map(String.init)).contains("did you mean")))
  }

  @Test(
    "are explained by what is wrong with them",
    arguments: [
      (["--slots", "5", "lesson"], "`lesson` is a command and must come before the options"),
      (["--slots", "5", "--slots", "6"], "`--slots` is given twice"),
      (["run", "--headless", "--json", "--items", "3", "--json"], "`--json` is given twice"),
      (["run", "--items=5", "--headless", "--items", "6"], "`--items` is given twice"),
      (
        ["segments", "--headless"],
        "`--headless` is an option of `ringside run` and `ringside watch`, not of `ringside segments`"
      ),
      (["--slots="], "`--slots` needs a value"), (["--theme", "--ascii"], "`--theme` needs a value"),
      (["--json=5"], "`--json` takes no value; leave out `=5`"), (["--", "run"], "takes no arguments after `--`"),
      ([""], "an empty word is not a command"), (["lesson", ""], "an empty word is not a lesson"),
      (["--slots", ""], "`--slots` cannot be empty; use a whole number from 1 to 4096"),
      (["--slots", "-1"], "`--slots` cannot be `-1`; use a whole number from 1 to 4096"),
      (["--words", "99999999999999999999999"], "; use a whole number from 1 to 512"),
      (["--slots", "it's '1' is invalid for '--x <y>': z"], "`--slots` cannot be `it's '1' is invalid"),
      (["--file", ""], "`--file` cannot be empty"),
      (["--discipline", "a\u{1b}[31mb"], "`aU+001B[31mb` is not a discipline"),
      (
        ["--program", "counter", "--discipline", "if-wait"],
        "`if-wait` is a discipline of the program ring, not of counter"
      ),
      (["compare", "--transports", "pipe,pipe"], "`pipe` is there twice"),
      (["--theme", String(repeating: "x", count: 5000)], "xxx…` is not a theme"),
      (["help", "run", "slots"], "`ringside run` has no commands below it"),
    ])
  func explained(words: [String], right: String) throws {
    let errors = try refusal(words)
    #expect(errors.contains(right), "\(errors)")
  }

  @Test("each flag once, and one value for each option, are nothing to refuse")
  func once() throws {
    let words = ["--headless", "--json", "--items", "3", "--segment", uniqueSegmentName()]
    #expect(try run([ringside] + words).status == 0)
  }
}
