package import DumpReader

extension Points {
  /// Reads an amount as it counts: exactly, except that more than 18 fraction digits are rounded
  /// half to even to 18.
  ///
  /// - int32, int64: the integer.
  /// - double: the shortest decimal that reads back as the same double, so that `0.1` is one tenth.
  /// - decimal128: its decimal value.
  ///
  /// nil for other types, for NaN and the infinities, and for magnitudes of 10²⁰ points and more.
  ///
  /// Allocates only for doubles of more than 15 digits.
  ///
  /// - Parameters:
  ///   - value: A value.
  ///   - chunk: The bytes that it was read from.
  ///   - scratch: The bytes that were decoded for it.
  ///   - rounded: Set when the amount differs from the value; left alone otherwise.
  @inline(__always)
  package init?(
    _ value: RawValue, in chunk: RawSpan, scratch: RawSpan, rounded: inout Bool
  ) {
    switch value.type {
    case .int32, .int64:
      self.init(value.int64)
    case .double:
      self.init(value.double, rounded: &rounded)
    case .decimal128:
      self.init(value.bytes(in: chunk, scratch: scratch), rounded: &rounded)
    default:
      return nil
    }
  }

  /// The amount that a double stands for; see ``init(_:in:scratch:rounded:)``.
  @inline(__always)
  package init?(_ value: Double, rounded: inout Bool) {
    // Not true of NaN.
    if value.magnitude < 0x1p53 {
      let whole = Int64(value)
      if Double(whole) == value {
        self.init(whole)
        return
      }
      if let short = ShortDecimal(value) {
        self.init(
          units: Int128(short.digits)
            * Int128(Int64(PowersOfTen.small(Self.fractionDigits &- short.fractionDigits))))
        return
      }
    }
    self.init(printed: value, rounded: &rounded)
  }

  @inline(never)
  private init?(printed value: Double, rounded: inout Bool) {
    guard let number = DecimalNumber(printed: value) else { return nil }
    self.init(number, rounded: &rounded)
  }

  @inline(__always)
  private init?(_ bytes: RawSpan, rounded: inout Bool) {
    guard let decimal = Decimal128(bytes: bytes) else { return nil }
    guard case .finite(let number) = decimal.parts else { return nil }
    let shift = number.exponent &+ Self.fractionDigits
    // Digits that fit in 64 bits, of which none goes and the product fits.
    if shift >= 0, shift < 19, number.coefficient >> 63 == 0 {
      let units =
        Int128(Int64(truncatingIfNeeded: number.coefficient))
        * Int128(Int64(PowersOfTen.small(shift)))
      guard units < Self.maximumValue else { return nil }
      self.init(units: number.isNegative ? -units : units)
      return
    }
    self.init(number, rounded: &rounded)
  }

  /// The amount of a decimal number; nil for magnitudes of 10²⁰ points and more.
  ///
  /// - Parameter rounded: Set when the amount differs from the number.
  @inline(never)
  init?(_ number: DecimalNumber, rounded: inout Bool) {
    guard let scaled = number.scaled(byPowerOfTen: Self.fractionDigits) else { return nil }
    var magnitude = scaled.magnitude
    if let remainder = scaled.remainder {
      if remainder > 0 || (remainder == 0 && magnitude & 1 == 1) { magnitude += 1 }
    }
    guard magnitude < UInt128(Self.maximumValue) else { return nil }
    if scaled.remainder != nil { rounded = true }
    self.init(units: number.isNegative ? -Int128(magnitude) : Int128(magnitude))
  }
}

extension Points {
  /// Reads a plain decimal such as `1234` or `-0.3`: the inverse of `description`.
  ///
  /// nil when the text is anything else (an exponent, a sign other than `-`, spaces), for more than
  /// 18 fraction digits that are not zeros at the end, and for magnitudes of 10²⁰ points and more.
  ///
  /// - Parameter text: Digits in ASCII.
  public init?(text: RawSpan) {
    for i in 0..<text.byteCount where text[i] | 0x20 == UInt8(ascii: "e") { return nil }
    var rounded = false
    guard let number = DecimalNumber(text: text), let points = Points(number, rounded: &rounded),
      !rounded
    else { return nil }
    self = points
  }

  /// Reads a plain decimal; see ``init(text:)-(RawSpan)``.
  ///
  /// - Parameter text: Digits in ASCII.
  public init?(text: String) {
    let bytes = Array(text.utf8)
    self.init(text: bytes.rawBytes)
  }
}
