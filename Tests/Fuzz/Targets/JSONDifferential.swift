/// The scanner against a reader that is simple and slow: both accept a document, up to the same byte,
/// or both refuse it; and of one that they accept they read the same values.
///
/// Left out on purpose: the notation of the shells, which is not JSON; documents nested more than 90
/// deep, since the limit is not the grammar's; wrappers other than `$oid`, `$numberInt`, `$numberLong`
/// and `$numberDouble`, and `$date` other than of a `$numberLong`. A wrapper with something wrong in
/// it is refused by the scanner where the field is asked for.
func compareJSON(_ bytes: [UInt8]) {
  guard bytes.first == UInt8(ascii: "{") else { return }
  var reader = PlainJSONReader(bytes)
  let expected = try? reader.value()
  guard reader.deepest <= 90 else { return }

  let padded = bytes.padded
  let readers = Readers.repeatable
  // Twice: with the layout of the first time in mind.
  for _ in 0..<2 {
    readers.values.clearScratch()
    readers.values.present = 0
    var key = 0
    var end: Int?
    var refusal: MalformedDocument?
    do throws(MalformedDocument) {
      end = try readers.json.document(padded.rawBytes, at: 0, into: &readers.values, key: &key)
    } catch {
      refusal = error
    }
    if let end, end > bytes.count { refusal = MalformedDocument(.unterminated, at: end) }
    guard case .object(let members) = expected else {
      check(refusal != nil, "it accepts what is no JSON")
      continue
    }
    guard let fields = WantedFields(members) else {
      check(refusal == nil || refusal?.code == .wrapper, "it refuses JSON")
      continue
    }
    if let refusal {
      check(refusal.code == .wrapper && fields.isMalformed, "it refuses JSON")
      continue
    }
    check(!fields.isMalformed, "it accepts a malformed wrapper")
    check(end == reader.offset, "another end")
    for slot in 0..<5 { compare(fields.values[slot], readers.values, slot, padded.rawBytes) }
  }
}

/// A value in terms of BSON.
private enum Wanted: Equatable {
  case bits(BSONType, UInt64)
  case bytes(BSONType, [UInt8])
  case other(BSONType)
}

/// The first of each of the selected fields.
private struct WantedFields {
  var values: [Wanted?] = Array(repeating: nil, count: 5)
  var isMalformed = false

  /// nil when there is a wrapper that is not compared.
  init?(_ members: [(name: [UInt8], value: PlainJSON)]) {
    for (name, value) in members {
      switch String(decoding: name, as: UTF8.self) {
      case "user_id": guard add(value, 0) else { return nil }
      case "points": guard add(value, 1) else { return nil }
      case "x": guard add(value, 4) else { return nil }
      case "a":
        switch value {
        case .array(let elements):
          if let first = elements.first, !add(first, 3) { return nil }
        case .object(let inner):
          if inner.first?.name.first == UInt8(ascii: "$") { return nil }
          for (name, value) in inner {
            if name == Array("b".utf8), !add(value, 2) { return nil }
            if name == Array("0".utf8), !add(value, 3) { return nil }
          }
        default: break
        }
      default: break
      }
    }
  }

  /// Adds a value unless there is one; false when it is not compared.
  private mutating func add(_ value: PlainJSON, _ slot: Int) -> Bool {
    let wanted: Wanted
    switch value {
    case .null: wanted = .bits(.null, 0)
    case .bool(let flag): wanted = .bits(.bool, flag ? 1 : 0)
    case .string(let text): wanted = .bytes(.string, text)
    case .array: wanted = .other(.array)
    case .number(let text): wanted = Self.number(text)
    case .object(let members):
      if let name = members.first?.name, name.first == UInt8(ascii: "$") {
        switch Self.wrapper(String(decoding: name, as: UTF8.self), members) {
        case .unknown: return false
        case .malformed:
          isMalformed = true
          return true
        case .value(let value): wanted = value
        }
      } else {
        wanted = .other(.document)
      }
    }
    if values[slot] == nil { values[slot] = wanted }
    return true
  }

  private static func number(_ text: String) -> Wanted {
    if !text.contains(where: { ".eE".contains($0) }) {
      if let integer = Int64(text), integer != .min {
        return .bits(
          Int32(exactly: integer) == nil ? .int64 : .int32, UInt64(bitPattern: integer))
      }
      if text == "\(Int64.min)" { return .bits(.int64, UInt64(bitPattern: .min)) }
      if text.drop(while: { $0 == "-" }).count <= 34 { return .other(.decimal128) }
    }
    return .bits(.double, Double(text)?.bitPattern ?? 0)
  }

  private enum Wrapper {
    case unknown, malformed
    case value(Wanted)
  }

  private static func wrapper(
    _ name: String, _ members: [(name: [UInt8], value: PlainJSON)]
  ) -> Wrapper {
    let known = ["$oid", "$numberInt", "$numberLong", "$numberDouble"]
    guard known.contains(name) else {
      guard name == "$date", members.count == 1, case .object(let inner) = members[0].value,
        inner.count == 1, inner[0].name == Array("$numberLong".utf8)
      else { return .unknown }
      guard let integer = integer(inner[0].value) else { return .malformed }
      return .value(.bits(.date, UInt64(bitPattern: integer)))
    }
    guard members.count == 1 else { return .malformed }
    switch name {
    case "$numberInt":
      guard let integer = integer(members[0].value), Int32(exactly: integer) != nil else {
        return .malformed
      }
      return .value(.bits(.int32, UInt64(bitPattern: integer)))
    case "$numberLong":
      guard let integer = integer(members[0].value) else { return .malformed }
      return .value(.bits(.int64, UInt64(bitPattern: integer)))
    case "$numberDouble":
      guard case .string(let text) = members[0].value else { return .malformed }
      return double(String(decoding: text, as: UTF8.self))
    default:
      guard case .string(let digits) = members[0].value, digits.count == 24,
        digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { return .malformed }
      let bytes = stride(from: 0, to: 24, by: 2).map { i in
        UInt8(String(decoding: digits[i..<i + 2], as: UTF8.self), radix: 16) ?? 0
      }
      return .value(.bytes(.objectID, bytes))
    }
  }

  private static func integer(_ value: PlainJSON) -> Int64? {
    guard case .string(let text) = value else { return nil }
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  private static func double(_ text: String) -> Wrapper {
    switch text {
    case "NaN": return .value(.bits(.double, Double.nan.bitPattern))
    case "Infinity": return .value(.bits(.double, Double.infinity.bitPattern))
    case "-Infinity": return .value(.bits(.double, (-Double.infinity).bitPattern))
    default:
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
        let number = Double(text)
      else { return .malformed }
      return .value(.bits(.double, number.bitPattern))
    }
  }
}

private func compare(
  _ wanted: Wanted?, _ values: borrowing FieldValues, _ slot: Int, _ bytes: RawSpan
) {
  guard let wanted else {
    check(values[slot] == nil, "a field that is not there")
    return
  }
  guard let value = values[slot] else { fatalError("a field is missing") }
  switch wanted {
  case .bits(let type, let bits):
    check(value.type == type && value.bits == bits, "another value than \(wanted)")
  case .bytes(let type, let text):
    let found = value.bytes(in: bytes, scratch: values.scratch)
    check(value.type == type && found.elementsEqual(text.rawBytes), "another text than \(wanted)")
  case .other(let type):
    check(value.type == type, "another type than \(type)")
  }
}
