internal import BasicContainers
internal import DumpReader

/// What a field must equal, as given on the command line: `--store`, `--status`, `--where`.
///
/// The text is understood in every way that it can be, once; a value then matches by its type:
/// strings byte for byte, numbers by value (`3` is 3, 3L, 3.0 and the decimal 3.00), ObjectIds and
/// UUIDs by their hexadecimal text in any letter case, booleans as `true` and `false`, dates as the
/// instant that the text names. Null and missing match nothing.
struct ValueMatcher: ~Copyable, Sendable {
  /// The text itself.
  private let bytes: [UInt8]
  /// What else it can be. Apart, since values are mostly text, and the compiler copies what is here
  /// for each comparison.
  private let meaning: Meaning

  private final class Meaning: Sendable {
    /// The number that it is.
    let number: NumberKey?
    /// The double whose shortest decimal is that number: `0.1` is meant to find the double 0.1, which
    /// is not exactly one tenth.
    let double: NumberKey?
    /// The 12 bytes of an ObjectId or the 16 of a UUID, and as text what it is.
    let identifier: Identifier?
    /// `true` or `false`.
    let boolean: Bool?
    /// Milliseconds since 1970.
    let instant: Int64?

    init(_ text: String, _ bytes: [UInt8], _ zone: TimeZoneRules) {
      (number, double) = ValueMatcher.numbers(bytes.rawBytes)
      identifier = ValueMatcher.identifier(bytes)
      boolean = text == "true" ? true : text == "false" ? false : nil
      instant = ISO8601.reading(bytes.rawBytes).map {
        $0.namesZone ? $0.milliseconds : zone.utcMilliseconds(ofLocal: $0.milliseconds)
      }
    }
  }

  private enum Identifier: Sendable {
    case objectID([UInt8])
    case uuid([UInt8])
  }

  /// Understands a text. Allocates.
  ///
  /// - Parameter zone: The zone of a date that names none.
  init(_ text: String, in zone: TimeZoneRules = .utc) {
    bytes = Array(text.utf8)
    meaning = Meaning(text, bytes, zone)
  }

  /// The number that the text is, if it is one and not NaN.
  var number: NumberKey? {
    meaning.number.flatMap { $0 == NumberKey(Double.nan) ? nil : $0 } ?? meaning.double
  }

  /// Several texts. Values are not copied from there: a copy costs more than most comparisons.
  static func list(_ texts: [String], in zone: TimeZoneRules) -> RigidArray<ValueMatcher> {
    var list = RigidArray<ValueMatcher>(capacity: texts.count)
    for text in texts { list.append(ValueMatcher(text, in: zone)) }
    return list
  }

  /// Whether a value equals the text. Allocates nothing.
  @inline(__always)
  func matches(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Bool {
    if value.type == .string || value.type == .symbol {
      return value.bytes(in: chunk, scratch: scratch).elementsEqual(bytes.rawBytes)
    }
    return matchesOther(value, in: chunk, scratch: scratch)
  }

  /// Whether a text is this one.
  func matches(text: RawSpan) -> Bool { text.elementsEqual(bytes.rawBytes) }

  /// Whether a value that is no text equals what the text stands for.
  @inline(never)
  private func matchesOther(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Bool {
    switch value.type {
    case .int32, .int64, .decimal128:
      guard let number = meaning.number else { return false }
      return NumberKey(value, in: chunk, scratch: scratch) == number
    case .double:
      guard !value.isBeyondDouble else {
        // An integer of more digits than keys have is what it is written as.
        return value.inScratch && value.count > 1
          && value.bytes(in: chunk, scratch: scratch).elementsEqual(bytes.rawBytes)
      }
      guard meaning.number != nil || meaning.double != nil else { return false }
      let key = NumberKey(value.double)
      return key == meaning.number || key == meaning.double
    case .objectID:
      guard case .objectID(let wanted) = meaning.identifier else { return false }
      return value.bytes(in: chunk, scratch: scratch).elementsEqual(wanted.rawBytes)
    case .binary:
      // Subtype 4 is a UUID; 3 is the older one, whose bytes some drivers store in another order.
      guard case .uuid(let wanted) = meaning.identifier, value.bits == 4 || value.bits == 3 else {
        return false
      }
      return value.bytes(in: chunk, scratch: scratch).elementsEqual(wanted.rawBytes)
    case .bool:
      return meaning.boolean == (value.bits != 0)
    case .date:
      return meaning.instant == value.int64
    default:
      return false
    }
  }
}

extension ValueMatcher {
  /// The number that a text is, and the double that is printed so.
  private static func numbers(_ text: RawSpan) -> (NumberKey?, NumberKey?) {
    if text.elementsEqual("NaN") { return (NumberKey(Double.nan), nil) }
    if text.elementsEqual("Infinity") { return (NumberKey(Double.infinity), nil) }
    if text.elementsEqual("-Infinity") { return (NumberKey(-Double.infinity), nil) }
    guard let number = DecimalNumber(text: text) else { return (nil, long(text)) }
    var double: NumberKey?
    if let value = Double(text.text), let shortest = DecimalNumber(shortest: value),
      shortest.normalized == number.normalized
    {
      double = NumberKey(value)
    }
    return (NumberKey(number), double)
  }

  /// The double that a number with more digits than decimals have stands for, as group keys are
  /// printed.
  private static func long(_ text: RawSpan) -> NumberKey? {
    for i in 0..<text.byteCount {
      guard
        text[i] &- UInt8(ascii: "0") < 10 || text[i] == UInt8(ascii: ".")
          || i == 0 && text[i] == UInt8(ascii: "-")
      else { return nil }
    }
    return Double(text.text).flatMap { $0.isFinite ? NumberKey($0) : nil }
  }

  /// An ObjectId is 24 hexadecimal digits, a UUID is 32 with hyphens after 8, 12, 16 and 20.
  private static func identifier(_ text: [UInt8]) -> Identifier? {
    switch text.count {
    case 24:
      return hexadecimal(text).map(Identifier.objectID)
    case 36:
      let hyphens = [8, 13, 18, 23]
      guard hyphens.allSatisfy({ text[$0] == UInt8(ascii: "-") }) else { return nil }
      let digits = text.indices.filter { !hyphens.contains($0) }.map { text[$0] }
      return hexadecimal(digits).map(Identifier.uuid)
    default:
      return nil
    }
  }

  /// The bytes that pairs of hexadecimal digits stand for.
  private static func hexadecimal(_ digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for i in stride(from: 0, to: digits.count - 1, by: 2) {
      guard let high = hexadecimalDigit(digits[i]), let low = hexadecimalDigit(digits[i + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
