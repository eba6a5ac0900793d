/// Writes documents as `mongoexport --type=csv --fields …` does: RFC 4180, a header line, missing
/// fields and nulls empty, nested documents as Extended JSON.
struct CSVForm {
  private let columns: [[UInt8]]
  private var json = JSONForm(.relaxed)

  init(columns: [String]) {
    self.columns = columns.map { Array($0.utf8) }
  }

  /// Appends the header line.
  func writeHeader(to out: inout OutputBytes) {
    for (index, column) in columns.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      out.append(column.raw)
    }
    out.append(UInt8(ascii: "\n"))
  }

  /// Appends one document as a line; `cell` is scratch space.
  mutating func write(
    _ document: borrowing SampleDocument, cell: inout OutputBytes, to out: inout OutputBytes
  ) {
    for (index, column) in columns.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      guard let place = Self.find(column, in: document) else { continue }
      cell.truncate()
      append(place, of: document, to: &cell)
      Self.append(cell: cell.bytes, to: &out)
    }
    out.append(UInt8(ascii: "\n"))
  }

  /// The place of a top-level field.
  private static func find(_ name: [UInt8], in document: borrowing SampleDocument) -> Int? {
    var depth = 0
    for (place, field) in document.fields.enumerated() {
      switch field.value {
      case .close: depth -= 1
      default:
        if depth == 0, document.bytes(of: field.name).equals(name) { return place }
        if field.value == .openDocument || field.value == .openArray { depth += 1 }
      }
    }
    return nil
  }

  private mutating func append(
    _ place: Int, of document: borrowing SampleDocument, to cell: inout OutputBytes
  ) {
    switch document.fields[place].value {
    case .null, .undefined, .close: break
    case .string(let text), .symbol(let text), .code(let text):
      cell.append(document.bytes(of: text))
    case .bool(let flag): cell.append(flag ? "true" : "false")
    case .int32(let number): cell.append(decimal: Int64(number))
    case .int64(let number): cell.append(decimal: number)
    case .double(let number):
      if number.isFinite {
        cell.append(double: number, .plain)
      } else {
        cell.append(number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf")
      }
    case .decimal(let number): cell.append(text: number.description)
    case .date(let milliseconds): cell.append(dateTime: milliseconds)
    case .objectID:
      cell.append("ObjectId(")
      JSONForm.appendHex(of: document.fields[place].value, to: &cell)
      cell.append(")")
    case .openDocument, .openArray:
      let isArray = document.fields[place].value == .openArray
      let end = Self.end(of: place, in: document)
      json.write(document, place + 1..<end, isArray: isArray, to: &cell)
    default:
      json.write(document, place..<place + 1, isArray: true, to: &cell)
    }
  }

  /// The place of the `close` that belongs to the document opened at `place`.
  private static func end(of place: Int, in document: borrowing SampleDocument) -> Int {
    var depth = 0
    for index in place..<document.fields.count {
      switch document.fields[index].value {
      case .openDocument, .openArray: depth += 1
      case .close:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return document.fields.count
  }

  /// Quotes a cell where Go's encoding/csv would.
  private static func append(cell: borrowing RawSpan, to out: inout OutputBytes) {
    var needsQuotes = cell.byteCount > 0 && cell.byte(0) == UInt8(ascii: " ")
    for i in 0..<cell.byteCount {
      switch cell.byte(i) {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        needsQuotes = true
      default: break
      }
    }
    guard needsQuotes else { return out.append(cell) }
    out.append(UInt8(ascii: "\""))
    for i in 0..<cell.byteCount {
      if cell.byte(i) == UInt8(ascii: "\"") { out.append(UInt8(ascii: "\"")) }
      out.append(cell.byte(i))
    }
    out.append(UInt8(ascii: "\""))
  }
}

extension RawSpan {
  /// Whether the bytes are those of an array.
  fileprivate borrowing func equals(_ other: [UInt8]) -> Bool {
    byteCount == other.count && other.indices.allSatisfy { other[$0] == byte($0) }
  }
}
