import ArgumentParser
import Laboratory
import MessagePassing
import Model
import Programs

/// Reads the value of an option, or explains the right form.
enum OptionParsing {
  /// - Parameter word: a word that is allowed as well, for the error's sentence.
  static func whole<Number: FixedWidthInteger>(
    _ text: String, _ range: ClosedRange<Number>, or word: String? = nil
  ) throws -> Number {
    guard let number = Number(decimal: text), range.contains(number) else {
      let other = word.map { ", or \($0)" } ?? ""
      throw RefusedValue.error("use a whole number from \(range.lowerBound) to \(range.upperBound)\(other)")
    }
    return number
  }

  static func backend(_ text: String) throws -> Backend {
    guard let backend = Backend(rawValue: text) else {
      throw RefusedValue.error(
        Suggestion.refusal(text, isNot: "a kind of shared memory", among: Backend.allCases.map(\.rawValue)))
    }
    return backend
  }

  /// Reads a kind of fault, or `any`.
  static func faults(_ text: String) throws -> Set<Fault> {
    if text == "any" { return Set(Fault.allCases) }
    guard let fault = Fault(rawValue: text) else {
      throw RefusedValue.error(
        Suggestion.refusal(text, isNot: "a kind of bug", among: Fault.allCases.map(\.rawValue) + ["any"]))
    }
    return [fault]
  }

  static func seconds(_ text: String) throws -> Double {
    guard let seconds = Double(decimal: text), seconds > 0, seconds <= 86_400 else {
      throw RefusedValue.error("use a number of seconds, more than 0 and at most 86400")
    }
    return seconds
  }

  static func program(_ text: String) throws -> Program {
    guard let program = Catalogue.program(named: text) else {
      throw RefusedValue.error(
        Suggestion.refusal(text, isNot: "a program", among: Catalogue.programs.map(\.name)))
    }
    return program
  }

  /// The names of all disciplines, each once.
  static let disciplines = Catalogue.disciplines.reduce(into: [String]()) { names, discipline in
    if !names.contains(discipline.name) { names.append(discipline.name) }
  }

  static func number(_ text: String, _ range: ClosedRange<Double>, of unit: String) throws -> Double {
    guard let number = Double(decimal: text), range.contains(number) else {
      throw RefusedValue.error("use a number of \(unit) from \(self.text(range))")
    }
    return number
  }

  /// Reads sizes with commas between them: `4,64,1K`.
  static func sizes(_ text: String) throws -> [Int] {
    switch MessageSizes.read(text) {
    case .success(let sizes): sizes
    case .failure(let refusal): throw RefusedValue.error("\(refusal)")
    }
  }

  /// Reads names of transports with commas between them: `pipe,posix-queue`.
  static func transports(_ text: String) throws -> [any Transport] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if let index = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw RefusedValue.error("\(Suggestion.quoted(names[index])) is there twice; name each transport once")
    }
    return try names.map { name in
      guard let transport = Transports.all.first(where: { $0.name == name }) else {
        throw RefusedValue.error(
          Suggestion.refusal(name, isNot: "a transport", among: Transports.all.map(\.name)))
      }
      return transport
    }
  }

  static func schedule(_ text: String) throws -> Schedule {
    do { return try Schedule(reading: text) } catch { throw RefusedValue.error("--schedule: \(error.description)") }
  }

  /// Reads a System V key, in decimal or with 0x.
  static func key(_ text: String) throws -> Int32 {
    let isHexadecimal = text.hasPrefix("0x") || text.hasPrefix("0X")
    let digits = isHexadecimal ? text.dropFirst(2) : Substring(text)
    let isPlain = digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    let number = isHexadecimal ? (isPlain ? UInt32(digits, radix: 16) : nil) : UInt32(decimal: digits)
    guard let key = number, key != 0 else {
      throw RefusedValue.error("use a whole number from 1 to 4294967295, or from 0x1 to 0xffffffff")
    }
    return Int32(bitPattern: key)
  }

  /// Reads `full`, `step`, or operations a second.
  static func pace(_ text: String) throws -> Pace {
    switch text {
    case "full": return .full
    case "step": return .step
    default:
      guard let perSecond = Double(decimal: text), Pace.tempos.contains(perSecond) else {
        if let question = Suggestion.question(text, among: ["full", "step"]) {
          throw RefusedValue.error("\(Suggestion.quoted(text)) is not a pace; \(question)")
        }
        throw RefusedValue.error("use full, step, or a number of operations a second from \(self.text(Pace.tempos))")
      }
      return .tempo(perSecond: perSecond)
    }
  }

  /// A range in words: "1 to 4096".
  static func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

  static func text(_ range: ClosedRange<Double>) -> String {
    [range.lowerBound, range.upperBound].map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " to ")
  }
}
