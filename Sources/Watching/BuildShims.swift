import Glibc

/// Compilers in front of the real ones: a build such as `make` finds them first, and so compiles the hooks and links
/// the runtime without knowing of them.
public struct BuildShims {
  private let folder: String
  private let runtime: String

  private static let gcc = ["gcc", "cc", "g++", "c++"]
  private static let clang = ["clang", "clang++"]

  /// - Parameters:
  ///   - folder: for the compilers; somebody else removes it.
  ///   - runtime: the compiled runtime.
  public init(folder: String, runtime: String) throws(WatchError) {
    (self.folder, self.runtime) = (folder, runtime)
    try TextFile.write(specs, to: "\(folder)/specs")
    for name in Self.gcc {
      guard let real = Self.found(name) else { continue }
      // The driver must not see -fsanitize=thread, or it would link libtsan.
      try script(name, "exec \(real) -specs=\(folder)/specs \"$@\" -O0 -g -fno-omit-frame-pointer -fno-builtin -no-pie")
    }
    for name in Self.clang {
      guard let real = Self.found(name) else { continue }
      try script(
        name,
        """
        link=\(runtime)
        for word; do case $word in -c | -S | -E) link= ;; esac; done
        exec \(real) -fsanitize=thread -fno-sanitize-link-runtime -mllvm -tsan-instrument-read-before-write \\
          -mllvm -tsan-instrument-func-entry-exit=0 "$@" $link -O0 -g -fno-omit-frame-pointer -fno-builtin
        """)
    }
  }

  private var specs: String {
    let hooks = "-fsanitize=thread --param tsan-instrument-func-entry-exit=0"
    return "*cc1:\n+ \(hooks)\n\n*cc1plus:\n+ \(hooks)\n\n*lib:\n+ \(runtime) -ldl -lpthread -lrt -lc\n\n"
  }

  /// Runs a build command with these compilers.
  public func run(_ command: String) throws(WatchError) {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let words = "\(folder)/words"
    let file = open(words, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open", words, errno) }
    defer { close(file) }
    let child = try Child(
      "/bin/sh", ["-c", command],
      environment: ProgramBuild.ownEnvironment.merging(["PATH": "\(folder):\(path)"]) { $1 }, output: file, errors: file
    )
    guard child.wait() == 0 else { throw .notCompiled(TextFile.read(words)) }
  }

  /// The path of a program on PATH.
  private static func found(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private func script(_ name: String, _ body: String) throws(WatchError) {
    try TextFile.write("#!/bin/sh\n\(body)\n", to: "\(folder)/\(name)")
    chmod("\(folder)/\(name)", 0o700)
  }
}
