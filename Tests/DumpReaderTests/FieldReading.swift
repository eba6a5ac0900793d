@testable import DumpReader

/// A field's value with everything that a reader may look at, for comparisons.
struct FieldReading: Equatable, CustomStringConvertible {
  var type: BSONType
  var bits: UInt64 = 0
  var bytes: [UInt8] = []

  init(_ type: BSONType, bits: UInt64 = 0, bytes: [UInt8] = []) {
    self.type = type
    self.bits = bits
    self.bytes = bytes
  }

  static func string(_ text: String) -> Self { Self(.string, bytes: Array(text.utf8)) }
  static func int32(_ number: Int32) -> Self {
    Self(.int32, bits: UInt64(bitPattern: Int64(number)))
  }
  static func int64(_ number: Int64) -> Self { Self(.int64, bits: UInt64(bitPattern: number)) }
  static func double(_ number: Double) -> Self { Self(.double, bits: number.bitPattern) }
  static func date(_ number: Int64) -> Self { Self(.date, bits: UInt64(bitPattern: number)) }

  /// The fields of a document that was read, in slot order.
  static func all(
    of values: borrowing FieldValues, count: Int, in bytes: RawSpan
  ) -> [FieldReading?] {
    (0..<count).map { slot in
      guard let value = values[slot] else { return nil }
      switch value.type {
      case .string, .symbol, .code, .objectID, .decimal128, .binary:
        let content = value.bytes(in: bytes, scratch: values.scratch).copied()
        return FieldReading(value.type, bits: value.bits, bytes: content)
      case .document, .array:
        // Of JSON the bits are a place in the text.
        return FieldReading(value.type)
      default:
        return FieldReading(value.type, bits: value.bits)
      }
    }
  }

  var description: String { "\(type) 0x\(String(bits, radix: 16)) \(bytes)" }
}

/// What came of reading documents: their fields, and the findings in between.
struct JSONReading {
  var documents: [[FieldReading?]] = []
  var ranges: [Range<Int>] = []
  var findings: [MalformedDocument] = []

  /// Reads all documents of a text, going on at the next line after a malformed one.
  init(
    _ text: [UInt8], _ paths: [String] = ["x"], encoding: DocumentEncoding = .jsonLines,
    unique: Bool = false
  ) {
    var selection = FieldSelection()
    for path in paths { _ = selection.insert(path, unique: unique) }
    var values = FieldValues(for: selection)
    var walker = JSONWalker(selection, encoding: encoding)
    let padded = text + [UInt8](repeating: 0, count: Chunk.padding)
    var offset = 0
    var range = 0..<0
    while true {
      do throws(MalformedDocument) {
        guard
          try walker.next(
            padded.rawBytes, &offset, end: text.count, into: &values, range: &range)
        else { return }
        documents.append(
          FieldReading.all(of: values, count: paths.count, in: padded.rawBytes))
        ranges.append(range)
      } catch {
        findings.append(error)
        offset = JSONWalker.lineEnd(padded.rawBytes, from: offset, end: text.count)
      }
    }
  }

  init(
    _ text: String, _ paths: [String] = ["x"], encoding: DocumentEncoding = .jsonLines,
    unique: Bool = false
  ) {
    self.init(Array(text.utf8), paths, encoding: encoding, unique: unique)
  }

  /// The first field of the only document, when nothing was wrong.
  var field: FieldReading? {
    documents.count == 1 && findings.isEmpty ? documents[0][0] : nil
  }
}

/// Reads the fields of one BSON document.
func bsonReading(_ document: [UInt8], _ paths: [String]) throws -> [FieldReading?] {
  var selection = FieldSelection()
  for path in paths { _ = selection.insert(path, unique: false) }
  var values = FieldValues(for: selection)
  var walker = BSONWalker(selection)
  let padded = document + [UInt8](repeating: 0, count: Chunk.padding)
  try walker.walk(padded.rawBytes, 0..<document.count, into: &values)
  return FieldReading.all(of: values, count: paths.count, in: padded.rawBytes)
}

/// The bytes that hexadecimal digits stand for.
func hexadecimal(_ text: String) -> [UInt8] {
  let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] * 16 + digits[$0 + 1])
  }
}

/// libbson's reading of a decimal.
func decimal128(_ text: String) -> Decimal128? {
  let bytes = Array(text.utf8)
  return Decimal128(bytes.rawBytes)
}
