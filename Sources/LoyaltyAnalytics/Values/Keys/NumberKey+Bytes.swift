internal import DumpReader

extension NumberKey {
  /// Appends the canonical bytes: equal for equal numbers, different for different ones.
  ///
  ///     form (1 byte)   integer: 8 bytes, big-endian, the sign bit flipped
  ///                     double:  8 bytes, big-endian, the bit pattern
  ///                     decimal: 16 bytes, big-endian: sign, exponent + 6176, coefficient
  ///                     others:  nothing
  @inline(__always)
  package func append(to bytes: inout [UInt8]) {
    switch form {
    case .integer: bytes.append(form.rawValue, bigEndian: low ^ 1 << 63)
    case .double: bytes.append(form.rawValue, bigEndian: low)
    case .decimal:
      bytes.append(form.rawValue, bigEndian: high)
      bytes.append(bigEndian: low)
    case .notANumber, .negativeInfinity, .positiveInfinity: bytes.append(form.rawValue)
    }
  }

  /// The canonical bytes. Allocates.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// The number of a group key. Bytes that are none, which no reader makes, count as NaN, so that keys
  /// have an order and a text all the same.
  init(ofKey bytes: RawSpan) {
    self = NumberKey(bytes: bytes) ?? NumberKey(.notANumber)
  }

  /// The number of which these are the canonical bytes; nil when they are none of any.
  package init?(bytes: RawSpan) {
    guard bytes.byteCount > 0, let form = Form(rawValue: bytes[0]) else { return nil }
    let key: NumberKey
    switch (form, bytes.byteCount) {
    case (.notANumber, 1), (.negativeInfinity, 1), (.positiveInfinity, 1):
      key = NumberKey(form)
    case (.integer, 9):
      key = NumberKey(form, low: bytes.load(1, as: UInt64.self).byteSwapped ^ 1 << 63)
    case (.double, 9):
      // A double that has another form has other bytes.
      key = NumberKey(Double(bitPattern: bytes.load(1, as: UInt64.self).byteSwapped))
    case (.decimal, 17):
      let stored = NumberKey(
        form, low: bytes.load(9, as: UInt64.self).byteSwapped,
        high: bytes.load(1, as: UInt64.self).byteSwapped)
      guard let canonical = NumberKey(stored.decimal), canonical == stored else { return nil }
      key = canonical
    default: return nil
    }
    guard key.form == form else { return nil }
    self = key
  }
}

extension Array<UInt8> {
  /// Appends a 64-bit word, the most significant byte first.
  @inline(__always)
  mutating func append(bigEndian word: UInt64) {
    append(addingCapacity: 8) { $0.append(bigEndian: word) }
  }

  /// Appends a byte and a 64-bit word, the most significant byte first.
  @inline(__always)
  mutating func append(_ byte: UInt8, bigEndian word: UInt64) {
    append(addingCapacity: 9) {
      $0.append(byte)
      $0.append(bigEndian: word)
    }
  }
}

extension OutputSpan<UInt8> {
  @_lifetime(self: copy self)
  @inline(__always)
  fileprivate mutating func append(bigEndian word: UInt64) {
    append(UInt8(truncatingIfNeeded: word >> 56))
    append(UInt8(truncatingIfNeeded: word >> 48))
    append(UInt8(truncatingIfNeeded: word >> 40))
    append(UInt8(truncatingIfNeeded: word >> 32))
    append(UInt8(truncatingIfNeeded: word >> 24))
    append(UInt8(truncatingIfNeeded: word >> 16))
    append(UInt8(truncatingIfNeeded: word >> 8))
    append(UInt8(truncatingIfNeeded: word))
  }
}
