import Grid

/// A recording as one web page that loads nothing: its own style, its own script, and the screens as text.
///
/// Without scripts it shows the first screen and the list of steps. Styles and scripts are in page.css and page.js.
struct HTMLExport {
  private let recording: Recording
  private let palette: HTMLPalette
  private let screens: HTMLScreens

  init(_ recording: Recording, _ choice: ThemeChoice) {
    self.recording = recording
    palette = HTMLPalette(choice)
    screens = HTMLScreens(recording)
  }

  /// The script, and its digest, by which the page's policy allows this one script and no other: if any text of a
  /// recording should ever be read as a script, no browser runs it. `sha256sum`, in base 64.
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  static let scriptDigest = "sha256-UOMUNwKlvu8b8AgOk60Upuy8NA95MyJr6pCR5CSGMzw="

  private static let style = String(decoding: PackageResources.page_css, as: UTF8.self)

  /// The file.
  var page: String {
    get throws {
      let title = escapedForMarkup(recording.heading)
      let policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src '\(Self.scriptDigest)'; base-uri 'none'; "
        + "form-action 'none'"
      return """
        <!DOCTYPE html>
        <html lang="en"\(palette.startingPaper.map { " data-theme=\"\($0)\"" } ?? "")>
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="\(policy)" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Ringside" />
        <title>\(title)</title>
        <style>
        \(palette.css)
        .screen{--columns:\(screens.columns)}
        \(Self.style)</style>
        </head>
        <body>
        <main class="\(screens.columns > 100 ? "wide" : "narrow")">
        <header>
        <p class="kicker">Recorded with Ringside</p>
        <h1>\(title)</h1>
        \(command)<button type="button" id="theme" hidden="">Switch to dark</button>
        </header>
        <div class="stage">
        \(player)
        <section class="steps" aria-labelledby="steps-title">
        <h2 id="steps-title">Steps</h2>
        <div class="list" id="list" role="region" aria-label="List of steps" tabindex="0">
        <ol id="steps" start="0" role="list">
        \(recording.steps.enumerated().map { item($1, $0) }.joined(separator: "\n"))
        </ol>
        </div>
        </section>
        </div>
        </main>
        <script type="application/json" id="screens">\(try screens.json)</script>
        <script>\(Self.script)</script>
        </body>
        </html>

        """
    }
  }

  private var command: String {
    guard let command = recording.commandLine else { return "" }
    // A line may end between two words, but not at the hyphens of an option.
    let words = command.split(separator: " ", omittingEmptySubsequences: false).map {
      "<span>\(escapedForMarkup(String($0)))</span>"
    }
    return """
      <div class="command"><code id="command">\(words.joined(separator: " "))</code>\
      <button type="button" id="copy" hidden="">Copy</button><span class="unseen" id="copied" role="status"></span></div>

      """
  }

  private var player: String {
    """
    <section class="player" aria-labelledby="player-title">
    <h2 class="unseen" id="player-title">Step by step</h2>
    <div class="screen" id="view" role="region" aria-label="Screen" tabindex="0"><pre id="screen">\
    \(screens.first)</pre></div>
    <div class="controls" id="controls" hidden="">
    <button type="button" id="previous" aria-label="Previous step">◀\u{FE0E}</button>
    <button type="button" id="play">Play</button>
    <button type="button" id="next" aria-label="Next step">▶\u{FE0E}</button>
    <input type="range" id="slider" aria-label="Step" min="0" max="\(recording.moves)" value="0" />
    <span class="count" id="count" aria-hidden="true">0 of \(recording.moves)</span>
    </div>
    <div class="now" id="now" role="status" hidden=""></div>
    <p class="keys" id="keys" hidden="">Keys: <kbd>←</kbd> <kbd>→</kbd> step, <kbd>Home</kbd> <kbd>End</kbd> first and \
    last, <kbd>Space</kbd> plays and pauses</p>
    </section>
    """
  }

  /// A step in the list. Its id makes a link such as `#9` work without scripts too.
  private func item(_ step: Recording.Step, _ number: Int) -> String {
    let mover = number == 0 && step.mover.isEmpty ? "Start" : step.mover
    let head = [
      mover.isEmpty ? "" : "<b>\(escapedForMarkup(mover))</b>",
      step.deed.isEmpty ? "" : "<code>\(escapedForMarkup(step.deed))</code>",
    ].filter { !$0.isEmpty }.joined(separator: " ")
    let changes = step.differences.map { "<code class=\"change\">\(escapedForMarkup($0.text(arrow: "→")))</code>" }
    let lines = [
      head.isEmpty ? "" : "<span class=\"move\">\(head)</span>",
      step.sentence.isEmpty ? "" : "<span class=\"words\">\(prose(step.sentence))</span>",
      changes.isEmpty ? "" : "<span class=\"changes\">\(changes.joined(separator: " "))</span>",
    ].filter { !$0.isEmpty }
    return "<li id=\"\(number)\"><a href=\"#\(number)\">\(lines.joined(separator: " "))</a></li>"
  }

  /// A sentence whose code, between backticks, looks like code.
  private func prose(_ sentence: String) -> String {
    marked(sentence).map { span in
      span.style == .inlineCode
        ? "<code>\(escapedForMarkup(String(span.text.dropFirst().dropLast())))</code>" : escapedForMarkup(span.text)
    }.joined()
  }
}
