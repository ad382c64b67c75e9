import Foundation
import Support
import Testing

@Suite("Without a screen", .serialized)
struct HeadlessTests {
  private func report(_ line: String, status: Int32) throws -> [String: Any] {
    let finished = try run([ringside, "run", "--headless", "--json"] + line.split(separator: " ").map(String.init))
    #expect(finished.status == status, "\(finished.errors)")
    #expect(finished.errors == "")
    return try #require(try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any])
  }

  @Test("reports one JSON object with all that is to be known")
  func json() throws {
    let report = try report("--items 20000 --slots 7 --producers 2 --consumers 3", status: 0)
    let words = ["program": "ring", "backend": "posix", "discipline": "semaphores", "verdict": "holds"]
    for (key, word) in words { #expect(report[key] as? String == word) }
    let numbers = [
      "slots": 7, "producers": 2, "consumers": 3, "produced": 20000, "consumed": 20000, "inRing": 0, "lost": 0,
      "duplicated": 0, "torn": 0, "phantom": 0,
    ]
    for (key, number) in numbers { #expect(report[key] as? Int == number, "\(key)") }
    for key in ["elapsedSeconds", "itemsPerSecond"] { #expect(report[key] as? Double ?? 0 > 0) }
  }

  @Test("without synchronization the law of the ledger holds all the same", arguments: [1, 4096])
  func race(slots: Int) throws {
    let report = try report(
      "--items 20000 --slots \(slots) --producers 2 --consumers 2 --words 64 --discipline none", status: 3)
    #expect(report["verdict"] as? String == "violated")
    let count = { (key: String) in report[key] as? Int ?? -1 }
    #expect(count("produced") == 20000 && count("consumed") == 20000)
    let firstTakes = count("consumed") - count("duplicated") - count("torn") - count("phantom")
    #expect(count("produced") == firstTakes + count("lost") + count("inRing"))
    #expect(count("lost") > 0)
  }

  @Test("a producer that nobody takes from fills the ring and waits for ever")
  func deadlock() throws {
    let report = try report("--items 100 --slots 5 --producers 1 --consumers 0", status: 4)
    #expect(report["verdict"] as? String == "deadlock")
    #expect(report["produced"] as? Int == 5 && report["inRing"] as? Int == 5)
  }

  @Test("ends after so many seconds")
  func seconds() throws {
    let report = try report("--seconds 0.2", status: 0)
    #expect(report["verdict"] as? String == "holds")
    #expect(0.2...5 ~= report["elapsedSeconds"] as? Double ?? 0)
  }

  @Test("with --items and --seconds it ends with whichever comes first, and says which")
  func whicheverComesFirst() throws {
    let items = try report("--items 10 --seconds 60", status: 0)
    #expect(items["endedBy"] as? String == "items" && items["produced"] as? Int == 10)
    let time = try report("--items 1000000000 --seconds 0.2", status: 0)
    #expect(time["endedBy"] as? String == "seconds" && time["verdict"] as? String == "holds")
    #expect(try report("--seconds 0.2", status: 0)["endedBy"] as? String == "seconds")
    #expect(try report("--items 100 --seconds 60 --consumers 0", status: 4)["endedBy"] as? String == "deadlock")
    #expect(try report("--schedule P1*4", status: 0)["endedBy"] as? String == "schedule")
    let traced = try run(
      [ringside] + "--headless --items 9999 --seconds 0.2 --trace --pace 50".split(separator: " ").map(String.init))
    #expect(traced.status == 0 && traced.errors.contains("ended when the time was over"))
  }

  @Test("says it in words as well")
  func words() throws {
    let finished = try run([ringside, "--headless", "--items", "1000"])
    #expect(finished.status == 0)
    #expect(finished.output.contains("produced 1000, consumed 1000, in the ring 0"))
    #expect(finished.output.contains("holds: every item accounted for"))
    #expect(finished.errors == "")
  }

  @Test("traces each operation with what it changed")
  func trace() throws {
    let finished = try run(
      [ringside, "--headless", "--items", "2", "--trace", "--pace", "1000", "--consumers", "0", "--slots", "3"])
    #expect(finished.status == 0)
    #expect(
      finished.output.split(separator: "\n").map { $0.split(separator: "\t").dropFirst(3).joined(separator: " | ") }
        == [
          "sem_wait(empty) | empty 3 -> 2", "sem_wait(mutex) | mutex 1 -> 0", "i = in | i - -> 0",
          "slot[i] = item | slot[0] - -> P1·1 | produced+1", "in = (i + 1) % n | in 0 -> 1",
          "sem_post(mutex) | mutex 0 -> 1", "sem_post(full) | full 0 -> 1",
          "sem_wait(empty) | empty 2 -> 1", "sem_wait(mutex) | mutex 1 -> 0", "i = in | i - -> 1",
          "slot[i] = item | slot[1] - -> P1·2 | produced+1", "in = (i + 1) % n | in 1 -> 2",
          "sem_post(mutex) | mutex 0 -> 1", "sem_post(full) | full 1 -> 2",
        ])
    #expect(finished.errors.contains("holds"))
  }

  @Test("the same seed gives the same trace, another seed another")
  func seeds() throws {
    let line = [ringside, "--headless", "--items", "10", "--trace", "--pace", "1000", "--producers", "2", "--seed"]
    let (first, second, other) = (try run(line + ["5"]), try run(line + ["5"]), try run(line + ["6"]))
    #expect(first.status == 0 && first.output.split(separator: "\n").count >= 140)
    #expect(first.output == second.output)
    #expect(first.output != other.output)
  }

  @Test(
    "a signal ends it and leaves nothing",
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT],
    [["--items", "1000000000"], ["--seconds", "600"], ["--seconds", "600", "--trace", "--pace", "100"]])
  func signals(signal: Int32, options: [String]) throws {
    let background = try Background(options)
    #expect(background.isRunning())
    background.signal(signal)
    #expect(background.wait() == 128 + signal)
    #expect(background.isGone())
  }

  @Test("a schedule with deaths, comings and goings is followed, and each is told in the trace")
  func moves() throws {
    let schedule = "P1*3 P2 kill:P1 P2 remove:P2 P2*6 add:C2 C2 restart:P1 P1"
    let finished = try run(
      [ringside, "--headless", "--trace", "--discipline", "robust-mutex", "--producers", "2", "--schedule", schedule])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(
      finished.output.replacing("\t", with: "|") == """
        1|P1|step|if (lock(&mutex) == EOWNERDEAD)|mutex 1 -> 0|
        2|P1|step|while (in - out == n)||
        3|P1|step|i = in|i - -> 0|
        4|P2|blocked|if (lock(&mutex) == EOWNERDEAD)|mutex 0 -> 0|
        5|P1|killed|||
        5|P2|woken|||
        6|P2|step|repair(), make consistent|mutex 0 -> 0|
        7|P2|leaving|||
        8|P2|step|while (in - out == n)||
        9|P2|step|i = in|i - -> 0|
        10|P2|step|slot[i % n] = item|slot[0] - -> P2·1|produced+1
        11|P2|step|in = i + 1|in 0 -> 1|
        12|P2|step|pthread_cond_signal(&notEmpty)||
        13|P2|step|pthread_mutex_unlock(&mutex)|mutex 0 -> 1|
        13|P2|left|||
        14|C2|added|||
        15|C2|step|if (lock(&mutex) == EOWNERDEAD)|mutex 1 -> 0|
        16|P1|started|||
        17|P1|blocked|if (lock(&mutex) == EOWNERDEAD)|mutex 0 -> 0|

        """)
    #expect(finished.errors.contains("holds: every item accounted for"))
  }

  @Test("what the kernel gives back after a death is told")
  func givenBack() throws {
    let finished = try run(
      [
        ringside, "--headless", "--trace", "--discipline", "sysv-semaphores", "--schedule", "P1*2 kill:P1 remove:P1",
      ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(
      finished.output.replacing("\t", with: "|") == """
        1|P1|step|semop(empty - 1, SEM_UNDO)|empty 10 -> 9|
        2|P1|step|semop(mutex - 1, SEM_UNDO)|mutex 1 -> 0|
        3|P1|killed|||
        3|P1|restored||empty 9 -> 10|
        3|P1|restored||mutex 0 -> 1|
        4|P1|leaving|||
        4|P1|left|||

        """)
  }

  @Test("a reader that has seen enough ends it")
  func closedPipe() throws {
    let segment = uniqueSegmentName()
    let script = #"{ "$@"; echo $? >&2; } | head -n 1"#
    let line = [ringside, "--headless", "--segment", segment, "--seconds", "600", "--trace", "--pace", "1000"]
    let finished = try run(["sh", "-c", script, "sh"] + line)
    #expect(finished.output.split(separator: "\n").count == 1)
    #expect(finished.errors == "\(128 + SIGPIPE)\n")
    #expect(eventually { processes(of: segment).isEmpty })
    #expect(!FileManager.default.fileExists(atPath: "/dev/shm" + segment))
  }
}
