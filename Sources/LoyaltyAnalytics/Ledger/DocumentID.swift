internal import DumpReader

/// What tells a document apart, while its bytes still lie where they were read.
///
/// Ids are equal as group keys are: numbers that are equal are one whatever their type. Arrays and
/// documents are equal when their values are, in their order, those of documents under the same names.
/// Each id has one canonical sequence of bytes, so that equality is equality of kind and bytes.
struct DocumentID {
  /// The kind of a ``GroupKey``, or one of ``arrayKind`` and ``documentKind``.
  var kind: UInt8
  /// The canonical bytes, at most ``GroupKey/maximumCount`` and one.
  var slice: DocumentSlice

  /// Behind the kinds of group keys.
  static let arrayKind: UInt8 = 0x40, documentKind: UInt8 = 0x41
  /// The end of an array or a document in another.
  private static let endMark: UInt8 = 0x7F

  /// What a value is as an id.
  enum Reading {
    /// Missing or null: nobody can tell what else is the same document.
    case none
    case id(DocumentID)
    /// Of a type that cannot be an id, or too long.
    case unusable(UnusableValue.Finding?)
  }

  /// The id that a value is.
  ///
  /// - Parameters:
  ///   - text: What an array or a document points into: the chunk, unless the document was rewritten.
  ///   - values: The fields of the document, whose scratch bytes may grow.
  @inline(__always)
  static func read(
    _ value: RawValue?, _ encoding: DocumentEncoding, in chunk: RawSpan, text: [UInt8]?,
    values: inout FieldValues
  ) -> Reading {
    guard let value, value.type != .null else { return .none }
    if value.type == .array || value.type == .document {
      guard let text else { return read(nested: value, encoding, in: chunk, values: &values) }
      return read(nested: value, encoding, in: text.rawBytes, values: &values)
    }
    guard let key = GroupKeySlice(value, in: chunk, values: &values) else { return .unusable(nil) }
    let slice = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
    return .id(DocumentID(kind: key.kind.rawValue, slice: slice))
  }

  /// The id that an array or a document is: name, kind and bytes of each value, one after the other.
  ///
  ///     name      4 bytes of length, and its text; in documents only
  ///     value     kind, 4 bytes of length, and the canonical bytes of a group key
  ///     nested    kind, its values, ``endMark``
  @inline(never)
  private static func read(
    nested value: RawValue, _ encoding: DocumentEncoding, in text: RawSpan,
    values: inout FieldValues
  ) -> Reading {
    var cursor = NestedCursor(value, encoding)
    var bytes: [UInt8] = []
    // Apart from the values' own: the bytes of what is nested are of no use afterwards.
    var scratch: [UInt8] = []
    var isArray = [value.type == .array]
    while let event = cursor.next(text, into: &scratch) {
      switch event {
      case .end:
        isArray.removeLast()
        if !isArray.isEmpty { bytes.append(endMark) }
      case .value(let name, let value):
        if isArray.last == false {
          append(name.bytes(in: text, scratch: scratch.rawBytes), to: &bytes)
        }
        if value.type == .array || value.type == .document {
          bytes.append(value.type == .array ? arrayKind : documentKind)
          isArray.append(value.type == .array)
        } else {
          guard let key = GroupKeySlice(value, in: text, scratch: &scratch) else {
            let isLong = value.type == .string || value.type == .symbol || value.type == .binary
            return .unusable(isLong ? .tooLong : .unusablePart(value.type))
          }
          bytes.append(key.kind.rawValue)
          let slice = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
          append(slice.bytes(in: text, scratch: scratch.rawBytes), to: &bytes)
        }
        guard bytes.count <= GroupKey.maximumCount else { return .unusable(.tooLong) }
      }
      scratch.removeAll(keepingCapacity: true)
    }
    let start = values.scratch.byteCount
    values.appendScratch { $0 += bytes }
    return .id(
      DocumentID(
        kind: value.type == .array ? arrayKind : documentKind,
        slice: DocumentSlice(
          offset: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: bytes.count),
          inScratch: true)))
  }

  private static func append(_ text: RawSpan, to bytes: inout [UInt8]) {
    for i in 0..<4 {
      bytes.append(UInt8(truncatingIfNeeded: text.byteCount >> (8 * i)))
    }
    for i in 0..<text.byteCount { bytes.append(text[i]) }
  }
}
