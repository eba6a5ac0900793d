/// Writes documents as BSON (bsonspec.org, version 1.1).
struct BSONForm {
  /// Where the open documents start, and the next index of those that are arrays.
  private var open: [(start: Int, index: Int?)] = []

  /// Appends one document.
  mutating func write(_ document: borrowing SampleDocument, to out: inout OutputBytes) {
    open.removeAll(keepingCapacity: true)
    begin(isArray: false, &out)
    for field in document.fields {
      if case .close = field.value {
        end(&out)
        continue
      }
      out.append(Self.typeByte(field.value))
      if let last = open.indices.last, let index = open[last].index {
        out.append(decimal: Int64(index))
        open[last].index = index + 1
      } else {
        out.append(document.bytes(of: field.name))
      }
      out.append(0)
      write(field.value, of: document, to: &out)
    }
    while !open.isEmpty { end(&out) }
  }

  private mutating func begin(isArray: Bool, _ out: inout OutputBytes) {
    open.append((out.count, isArray ? 0 : nil))
    out.append(littleEndian: Int32(0))
  }

  private mutating func end(_ out: inout OutputBytes) {
    guard let (start, _) = open.popLast() else { return }
    out.append(0)
    out.patch(Int32(truncatingIfNeeded: out.count - start), at: start)
  }

  private mutating func write(
    _ value: SampleValue, of document: borrowing SampleDocument, to out: inout OutputBytes
  ) {
    switch value {
    case .double(let number): out.append(littleEndian: number.bitPattern)
    case .string(let text), .symbol(let text), .code(let text):
      out.append(littleEndian: text.count + 1)
      out.append(document.bytes(of: text))
      out.append(0)
    case .openDocument: begin(isArray: false, &out)
    case .openArray: begin(isArray: true, &out)
    case .binary(let subtype, let bytes):
      out.append(littleEndian: bytes.count)
      out.append(subtype)
      out.append(document.bytes(of: bytes))
    case .objectID(let first, let last):
      out.append(littleEndian: first.byteSwapped)
      out.append(littleEndian: last.byteSwapped)
    case .bool(let flag): out.append(flag ? 1 : 0)
    case .date(let milliseconds): out.append(littleEndian: milliseconds)
    case .regularExpression(let pattern, let options):
      out.append(document.bytes(of: pattern))
      out.append(0)
      out.append(document.bytes(of: options))
      out.append(0)
    case .int32(let number): out.append(littleEndian: number)
    case .timestamp(let seconds, let increment):
      out.append(littleEndian: increment)
      out.append(littleEndian: seconds)
    case .int64(let number): out.append(littleEndian: number)
    case .decimal(let number):
      out.append(littleEndian: number.bits.low)
      out.append(littleEndian: number.bits.high)
    case .undefined, .null, .maxKey, .minKey, .close: break
    }
  }

  private static func typeByte(_ value: SampleValue) -> UInt8 {
    switch value {
    case .double: 0x01
    case .string: 0x02
    case .openDocument: 0x03
    case .openArray: 0x04
    case .binary: 0x05
    case .undefined: 0x06
    case .objectID: 0x07
    case .bool: 0x08
    case .date: 0x09
    case .null: 0x0A
    case .regularExpression: 0x0B
    case .code: 0x0D
    case .symbol: 0x0E
    case .int32: 0x10
    case .timestamp: 0x11
    case .int64: 0x12
    case .decimal: 0x13
    case .maxKey: 0x7F
    case .minKey: 0xFF
    case .close: 0
    }
  }
}
