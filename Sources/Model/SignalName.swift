/// The name of a signal as people write it: `SIGKILL` for 9, or `signal 40` for one without a name. See signal(7),
/// for x86 and ARM.
public func signalName(_ number: Int32) -> String {
  let index = Int(number) - 1
  return names.indices.contains(index) ? "SIG" + names[index] : "signal \(number)"
}

/// The names from signal 1 on.
private let names = [
  "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
  "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL",
  "PWR", "SYS",
]
