import Grid
import Model

/// A discipline as a complete C program: it compiles without warnings, runs by itself, and can be watched.
public struct CProgram {
  private let discipline: Discipline
  private let source: ProgramSource
  private let statements: CStatements

  public init(_ discipline: Discipline, _ source: ProgramSource) {
    (self.discipline, self.source) = (discipline, source)
    statements = CStatements(discipline)
  }

  public var text: String {
    [head, sharedStruct, helpers, roles, setup, main].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var program: Program { discipline.program }
  private var usesSystemV: Bool { discipline.synchronizers.contains { $0.kind == .systemVSemaphore } }
  private var usesSpinlock: Bool { discipline.synchronizers.contains { $0.kind == .spinlock } }

  // MARK: - Its beginning

  private var head: [String] {
    let name = "\(discipline.name) for the \(program.title): \(discipline.title)."
    let comment = [
      name, "", discipline.summary, discipline.verdict, "",
      "cc -pthread FILE.c compiles it, ./a.out runs it, and ringside watch FILE.c shows it step by step.",
    ].flatMap { $0.isEmpty ? [""] : wrapped($0, within: 100) }
    var includes = ["sched.h", "stdint.h", "stdio.h", "stdlib.h", "sys/mman.h", "sys/wait.h", "unistd.h"]
    if discipline.synchronizers.contains(where: { if case .semaphore = $0.kind { true } else { false } }) {
      includes.append("semaphore.h")
    }
    if discipline.synchronizers.contains(where: \.isOfPthread) { includes += ["errno.h", "pthread.h"] }
    if usesSystemV { includes += ["sys/ipc.h", "sys/sem.h"] }
    let constants =
      source.constants.map { "#define \($0.name) \($0.value)" }
      + program.parts.map { part in
        "#define \(part.plural.uppercased()) \(count(part.role))"
      }
    return comment.map { $0.isEmpty ? "//" : "// \($0)" } + ["#define _GNU_SOURCE"]
      + includes.sorted().map { "#include <\($0)>" } + [""] + constants
  }

  private func count(_ role: Role) -> Int {
    let wanted = source.work[role]?.count ?? 1
    return min(wanted, discipline.limit?.perRole ?? wanted)
  }

  // MARK: - What is shared

  private var consulted: Set<String> {
    Set(
      program.roles.flatMap { discipline.listing.operations(of: $0) }.flatMap {
        [$0.variable.array] + ($0.kind == .sleep ? ["mutex"] : [])
      })
  }

  /// Whether processes read words that others write at the same time.
  private var isRacy: Bool {
    !discipline.isCorrect || discipline.synchronizers.isEmpty || consulted.contains("version")
  }

  private var sharedStruct: [String] {
    let own = source.members.filter {
      consulted.contains($0.variable.array) && discipline.synchronizer($0.variable) == nil
    }
    let objects = discipline.synchronizers.filter {
      $0.kind != .systemVSemaphore && consulted.contains($0.variable.array)
    }
    let keyword = isRacy ? "volatile " : ""
    var lines = ["// All processes see this memory."]
    if isRacy {
      lines.append("// volatile keeps the compiler from reading a word once and for all. It orders nothing.")
    }
    lines.append("struct shared {")
    lines += objects.map { object in
      let start = source.startValues[object.variable].map { "  // begins with \($0)" } ?? ""
      return "  \(object.declaration(size: source.arraySize));\(start)"
    }
    lines += own.map { member in
      "  \(keyword)\(type(of: member)) \(member.variable.array)\(member.suffix);"
    }
    lines.append("};")
    if usesSystemV {
      lines += [
        "", "// The semaphores are in the kernel, in one set.", "enum { EMPTY, FULL, MUTEX };", "static int set;",
      ]
    }
    return lines
  }

  private func type(of member: ProgramSource.Member) -> String {
    guard ["in", "out"].contains(member.variable.array), case .running(let bits) = discipline.indices else {
      return member.type
    }
    return "uint\(bits)_t"
  }

  // MARK: - Functions

  private var helpers: [String] {
    let texts = program.roles.flatMap { discipline.listing.lines(of: $0) }.map(\.text)
    var blocks = source.helpers.filter { helper in
      let name = helper.prefix { $0 != "(" }.split { !$0.isLetter && !$0.isNumber }.last.map(String.init) ?? ""
      return texts.contains { $0.contains(name + "(") }
    }
    if usesSpinlock {
      blocks.append(
        """
        // Stores a value if the word has the expected one, as one step.
        static int cas(int *word, int expected, int value) {
          return __atomic_compare_exchange_n(word, &expected, value, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
        }
        """)
    }
    if usesSystemV {
      blocks.append(
        """
        // Adds to a semaphore, asleep until that is possible. The kernel undoes it when the process ends.
        static void change(int member, int by) {
          struct sembuf operation = {(unsigned short)member, (short)by, SEM_UNDO};
          if (semop(set, &operation, 1) == -1) { perror("semop"); exit(1); }
        }
        """)
      if program.roles.contains(where: { discipline.listing.lines(of: $0).contains { $0.text.contains("keep ") } }) {
        blocks.append(
          """
          // Adds one to a semaphore for good, and keeps what was taken from another: its undo is cancelled.
          static void hand_over(int taken, int given) {
            struct sembuf operations[] = {
              {(unsigned short)taken, 1, SEM_UNDO}, {(unsigned short)taken, -1, 0}, {(unsigned short)given, 1, 0}};
            if (semop(set, operations, 3) == -1) { perror("semop"); exit(1); }
          }
          """)
      }
    }
    return blocks.isEmpty ? [] : [blocks.joined(separator: "\n\n")]
  }

  private var roles: [String] {
    [
      program.parts.map { part in
        let work = source.work[part.role]
        let registers = declarations(part.role)
        let loop =
          constants(part.role, work) + statements.statements(of: part.role, indentation: 4)
          + (work?.after ?? []).map { "    \($0)" }
        let rest = registers + (work?.declarations ?? []) + loop + (work?.ending ?? [])
        let usesItsNumber = rest.contains { $0.split { !$0.isLetter && $0 != "_" }.contains("me") }
        return
          ([
            "// A \(part.noun). Its loop is the listing that Ringside shows.",
            "static void \(part.noun)(struct shared *s, int me) {",
          ] + (registers + (work?.declarations ?? [])).map { "  \($0)" }
          + (usesItsNumber ? [] : ["  (void)me;"]) + [
            "  for (int round = 0; round < \(work?.rounds ?? "1"); round++) {"
          ]
          + loop + ["  }"] + (work?.ending ?? []).map { "  \($0)" } + ["}"]).joined(separator: "\n")
      }.joined(separator: "\n\n")
    ]
  }

  /// The registers that the listing of a role only reads.
  private func constants(_ role: Role, _ work: ProgramSource.Work?) -> [String] {
    let words = Set(
      discipline.listing.lines(of: role).flatMap { $0.text.split { !$0.isLetter && !$0.isNumber } }.map(String.init))
    return (work?.registers ?? [:]).sorted { $0.key < $1.key }.filter { words.contains($0.key) }.map {
      "    \($0.value)"
    }
  }

  /// The registers of a listing, which are the words it assigns that nobody shares.
  private func declarations(_ role: Role) -> [String] {
    let lines = discipline.listing.lines(of: role)
    let assigned = lines.flatMap { line in line.text.split(separator: ",").compactMap { Self.register(String($0)) } }
    let names = program.variables.map(\.array)
    var seen: Set<String> = []
    let registers = assigned.filter { !names.contains($0) && seen.insert($0).inserted }
    return registers.map { "\(type(ofRegister: $0, lines)) \($0);" }
  }

  /// The type of what a register is loaded from.
  private func type(ofRegister name: String, _ lines: [Listing.Line]) -> String {
    let loaded = lines.first { $0.text.hasPrefix("\(name) = ") && $0.operation?.kind == .load }?.operation?.variable
      .array
    return source.members.first { $0.variable.array == loaded }.map(type) ?? "int"
  }

  private static func register(_ text: String) -> String? {
    let text = text.trimmed
    let name = text.prefix { $0.isLetter || $0.isNumber }
    return !name.isEmpty && text.dropFirst(name.count).hasPrefix(" = ") ? String(name) : nil
  }

  // MARK: - main

  private var setup: [String] {
    var lines = [
      "// Prepares the shared objects before the first process begins. The memory itself is zero.",
      "static void prepare(struct shared *s) {",
    ]
    let used = discipline.synchronizers.filter { consulted.contains($0.variable.array) }
    if used.contains(where: { if case .mutex(true, _) = $0.kind { true } else { false } }) {
      let isRobust = used.contains { if case .mutex(_, true) = $0.kind { true } else { false } }
      lines += [
        "  pthread_mutexattr_t mutexes;", "  pthread_mutexattr_init(&mutexes);",
        "  pthread_mutexattr_setpshared(&mutexes, PTHREAD_PROCESS_SHARED);",
      ]
      if isRobust { lines.append("  pthread_mutexattr_setrobust(&mutexes, PTHREAD_MUTEX_ROBUST);") }
    }
    if used.contains(where: { $0.kind == .condition }) {
      lines += [
        "  pthread_condattr_t conditions;", "  pthread_condattr_init(&conditions);",
        "  pthread_condattr_setpshared(&conditions, PTHREAD_PROCESS_SHARED);",
      ]
    }
    if used.contains(where: { $0.kind == .readWriteLock }) {
      lines += [
        "  pthread_rwlockattr_t locks;", "  pthread_rwlockattr_init(&locks);",
        "  pthread_rwlockattr_setpshared(&locks, PTHREAD_PROCESS_SHARED);",
      ]
    }
    if usesSystemV {
      lines += [
        "  set = semget(IPC_PRIVATE, 3, IPC_CREAT | 0600);",
        "  if (set == -1) { perror(\"semget\"); exit(1); }",
      ]
    }
    for object in used {
      let start = source.startValues[object.variable] ?? "1"
      if let line = object.initialization(start: start) {
        lines.append(object.isArray ? "  for (int i = 0; i < \(source.arraySize); i++) \(line)" : "  \(line)")
      }
    }
    if !lines.contains(where: { $0.contains("&s->") }) { lines.append("  (void)s;") }
    return lines + ["}"]
  }

  private var main: [String] {
    var lines = [
      "int main(void) {",
      "  struct shared *s = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);",
      "  if (s == MAP_FAILED) { perror(\"mmap\"); return 1; }", "  prepare(s);",
    ]
    for (index, part) in program.parts.enumerated() {
      let isLast = index == program.parts.count - 1
      lines += [
        "  // Memory that is mapped shared stays the same memory in a child."
      ].filter { _ in index == 0 }
      lines += [
        "  for (int me = 1; me <= \(part.plural.uppercased()); me++) {", "    pid_t child = fork();",
        "    if (child == -1) { perror(\"fork\"); return 1; }",
        "    if (child == 0) {", "      \(part.noun)(s, me);", "      exit(0);", "    }", "  }",
      ]
      if isLast { lines.append("  while (wait(NULL) > 0) continue;") }
    }
    if usesSystemV { lines.append("  semctl(set, 0, IPC_RMID);") }
    return lines + source.report.map { "  \($0)" } + ["}"]
  }
}
