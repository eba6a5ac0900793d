import DumpReader

/// Values with the bytes that they point into, as a reader would have made them.
struct ValueBytes {
  var chunk: [UInt8] = []

  mutating func decimal128(_ decimal: Decimal128) -> RawValue {
    let start = chunk.count
    for word in [decimal.low, decimal.high] {
      for i in 0..<8 { chunk.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * i))) }
    }
    return RawValue(.decimal128, at: start..<chunk.count)
  }

  mutating func bytes(_ type: BSONType, _ bytes: some Collection<UInt8>, bits: UInt64 = 0)
    -> RawValue
  {
    let start = chunk.count
    chunk.append(contentsOf: bytes)
    return RawValue(type, at: start..<chunk.count, bits: bits)
  }

  mutating func string(_ text: String) -> RawValue { bytes(.string, text.utf8) }
}

extension RawValue {
  static func int32(_ value: Int32) -> RawValue {
    RawValue(.int32, bits: UInt64(bitPattern: Int64(value)))
  }
  static func int64(_ value: Int64) -> RawValue {
    RawValue(.int64, bits: UInt64(bitPattern: value))
  }
  static func double(_ value: Double) -> RawValue { RawValue(.double, bits: value.bitPattern) }
}
