import Lessons
import Programs
import Support
import Testing

@Suite("Completion")
struct CompletionTests {
  private func script(_ shell: String) throws -> String {
    let finished = try run([ringside, "--generate-completion-script", shell])
    #expect(finished.status == 0 && finished.errors == "")
    return finished.output
  }

  /// What bash offers for the last of these words.
  private func offers(_ words: [String]) throws -> Set<String> {
    let test = """
      eval "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ringside ringside "${@: -1}" "${@: -2:1}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let finished = try run(["bash", "-c", test, try script("bash")] + words)
    #expect(finished.status == 0 && finished.errors == "", "\(finished.errors)")
    return Set(finished.output.split(separator: "\n").map(String.init))
  }

  @Test("offers the commands and what is below them")
  func commands() throws {
    #expect(try offers(["ringside", ""]).isSuperset(of: ["run", "lesson", "segments", "disciplines", "compare"]))
    #expect(try offers(["ringside", "les"]) == ["lesson"])
    let lessons = Set(LessonLibrary.files.map(\.name))
    #expect(try offers(["ringside", "lesson", ""]).isSuperset(of: lessons.union(["check", "list"])))
    #expect(try offers(["ringside", "lesson", "play", ""]) == lessons)
    #expect(try offers(["ringside", "lesson", "two-m"]) == ["two-models"])
  }

  @Test("offers all values, with and without the command's name", arguments: [["ringside"], ["ringside", "run"]])
  func values(start: [String]) throws {
    #expect(try offers(start + ["--program", ""]) == Set(Catalogue.programs.map(\.name)))
    #expect(try offers(start + ["--discipline", ""]) == Set(Catalogue.disciplines.map(\.name)))
    #expect(try offers(start + ["--discipline", "sp"]) == ["spinlock"])
    #expect(try offers(start + ["--backend", ""]) == ["posix", "sysv", "file"])
    #expect(try offers(start + ["--theme", ""]).isSuperset(of: ["default", "contrast", "colorblind", "mono"]))
    #expect(try offers(start + ["--theme", "=", "mo"]) == ["mono"])
    #expect(try offers(start + ["--pace", "f"]) == ["full"])
    #expect(try offers(start + ["--headless", "--dis"]) == ["--discipline"])
    #expect(try offers(start + ["--slots", ""]) == [])
  }

  @Test("offers each option of each command")
  func options() throws {
    for command in [["run"], ["segments"], ["disciplines"], ["compare"], ["lesson", "check"], ["lesson", "play"]] {
      let help = try run([ringside] + command + ["--help"]).output
      let options = Set(help.matches(of: /^ +(?:-\w, )?(--[a-z-]+)/.anchorsMatchLineEndings()).map { String($0.1) })
      #expect(!options.isEmpty)
      #expect(try offers(["ringside"] + command + ["--"]).isSuperset(of: options), "\(command)")
    }
    #expect(try offers(["ringside", "compare", "--transports", "posix"]) == ["posix-queue"])
    #expect(try offers(["ringside", "lesson", "--theme", ""]).contains("mono"))
  }

  @Test("is a script that its shell understands, with all words in it", arguments: ["bash", "zsh", "fish"])
  func syntax(shell: String) throws {
    let text = try script(shell)
    for word in ["semaphores", "colorblind", "sysv", "synchronization-off", "stream-socket", "message", "--headless"] {
      #expect(text.contains(shell == "fish" ? word.drop { $0 == "-" } : Substring(word)), "\(word)")
    }
    // Not every machine has every shell.
    guard try run(["sh", "-c", "command -v \"$0\"", shell]).status == 0 else { return }
    let finished = try run(["sh", "-c", "printf %s \"$1\" | \"$0\" -n /dev/stdin", shell, text])
    #expect(finished.status == 0 && finished.errors == "", "\(finished.errors)")
  }

  @Test("takes the shell from SHELL where none is named")
  func shell() throws {
    let finished = try run([ringside, "--generate-completion-script"], environment: ["SHELL": "/usr/bin/fish"])
    #expect(finished.status == 0 && finished.output.contains("complete -c ringside"))
  }
}
