import Grid
import Model
import PlainYAML
import Screens

extension Settings {
  /// The longest file, in bytes.
  static let longest = 1 << 16
  /// Nobody reads more mistakes than these; the rest of such a file is skipped.
  private static let mostMistakes = 20

  /// Reads a file's contents. A wrong line is noted in `mistakes` and skipped.
  init(reading bytes: [UInt8]) {
    // The byte order mark with which some editors begin a file.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { bytes in
      let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
      return String(validating: line, as: UTF8.self).map { Substring($0) }
    }
    for (index, line) in lines.enumerated() where mistakes.count < Self.mostMistakes {
      if line == nil {
        skip(index + 1, "this is not UTF-8; save the file in UTF-8")
      } else if let line, let reason = Self.flaw(of: line) {
        skip(index + 1, reason)
        lines[index] = nil
      }
    }
    take(fields(in: lines.map { $0 ?? "" }))
    mistakes.sort { $0.line < $1.line }
  }

  /// The flaw of a line by itself. YAML would take a line without a colon for a part of the next one.
  private static func flaw(of line: Substring) -> String? {
    if let scalar = line.unicodeScalars.first(where: \.isForbidden) {
      return "there is an invisible character, \(scalar.codePoint); remove it"
    }
    guard let first = line.first, !first.isWhitespace, first != "#" else { return nil }
    let isSetting = line.contains(": ") || line.hasSuffix(":") || line.contains(":\t")
    return isSetting ? nil : "this is no setting; write lines such as `theme: light`, with a colon and a space"
  }

  private mutating func skip(_ line: Int, _ reason: String) {
    if mistakes.count < Self.mostMistakes { mistakes.append(Mistake(line: line, reason: reason)) }
  }

  /// The fields of the file. A line that is no YAML is left out, and the rest is read again.
  private mutating func fields(in lines: [Substring]) -> [YAML.Field] {
    var lines = lines
    while mistakes.count < Self.mostMistakes {
      do {
        guard let yaml = try YAML(reading: lines) else { return [] }
        if case .fields(let fields) = yaml.content { return fields }
        skip(yaml.line, "this is no setting; write lines such as `theme: light`")
        lines[yaml.line - 1] = ""
      } catch {
        skip(error.line, error.reason.replacing("title: Two producers", with: "theme: light"))
        guard lines.indices.contains(error.line - 1), !lines[error.line - 1].isEmpty else { break }
        lines[error.line - 1] = ""
      }
    }
    mistakes.append(Mistake(line: 0, reason: "too many of its lines are wrong; mend those first"))
    return []
  }

  private mutating func take(_ fields: [YAML.Field]) {
    for field in fields {
      guard let name = Name(rawValue: field.name) else {
        let names = Name.allCases.map(\.rawValue)
        skip(field.line, Suggestion.refusal(field.name, isNot: "a setting", among: names))
        continue
      }
      if name == .keys {
        take(keys: field)
      } else if case .text(let text) = field.value.content {
        take(name, text, field.line)
      } else {
        skip(field.line, "`\(name.rawValue)` must have one word, such as \(name.example)")
      }
    }
  }

  private mutating func take(_ name: Name, _ text: String, _ line: Int) {
    do {
      switch name {
      case .theme: theme = try Self.choice(text, "a theme", among: ThemeChoice.allCases.map { ($0.name, $0) })
      case .glyphs: glyphs = try Self.choice(text, "a set of signs", among: Glyphs.allCases.map { ($0.rawValue, $0) })
      case .pace: pace = try OptionParsing.pace(text)
      case .mouse:
        mouse = try Self.choice(
          ["true": "on", "false": "off"][text] ?? text, "a choice for the mouse", among: [("on", true), ("off", false)])
      case .compiler: compiler = try Self.compiler(text)
      case .keys: break
      }
      lines[name] = line
    } catch {
      skip(line, RefusedValue.sentence(of: error, refusing: text, for: name.rawValue))
    }
  }

  private static func choice<Value>(_ text: String, _ kind: String, among all: [(String, Value)]) throws -> Value {
    guard let found = all.first(where: { $0.0 == text.lowercased() }) else {
      throw RefusedValue.error(Suggestion.refusal(text, isNot: kind, among: all.map(\.0)))
    }
    return found.1
  }

  private static func compiler(_ text: String) throws -> String {
    guard !text.isEmpty, !text.hasPrefix("-"), text.utf8.count <= 4096 else {
      throw RefusedValue.error("\(Suggestion.quoted(text)) is not a compiler; use gcc, clang, or the path of one")
    }
    return text
  }

  private mutating func take(keys field: YAML.Field) {
    guard case .fields(let fields) = field.value.content else {
      return skip(field.line, "`keys` must have fields, a line for each key, such as `  j: Down`")
    }
    var meanings: [Key: Key?] = [:]
    for field in fields {
      guard let key = Key(named: field.name) else {
        skip(
          field.line, "\(Suggestion.quoted(field.name)) is not a key; use a letter, or a name such as Down or Ctrl-L")
        continue
      }
      guard !KeyRemapping.fixed.contains(key) else {
        skip(field.line, "\(key.name) always keeps its meaning; choose another key")
        continue
      }
      guard case .text(let text) = field.value.content else {
        skip(field.line, "a key gets the meaning of one other key, such as `j: Down`")
        continue
      }
      if text.lowercased() == "none" {
        meanings[key] = .some(nil)
      } else if let meaning = Key(named: text) {
        meanings[key] = meaning
      } else {
        skip(field.line, "\(Suggestion.quoted(text)) is not a key; use the key whose meaning \(key.name) gets, or none")
        continue
      }
      lines[.keys] = lines[.keys] ?? field.line
    }
    keys = KeyRemapping(meanings)
  }
}

extension Settings.Name {
  /// A line with it.
  var example: String {
    switch self {
    case .theme: "`theme: light`"
    case .glyphs: "`glyphs: ascii`"
    case .pace: "`pace: 20`"
    case .mouse: "`mouse: off`"
    case .compiler: "`compiler: clang`"
    case .keys: "`keys:` and below it `  j: Down`"
    }
  }
}
