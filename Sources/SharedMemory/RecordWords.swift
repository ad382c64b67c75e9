import CRegion
import Model

// The contents of single words of a worker's record. See `region.h`.

/// A worker's position in its listing.
public struct OperationWord: Sendable, Hashable {
  public var raw: UInt32

  @inlinable @inline(__always)
  public init(raw: UInt32) { self.raw = raw }

  /// - Parameters:
  ///   - operation: its number in the listing of the worker's role, from 0.
  ///   - word: which word of a wide item.
  @inlinable @inline(__always)
  public init(_ operation: Int, word: WordOffset = 0) {
    raw = UInt32(truncatingIfNeeded: operation | word.rawValue &<< Int(REGION_OPERATION_WORD_SHIFT))
  }

  @inlinable public var operation: Int { Int(raw & REGION_OPERATION_MASK) }
  @inlinable public var word: WordOffset { WordOffset(Int(raw &>> UInt32(REGION_OPERATION_WORD_SHIFT))) }
}

/// The variable that a worker waits for.
public struct VariableWord: Sendable, Hashable {
  public var raw: UInt32

  public init(raw: UInt32) { self.raw = raw }

  public init(_ variable: SharedVariable) {
    let element = variable.index.map { UInt32(truncatingIfNeeded: $0 + 1) & REGION_VARIABLE_ELEMENT_MASK } ?? 0
    raw = UInt32(variable.code) | element << UInt32(REGION_VARIABLE_ELEMENT_SHIFT)
  }

  /// The variable of this program that it names; nil if it names none.
  public func variable(in program: Program) -> SharedVariable? {
    let element = Int(raw >> UInt32(REGION_VARIABLE_ELEMENT_SHIFT) & REGION_VARIABLE_ELEMENT_MASK)
    return program.variable(code: UInt8(raw & REGION_VARIABLE_CODE_MASK), index: element == 0 ? nil : element - 1)
  }
}

/// Whose record it is.
public struct NameWord: Sendable, Hashable {
  public var raw: UInt32

  public init(raw: UInt32) { self.raw = raw }

  public init(_ id: WorkerID) {
    raw =
      UInt32(id.role.letter.asciiValue ?? 0) | UInt32(truncatingIfNeeded: id.number) << UInt32(REGION_NAME_NUMBER_SHIFT)
  }

  /// The worker; nil if it names none.
  public var worker: WorkerID? {
    let letter = Character(UnicodeScalar(UInt8(raw & REGION_NAME_LETTER_MASK)))
    let number = Int(raw >> UInt32(REGION_NAME_NUMBER_SHIFT))
    guard letter.isASCII, letter.isUppercase, number > 0 else { return nil }
    return WorkerID(Role(letter), number)
  }
}

/// An operation that a worker did below full speed.
public struct EventWord: Sendable, Hashable {
  public var raw: UInt64

  public init(raw: UInt64) { self.raw = raw }

  public init(ticket: UInt32, operation: Int, isBlocked: Bool) {
    raw =
      UInt64(ticket)
      | (UInt64(truncatingIfNeeded: operation) & REGION_EVENT_OPERATION_MASK) << UInt64(REGION_EVENT_OPERATION_SHIFT)
      | (isBlocked ? 1 : 0) << UInt64(REGION_EVENT_BLOCKED_SHIFT)
  }

  public var ticket: UInt32 { UInt32(truncatingIfNeeded: raw & REGION_EVENT_TICKET_MASK) }
  public var operation: Int { Int(raw >> UInt64(REGION_EVENT_OPERATION_SHIFT) & REGION_EVENT_OPERATION_MASK) }
  /// Whether the worker found that it must wait, and has not done it yet.
  public var isBlocked: Bool { raw >> UInt64(REGION_EVENT_BLOCKED_SHIFT) & REGION_EVENT_BLOCKED_MASK != 0 }
}

/// An error, and its slot.
public struct IncidentWord: Sendable, Hashable {
  public var raw: UInt64

  public init(raw: UInt64) { self.raw = raw }

  public init(kind: UInt8, slot: SlotIndex) {
    raw =
      UInt64(kind)
      | (UInt64(truncatingIfNeeded: slot.rawValue) & REGION_INCIDENT_SLOT_MASK) << UInt64(REGION_INCIDENT_SLOT_SHIFT)
  }

  public var kind: UInt8 { UInt8(truncatingIfNeeded: raw & REGION_INCIDENT_KIND_MASK) }
  public var slot: SlotIndex {
    SlotIndex(Int(raw >> UInt64(REGION_INCIDENT_SLOT_SHIFT) & REGION_INCIDENT_SLOT_MASK))
  }
}
