/// The title of the terminal's window while a state is shown: the lesson, or the program.
public func windowTitle(of state: State) -> String {
  windowTitle(state.player?.lesson.title ?? state.program?.title ?? "")
}

/// The title of the terminal's window while this is shown.
public func windowTitle(_ subject: String) -> String { subject.isEmpty ? "Ringside" : "Ringside: \(subject)" }
