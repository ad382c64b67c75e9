import Foundation
import Model
import Programs
import Support
import Testing

/// The disciplines as C programs.
@Suite("Disciplines as C programs", .serialized)
struct SourceTests {
  private static let all = Catalogue.disciplines.map { ($0.program.name, $0.name) }

  private struct Step: Decodable {
    var event: String?
    var field: String?
    var function: String?
    var process: String?
    var kind: String
  }

  @Test("each compiles without warnings, and passes the operations of its listing, in order", arguments: all)
  func listing(program: String, name: String) throws {
    let discipline = try #require(
      Catalogue.disciplines.first { $0.name == name && $0.program.name == program })
    let folder = try TemporaryFolder()
    let path = folder.path + "/source.c"
    let source = try run([ringside, "source", name, "--program", program])
    try source.output.write(toFile: path, atomically: true, encoding: .utf8)
    let flags = ["-std=gnu11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-pthread"]
    let compiled = try run(["gcc"] + flags + [path])
    #expect(compiled.status == 0, "\(compiled.errors)")
    let watched = try run([ringside, "watch", "--headless", "--trace", "--json", path])
    let steps = try watched.output.split(separator: "\n").map {
      try JSONDecoder().decode(Step.self, from: Data($0.utf8))
    }
    for part in discipline.program.parts {
      // A helper such as `change` is called by the role: its process is known by its other steps.
      let processes = Set(steps.filter { $0.function == part.noun }.compactMap(\.process))
      #expect(!processes.isEmpty)
      for process in processes {
        let own = steps.filter { $0.process == process && $0.kind == "move" }
        expect(
          own.compactMap(seen), toPass: discipline.listing.operations(of: part.role),
          isStuck: own.last?.event?.hasSuffix("blocks") == true || watched.errors.contains("\(process) was ended"))
      }
    }
  }

  /// An operation as the trace names it, or nil if it is none of the listing's.
  private func seen(_ step: Step) -> String? {
    guard let event = step.event?.split(separator: " ").first.map(String.init), let field = step.field else {
      return nil
    }
    if ["begin", "woken", "wait", "fork", "sched_yield", "killed", "ended", "lost"].contains(event) { return nil }
    return "\(event) \(name(field))"
  }

  /// Without the index of an element.
  private func name(_ field: String) -> String { String(field.prefix { $0 != "[" && $0 != " " && $0 != "," }) }

  /// No other operations were seen than those of the listing, and those that come in every run through it came in its
  /// order, unless the process got stuck or died on the way.
  private func expect(_ seen: [String], toPass operations: [Model.Operation], isStuck: Bool) {
    let known = Set(operations.flatMap(events))
    #expect(known.isSuperset(of: seen), "\(Set(seen).subtracting(known)) is not in the listing")
    var rest = seen[...]
    for operation in operations where !isConditional(operation) {
      let names = events(operation)
      guard !names.isEmpty else { continue }
      guard let index = rest.firstIndex(where: names.contains) else {
        #expect(isStuck, "\(operation.text) does not come after those before it: \(seen)")
        return
      }
      rest = rest[(index + 1)...]
    }
  }

  /// Whether a run through the listing can pass without it.
  private func isConditional(_ operation: Model.Operation) -> Bool {
    operation.isConditional || operation.text.contains(") sem_")
  }

  /// The names that an operation can have in a trace.
  private func events(_ operation: Model.Operation) -> [String] {
    let field = operation.variable.array
    let calls = operation.text.matches(of: /(sem|pthread_mutex|pthread_cond|pthread_rwlock)_(\w+)\(/).map {
      String($0.2)
    }
    if operation.text.contains("semop(") { return ["semop set"] }
    if operation.text.contains("cas(") || operation.text.contains("fetch_add") { return ["update \(field)"] }
    if operation.text.contains("lock(&mutex)") && calls.isEmpty { return ["mutex_lock mutex"] }
    if operation.text.contains("consistent") { return [] }
    if operation.text.contains("lock = 0") { return ["store lock"] }
    if let call = calls.first {
      if operation.text.contains("sem_") { return ["sem_\(call) \(field)"] }
      if operation.text.contains("rwlock") { return ["\(call == "unlock" ? "rwlock_unlock" : call) \(field)"] }
      if operation.text.contains("cond_") { return ["cond_\(call) \(field)", "mutex_lock mutex"] }
      return ["mutex_\(call) \(field)"]
    }
    switch operation.kind {
    case .load, .test: return ["load \(field)"] + (operation.text.contains(" - o") || field == "in" ? ["load out"] : [])
    case .update: return ["load \(field)", "store \(field)"]
    default: return ["store \(field)", "load \(field)"]
    }
  }

  @Test("a discipline that is not there is refused, and the nearest is named")
  func refused() throws {
    let finished = try run([ringside, "source", "semaphors"])
    #expect(finished.status == 64 && finished.errors.contains("did you mean `semaphores`?"), "\(finished.errors)")
    let other = try run([ringside, "source", "left-first"])
    #expect(other.status == 0 && other.output.contains("static void philosopher("))
  }
}
