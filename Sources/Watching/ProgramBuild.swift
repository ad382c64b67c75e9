import Glibc

/// Compiles C programs with the hooks that end in Ringside's runtime.
public struct ProgramBuild: Sendable {
  public var compiler: String
  public var sources: [String]
  /// The folder for what is built, which somebody else removes.
  public var folder: String

  public init(_ sources: [String], compiler: String = "gcc", folder: String) {
    (self.sources, self.compiler, self.folder) = (sources, compiler, folder)
  }

  /// The compiler for C++ if one of the files is C++.
  private var driver: String {
    guard sources.contains(where: Self.isCPlusPlus) else { return compiler }
    return compiler == "gcc" ? "g++" : compiler == "clang" ? "clang++" : compiler
  }

  /// Whether a word is the name of a C or C++ file.
  public static func isSource(_ name: String) -> Bool { name.hasSuffix(".c") || isCPlusPlus(name) }

  private static func isCPlusPlus(_ name: String) -> Bool {
    [".cc", ".cpp", ".cxx", ".C"].contains { name.hasSuffix($0) }
  }

  private var isClang: Bool { compiler.hasSuffix("clang") || compiler.hasSuffix("clang++") }

  /// Every access at -O0 has its own hook; builtins would be inlined without one.
  private var hooks: [String] {
    ["-g", "-fno-omit-frame-pointer", "-fno-builtin", "-fsanitize=thread"]
      + (isClang
        ? ["-mllvm", "-tsan-instrument-read-before-write", "-mllvm", "-tsan-instrument-func-entry-exit=0"]
        : ["--param", "tsan-instrument-func-entry-exit=0"]) + ["-O0"]
  }

  /// Builds the program, and returns its path.
  public func build(named name: String = "program") throws(WatchError) -> String {
    let runtime = try runtimeObject()
    var objects: [String] = []
    for (index, source) in sources.enumerated() {
      let object = "\(folder)/\(name)-\(index).o"
      try run(driver, hooks + ["-c", source, "-o", object])
      objects.append(object)
    }
    let program = "\(folder)/\(name)"
    try run(driver, objects + [runtime, "-o", program, "-no-pie", "-ldl", "-lpthread", "-lrt", "-lm"])
    return program
  }

  /// The runtime, compiled by the same compiler, and kept by its contents.
  public func runtimeObject() throws(WatchError) -> String { try runtime(suffix: "o", ["-c"]) }

  /// The runtime as a library to be loaded before a program that has no hooks: LD_PRELOAD of ld.so(8).
  public func runtimeLibrary() throws(WatchError) -> String { try runtime(suffix: "so", ["-shared"]) }

  private func runtime(suffix: String, _ options: [String]) throws(WatchError) -> String {
    let text = RuntimeSource.text
    let cache = Self.cacheFolder ?? folder
    let object = "\(cache)/runtime-\(String(fnv1a(Array((text + compiler).utf8)), radix: 16)).\(suffix)"
    // One that was cut off is none.
    var status = stat()
    if access(object, R_OK) == 0, stat(object, &status) == 0, status.st_size > 4096 { return object }
    let source = "\(folder)/runtime.c"
    try TextFile.write(text, to: source)
    // Elsewhere first: another Ringside may be reading it.
    let fresh = "\(folder)/runtime.\(suffix)"
    let flags = ["-D_GNU_SOURCE", "-O2", "-fno-omit-frame-pointer", "-fno-builtin", "-fPIC"]
    try run(compiler, flags + options + [source, "-o", fresh] + (suffix == "so" ? ["-ldl", "-lpthread", "-lrt"] : []))
    return rename(fresh, object) == 0 ? object : fresh
  }

  /// Compiles the files for their types alone.
  func compileTypes(to path: String) throws(WatchError) {
    let flags = ["-g", "-shared", "-fPIC", "-w", "-fno-eliminate-unused-debug-types"]
    try run(driver, flags + sources + ["-o", path])
  }

  private func run(_ compiler: String, _ arguments: [String]) throws(WatchError) {
    let words = "\(folder)/words"
    let file = open(words, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open", words, errno) }
    defer { close(file) }
    let child: Child
    do {
      child = try Child(compiler, arguments, environment: Self.ownEnvironment, output: file, errors: file)
    } catch { throw .noCompiler(compiler) }
    guard child.wait() == 0 else {
      let text = TextFile.read(words, atMost: 1 << 16)
      let isOfTwo = text.contains("multiple definition of `main'")
      throw .notCompiled(
        text + (isOfTwo ? "two of the files have a main; put a colon between two programs: a.c : b.c\n" : ""))
    }
  }

  /// By this, the processes of a build are known as ones of Ringside's.
  static let environmentName = "RINGSIDE_BUILD"
  static var ownEnvironment: [String: String] { [environmentName: "\(getpid())"] }

  private static var cacheFolder: String? {
    // An empty one counts as none: XDG Base Directory Specification.
    let environment = { (name: String) in getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }
    guard let base = environment("XDG_CACHE_HOME") ?? environment("HOME").map({ $0 + "/.cache" }) else { return nil }
    let folder = base + "/ringside"
    mkdir(base, 0o700)
    mkdir(folder, 0o700)
    return access(folder, W_OK) == 0 ? folder : nil
  }
}

/// The text of the runtime: the header and the C file, as they are in Ringside's own sources.
enum RuntimeSource {
  static var text: String { String(decoding: PackageResources.watch_h + PackageResources.runtime_c, as: UTF8.self) }
}
