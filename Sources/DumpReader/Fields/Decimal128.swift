internal import CLibBSON

// The one file that calls libbson. It is used where its knowledge is worth having and speed is not
// at stake; docs/decisions says why, and why not elsewhere.

/// A decimal floating-point number of IEEE 754-2008, in the binary integer encoding that BSON uses.
public struct Decimal128: Sendable, Equatable {
  /// The low and the high 64 bits.
  public var low: UInt64, high: UInt64

  /// A number of known bits.
  ///
  /// - Parameters:
  ///   - low: The low 64 bits.
  ///   - high: The high 64 bits.
  public init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Parses a number such as `1.5E+3`, `-Infinity` or `NaN` (bson_decimal128_from_string).
  ///
  /// nil when the text is no number, or does not fit in 34 digits without rounding. Allocates.
  ///
  /// - Parameter text: Digits in ASCII.
  public init?(_ text: RawSpan) {
    // The longest useful text is short; libbson wants it terminated.
    guard text.byteCount > 0, text.byteCount <= 8192 else { return nil }
    var terminated = text.copied().map(CChar.init(bitPattern:))
    guard !terminated.contains(0) else { return nil }
    terminated.append(0)
    var low: UInt64 = 0
    var high: UInt64 = 0
    guard unsafe shim_decimal128_parse(terminated, &low, &high) else { return nil }
    self.init(low: low, high: high)
  }
}

extension Decimal128: CustomStringConvertible {
  /// The number as bson_decimal128_to_string prints it.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(shim_decimal128_string_size))
    unsafe shim_decimal128_print(low, high, &text)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Extended JSON v2 of a valid BSON document, as libbson prints it: a second opinion for tests.
///
/// - Returns: nil where libbson refuses the document.
package func extendedJSON(_ document: [UInt8], canonical: Bool) -> String? {
  var count = 0
  guard let text = unsafe shim_extended_json(document, document.count, canonical, &count) else {
    return nil
  }
  defer { unsafe bson_free(text) }
  return unsafe String(
    decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self)
}
