import Glibc

/// A user's folder for the files of programs, by the XDG Base Directory Specification.
public enum UserFolder {
  /// The folder's path; nil if the environment names none and this user has no home: getpwuid(3).
  /// - Parameters:
  ///   - name: the variable that names it, such as `XDG_STATE_HOME`.
  ///   - usual: the usual folder below the home.
  ///   - variable: looks up a variable of the environment.
  ///   - accountHome: this user's home in the system's accounts.
  public static func path(
    _ name: String, usually usual: String,
    variable: (String) -> String? = { getenv($0).map { String(cString: $0) } },
    accountHome: () -> String? = { getpwuid(getuid()).flatMap(\.pointee.pw_dir).map { String(cString: $0) } }
  ) -> String? {
    // The specification says that relative paths must be ignored.
    func folder(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
    if let own = folder(variable(name)) { return own }
    return (folder(variable("HOME")) ?? folder(accountHome())).map { "\($0)/\(usual)" }
  }
}
