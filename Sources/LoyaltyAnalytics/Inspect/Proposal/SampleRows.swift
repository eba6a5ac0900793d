internal import BasicContainers
internal import DumpReader

/// A value of a document that is looked at a second time.
enum SampleValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case date(Int64)
  case other(String)

  init(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) {
    switch value.type {
    case .null, .undefined: self = .null
    case .bool: self = .flag(value.bits != 0)
    case .int32, .int64: self = .number(Double(value.int64))
    case .double: self = .number(value.double)
    case .string, .symbol:
      let text = value.bytes(in: chunk, scratch: scratch)
      self = .text(text.extracting(0..<min(text.byteCount, 256)).text)
    case .date: self = .date(value.int64)
    case .decimal128:
      let number = NumberKey(value, in: chunk, scratch: scratch)
      self = Double(number?.plainText ?? "").map { .number($0) } ?? .other("")
    default: self = .other(value.text(in: chunk, scratch: scratch))
    }
  }

  /// A value that is counted; nil where there is nothing.
  init?(_ value: ValueText) {
    guard value.isSome else { return nil }
    if value.isText {
      self = .text(value.plain)
    } else if value.isNumber {
      self = Double(value.plain).map { .number($0) } ?? .other(value.plain)
    } else if value.json == "true" || value.json == "false" {
      self = .flag(value.json == "true")
    } else {
      self = .other(value.plain)
    }
  }

  /// Whether there is something: no null, no empty text.
  var isSome: Bool { self != .null && self != .text("") }

  /// Whether it is what programs write where there is no number.
  var isMissing: Bool {
    switch self {
    case .null: true
    case .number(let number): number.isNaN
    case .text(let text):
      ["", "nan", "null", "none", "\\n", "-", "n/a", "na", "nil"].contains(text.lowercased())
    default: false
    }
  }

  /// The text of a text.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

/// Some documents, or elements of an array in them, as rows of values by the numbers of their paths.
struct SampleRows: Sendable {
  /// The rows in input order.
  private(set) var rows: [[Int32: SampleValue]] = []

  private static let maximumCount = 5000

  /// Reads the rows.
  ///
  /// - Parameters:
  ///   - samples: The documents.
  ///   - rowPath: The number of the path of the array elements that are rows; 0 where the documents
  ///     are.
  ///   - container: For the number of each path that of the array elements around it; 0 for none.
  init(
    _ samples: [ChunkPrefix], _ directory: PathDirectory, rowPath: Int32, container: [Int32: Int32]
  ) {
    var reader = ElementReader(directory)
    for sample in samples where rows.count < Self.maximumCount {
      let chunk = sample.chunk()
      let bytes = chunk.bytes
      reader.begin(chunk)
      while rows.count < Self.maximumCount {
        do throws(MalformedDocument) {
          guard try reader.nextDocument(bytes) else { break }
        } catch {
          continue
        }
        var outer: [Int32: SampleValue] = [:]
        var inner: [[Int32: SampleValue]] = []
        while reader.nextElements(bytes) {
          for i in reader.elements.indices {
            let element = reader.elements[i]
            let around = container[element.path] ?? -1
            if rowPath != 0, element.path == rowPath {
              inner.append([:])
            } else if around == rowPath || around == 0 {
              if element.value.type == .document || element.value.type == .array { continue }
              let value = SampleValue(element.value, in: bytes, scratch: reader.scratch)
              if rowPath != 0, around == rowPath, !inner.isEmpty {
                if inner[inner.count - 1][element.path] == nil {
                  inner[inner.count - 1][element.path] = value
                }
              } else if outer[element.path] == nil {
                outer[element.path] = value
              }
            }
          }
        }
        for row in rowPath == 0 ? [[:]] : inner where rows.count < Self.maximumCount {
          rows.append(row.merging(outer) { row, _ in row })
        }
      }
    }
  }
}
