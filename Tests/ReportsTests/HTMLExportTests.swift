import Foundation
import Grid
import Support
import Testing

@testable import Reports

@Suite("An export as a web page")
struct HTMLExportTests {
  private func page(_ recording: Recording = ExportFixture.recording, _ theme: ThemeChoice = .standard) throws -> String
  {
    try ExportFormat.html.contents(of: recording, theme: theme)
  }

  /// The page without the contents of styles and scripts, which are no markup.
  private func markup(_ page: String) -> String {
    page.replacing(/(?s)(<(style|script)[^>]*>).*?<\/(style|script)>/) { "\($0.1)</\($0.2)>" }
      .replacing("<!DOCTYPE html>", with: "")
  }

  private func data(_ page: String) throws -> (rows: [[Any]], screens: [[Int]]) {
    let text = try #require(page.firstMatch(of: /<script type="application\/json" id="screens">(.*)<\/script>/)).1
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return (try #require(object["rows"] as? [[Any]]), try #require(object["screens"] as? [[Int]]))
  }

  @Test("is well-formed, and nothing of a recording becomes markup", arguments: ThemeChoice.allCases)
  func wellFormed(theme: ThemeChoice) throws {
    let page = try page(ExportFixture.recording, theme)
    let reader = MarkupReader(markup(page))
    #expect(reader.mistake == nil)
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "main", "header", "p", "h1", "h2", "div", "code", "button",
      "span", "section", "pre", "input", "kbd", "ol", "li", "a", "b", "script",
    ]
    #expect(Set(reader.elements.keys) == known)
    #expect(reader.elements["b"] == 5 && reader.elements["script"] == 2)
    #expect(page.ranges(of: "</script>").count == 2 && !page.contains("<!--"))
    #expect(!reader.attributes.contains { $0.name.hasPrefix("on") || ["src", "style"].contains($0.name) })
    #expect(reader.attributes.filter { $0.name == "href" }.map(\.value) == ["#0", "#1", "#2", "#3", "#4"])
  }

  @Test("loads nothing, and allows no script but its own")
  func policy() throws {
    let page = try page()
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("url(") && !page.contains("@import"))
    let folder = try TemporaryFolder()
    let path = folder.path + "/page.js"
    try HTMLExport.script.write(toFile: path, atomically: true, encoding: .utf8)
    let digest = try run(["/bin/sh", "-c", "sha256sum < \"$1\"", "sh", path]).output.prefix(64)
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(digest.dropFirst($0).prefix(2), radix: 16) }
    #expect(HTMLExport.scriptDigest == "sha256-" + Data(bytes).base64EncodedString())
    #expect(
      page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '\(HTMLExport.scriptDigest)';")
    )
    #expect(page.contains("<script>\(HTMLExport.script)</script>"))
  }

  @Test("says each step in its list, also without scripts")
  func list() throws {
    let reader = MarkupReader(markup(try page()))
    let items = try #require(reader.texts["li"])
    #expect(items.count == 5 && items[0] == "Start The processes are at their start.")
    #expect(items[1] == "P1 sem_wait(&empty) P1 takes a free slot of slot[0]. empty 2 → 1 item - → P1·1")
    #expect(
      items[2].hasPrefix("C1 sem_wait(&full) <img src=x onerror=alert(1)> </script><!-- ]]> & \"quoted\" 'single' "))
    #expect(items[3].contains("<b> <img") && items[4] == "kill:C1 C1 was killed.")
    #expect(reader.attributes.filter { $0.element == "li" }.map(\.value) == ["0", "1", "2", "3", "4"])
    #expect(reader.texts["h1"]?[0] == reader.texts["title"]?[0])
    #expect(reader.texts["code"]?[0].hasPrefix("ringside run --schedule 'P1*2 C1' <img") == true)
  }

  /// Without spaces at the ends of lines: on a coloured background they are part of the page.
  private func trimmed(_ text: String) -> String { text.replacing(/\ +$/.anchorsMatchLineEndings(), with: "") }

  @Test("has every screen with its styles, and the first one as markup")
  func screens() throws {
    let page = try page()
    let (rows, screens) = try data(page)
    for (screen, step) in zip(screens, ExportFixture.recording.steps) {
      let texts = screen.map { rows[$0].compactMap { $0 as? String }.joined() }
      #expect(trimmed(texts.joined(separator: "\n")) == step.grid.plainText)
      for style in Style.allCases where style != .text {
        let codes = rows[screen[1 + Int(style.rawValue)]].compactMap { $0 as? Int }
        #expect(codes.contains(Int(style.rawValue)))
      }
    }
    let reader = MarkupReader(markup(page))
    #expect(reader.texts["pre"].map { trimmed($0[0]) } == ExportFixture.grid(0).plainText)
  }

  @Test("puts what fonts draw in different widths into boxes")
  func boxes() throws {
    let page = try page()
    let changed = Style.changed.rawValue
    for box in [
      "<span class=\"s\(changed) b2\">你</span>", "<span class=\"s\(changed) b1\">✓</span>",
      "┌─┬┐ █▃░▒ <span class=\"s0 b1\">▶</span>",
    ] { #expect(page.contains(box), "\(box)") }
    let (rows, _) = try data(page)
    let boxed = rows.flatMap { row in
      zip(row, row.dropFirst()).compactMap { ($0 as? Int ?? 0) >= 32 ? $1 as? String : nil }
    }
    #expect(Set(boxed).isSuperset(of: ["你", "好", "👩‍👩‍👧", "e\u{301}", "✓", "▶", "…", "終"]))
    #expect(boxed.allSatisfy { $0.count == 1 })
  }

  @Test("is small: rows that stay are written once")
  func size() throws {
    #expect(try page(ExportFixture.long(18)).utf8.count < 48_000)
    #expect(try page(ExportFixture.long(300)).utf8.count < 500_000)
  }

  @Test("a class has the same attributes on light and on dark paper", arguments: ThemeChoice.allCases)
  func attributes(choice: ThemeChoice) {
    for style in Style.allCases {
      var (light, dark) = (choice.theme(on: .light)[style], choice.theme(on: .dark)[style])
      for path in [\Appearance.foreground, \.background] {
        light[keyPath: path] = .standard
        dark[keyPath: path] = .standard
      }
      #expect(light == dark, "\(style)")
    }
    // A style and its box are in one number.
    #expect(Style.allCases.allSatisfy { $0.rawValue < 32 })
  }

  @Test("every text can be read on its ground, in light and in dark", arguments: ThemeChoice.allCases)
  func contrast(choice: ThemeChoice) throws {
    let blocks = HTMLPalette(choice).css.components(separatedBy: "\n")[0...1]
    for block in blocks {
      let variables = Dictionary(
        uniqueKeysWithValues: block.matches(of: /--([a-z0-9-]+):(#[0-9a-f]{6}|var\(--faint\));/).map {
          (String($0.1), String($0.2))
        })
      func color(_ name: String) throws -> String {
        let value = try #require(variables[name], "\(name)")
        return value == "var(--faint)" ? try #require(variables["faint"]) : value
      }
      var pairs = Style.allCases.map { style in
        ("i\(style.rawValue)", variables["p\(style.rawValue)"] == nil ? "p0" : "p\(style.rawValue)")
      }
      for ground in ["page", "panel", "chosen"] { pairs += ["text", "muted", "accent"].map { ($0, ground) } }
      pairs += [("on-accent", "accent"), ("faint", "panel")]
      for (ink, paper) in pairs {
        #expect(HexColors(ink: try color(ink), paper: try color(paper)).contrast >= 4.5, "\(ink) on \(paper)")
      }
    }
  }
}
