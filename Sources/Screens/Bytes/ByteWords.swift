import Model

// The meaning of a field's bytes, in words.

extension Scene {
  /// The fields that begin in a row, each with its value, in wordings for different widths: from all of them to the
  /// first name alone.
  func words(for row: ByteRow, _ bytes: RegionBytes) -> [String] {
    let part = bytes.map.parts[row.part]
    if row.isPadding {
      let isZero = bytes.bytes(row.range)?.allSatisfy { $0 == 0 } ?? true
      let count = "\(row.range.count) unused bytes"
      let reason = row.range.upperBound.isMultiple(of: 64) ? " to the next cache line" : ""
      return [count + (isZero ? reason : ", but not all zero"), count]
    }
    let start = part.offset + row.element * part.stride
    let fields = part.fields.filter {
      $0.kind != .padding && row.range.overlaps(start + $0.offset..<start + $0.offset + $0.size)
    }
    let words = fields.enumerated().map { index, field in
      let name = index == 0 || field.name.isEmpty ? part.name(of: field, in: row.element) : field.name
      let number = bytes.number(start + field.offset..<start + field.offset + field.size)
      let isZero = number == 0 && [.number, .signed, .hexadecimal, .process, .item].contains(field.kind)
      return (name: name, value: value(of: field, at: start + field.offset, part, row, bytes), isZero: isZero)
    }
    guard let first = words.first else { return [""] }
    let all = words.map { "\($0.name) = \($0.value)" }
    // If not all fields fit, those with zeros are left out first.
    let telling = zip(words, all).enumerated().filter { $0 == 0 || !$1.0.isZero }.map(\.element.1)
    let fewer = (1..<telling.count + 1).reversed().map {
      telling[..<$0].joined(separator: ", ") + " \(glyphs.ellipsis)"
    }
    return [all.joined(separator: ", ")] + fewer + [all[0], first.name]
  }

  private func value(
    of field: RegionMap.Field, at offset: Int, _ part: RegionMap.Part, _ row: ByteRow, _ bytes: RegionBytes
  ) -> String {
    let range = offset..<offset + field.size
    // A text is read row by row.
    if field.kind == .text { return text(bytes.bytes(range.clamped(to: row.range))) }
    guard let number = bytes.number(range) else { return "?" }
    let bits = bytes.map.bits
    switch field.kind {
    case .number, .text, .padding: return String(number)
    case .signed: return String(signed(number, field.size))
    case .hexadecimal: return hexadecimal(number)
    case .named(let names): return names[number].map { "\(number) (\($0))" } ?? String(number)
    case .process: return process(signed(number, field.size))
    case .item: return item(number, bits)
    case .cell: return cell(number, bits)
    case .operation:
      let word = bits.operationWord.value(in: number)
      let place = word == 0 ? "" : ", word \(word)"
      let index = bits.operation.value(in: number)
      return "\(index)" + (operation(index, of: part.worker(row.element)).map { " (\($0)\(place))" } ?? "")
    case .variable:
      // The word keeps the last variable that it waited for, which means nothing once it runs again.
      let isWaiting = part.worker(row.element).flatMap(snapshot.worker)?.waitsFor != nil
      let variable = isWaiting ? variable(number, bits) : nil
      return "\(number)" + (variable.map { " (\($0.name))" } ?? "")
    case .event:
      let index = bits.eventOperation.value(in: number)
      let words = operation(index, of: part.worker(row.element)) ?? "operation \(index)"
      return "no. \(bits.eventTicket.value(in: number)) \(words)"
        + (bits.eventBlocked.value(in: number) == 0 ? "" : ", must wait")
    }
  }

  private func signed(_ number: UInt64, _ size: Int) -> Int64 {
    size == 4 ? Int64(Int32(truncatingIfNeeded: number)) : Int64(bitPattern: number)
  }

  private func text(_ bytes: ArraySlice<UInt8>?) -> String {
    let end = (bytes ?? []).lastIndex { $0 != 0 }.map { $0 + 1 }
    let shown = (bytes ?? []).prefix(upTo: end ?? bytes?.startIndex ?? 0).map {
      (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "."
    }
    return "\"" + String(shown) + "\""
  }

  private func process(_ pid: Int64) -> String {
    if pid == 0 { return "0 (nobody)" }
    if let worker = snapshot.workers.first(where: { Int64($0.pid) == pid }) { return "\(pid) (\(worker.id))" }
    let isViewer = snapshot.bytes?.mappings.contains { $0.worker == nil && Int64($0.pid) == pid } ?? false
    return isViewer ? "\(pid) (viewer)" : String(pid)
  }

  private func item(_ word: UInt64, _ bits: RegionMap.Bits) -> String {
    if word == 0 { return "0 (no item)" }
    let item = Item(producer: Int(bits.producer.value(in: word)), sequence: bits.sequence.value(in: word))
    return (1...99).contains(item.producer) && item.sequence > 0 ? item.name(glyphs) : hexadecimal(word)
  }

  private func cell(_ word: UInt64, _ bits: RegionMap.Bits) -> String {
    if word == 0 { return "0 (no item)" }
    let place = "no. \(bits.sequence.value(in: word)) in slot \(bits.slot.value(in: word))"
    guard bits.settled.value(in: word) != 0 else { return place }
    let taker = bits.taker.value(in: word)
    return place + (taker == 0 ? ", settled" : ", taken by C\(taker)")
  }

  private func variable(_ word: UInt64, _ bits: RegionMap.Bits) -> SharedVariable? {
    // An element is counted from 1; 0 is the variable itself.
    let element = Int(bits.variableElement.value(in: word))
    let code = UInt8(truncatingIfNeeded: bits.variableCode.value(in: word))
    return snapshot.discipline.program.variable(code: code, index: element == 0 ? nil : element - 1)
  }

  private func operation(_ number: UInt64, of worker: WorkerID?) -> String? {
    guard let worker else { return nil }
    let operations = snapshot.discipline.listing.operations(of: worker.role)
    guard number < UInt64(operations.count) else { return nil }
    return operations[Int(number)].wordings.dropFirst().first
  }
}

/// `0x7f12a4000000`.
func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }

/// An offset with as many digits as the last one: `0x01c0`.
func hexadecimal(offset: Int, digits: Int) -> String {
  let text = String(max(0, offset), radix: 16)
  return "0x" + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
