import TestSupport

/// A field's value as the oracle sees it: what Extended JSON says, without BSON's types of numbers.
enum OracleValue {
  case null
  case bool(Bool)
  case string([UInt8])
  case number(OracleNumber)
  case objectID(String)
  case binary(subtype: String, base64: String)
  case date(Int64)
  case timestamp(Int64)
  case other

  /// Reads Extended JSON, canonical or relaxed.
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let bytes): self = .string(bytes)
    case .number(let text):
      let isInteger = text.allSatisfy { $0.isNumber || $0 == "-" }
      self = isInteger ? .decimal(text) : .double(Double(text) ?? .nan)
    case .array: self = .other
    case .object(let members): self = members.count == 1 ? Self.wrapper(members[0]) : .other
    }
  }

  private static func wrapper(_ member: JSONMember) -> OracleValue {
    let text = member.value.text ?? ""
    switch String(decoding: member.name, as: UTF8.self) {
    case "$numberInt", "$numberLong": return .decimal(text)
    case "$numberDouble": return .double(Double(text) ?? .nan)
    case "$numberDecimal": return .decimal(text)
    case "$symbol": return .string(Array(text.utf8))
    case "$oid": return .objectID(text)
    case "$binary":
      return .binary(
        subtype: member.value["subType"]?.text ?? "", base64: member.value["base64"]?.text ?? "")
    case "$timestamp":
      guard case .number(let seconds) = member.value["t"] else { return .other }
      return .timestamp(Int64(seconds) ?? 0)
    case "$date":
      if let number = member.value["$numberLong"]?.text { return .date(Int64(number) ?? 0) }
      return OracleTime.milliseconds(text).map { .date($0) } ?? .other
    default: return .other
    }
  }

  private static func decimal(_ text: String) -> OracleValue {
    .number(OracleNumber(decimal: text))
  }

  private static func double(_ value: Double) -> OracleValue {
    .number(OracleNumber(double: value))
  }
}

/// A number twice: what it is, and what is printed for it.
enum OracleNumber {
  case notANumber
  case infinity(isNegative: Bool)
  /// `exact` decides about equality of keys; `shown` is what counts as points: of a double, the
  /// shortest decimal that reads back as it.
  case finite(exact: ExactDecimal, shown: ExactDecimal)

  init(decimal text: String) {
    if let value = ExactDecimal(text) {
      self = .finite(exact: value, shown: value)
    } else {
      self =
        text.contains("Inf") ? .infinity(isNegative: text.hasPrefix("-")) : .notANumber
    }
  }

  init(double: Double) {
    if double.isNaN {
      self = .notANumber
    } else if let shown = ExactDecimal("\(double)") {
      // Integers are what they are; digits of the others are worked out one by one.
      let isInteger = double.magnitude < 0x1p53 && double == double.rounded()
      self = .finite(exact: isInteger ? shown : ExactDecimal(exactly: double), shown: shown)
    } else {
      self = .infinity(isNegative: double < 0)
    }
  }
}
