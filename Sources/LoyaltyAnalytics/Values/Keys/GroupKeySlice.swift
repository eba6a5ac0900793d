internal import DumpReader

/// The group key of a transaction while its bytes still lie where they were read.
///
/// Strings and ObjectIds, which nearly all keys are, need neither a copy nor an allocation. As valid
/// as the chunk and the scratch bytes that it points into.
struct GroupKeySlice: Sendable {
  /// What kind of value it is.
  var kind: GroupKey.Kind
  /// Whether the bytes lie in the scratch buffer instead of the chunk.
  var inScratch: Bool
  /// Where the canonical bytes start.
  var offset: UInt32
  /// How many there are, at most ``GroupKey/maximumCount``.
  var count: UInt32

  @inline(__always)
  init(_ kind: GroupKey.Kind, offset: UInt32 = 0, count: UInt32 = 0, inScratch: Bool = false) {
    self.kind = kind
    self.offset = offset
    self.count = count
    self.inScratch = inScratch
  }
}

/// Where a piece of text lies: in the chunk, or in the scratch buffer beside it. Eight bytes.
@usableFromInline
struct DocumentSlice: Sendable {
  private static let scratchBit: UInt32 = 1 << 31
  private var offset: UInt32
  private var countAndPlace: UInt32

  /// No text.
  static let empty = DocumentSlice(offset: 0, count: 0, inScratch: false)

  @inline(__always)
  init(offset: UInt32, count: UInt32, inScratch: Bool) {
    self.offset = offset
    countAndPlace = count & ~Self.scratchBit | (inScratch ? Self.scratchBit : 0)
  }

  @inline(__always) var count: Int { Int(countAndPlace & ~Self.scratchBit) }
  @inline(__always) var isEmpty: Bool { count == 0 }

  /// The bytes it stands for.
  @inline(__always)
  @_lifetime(copy chunk, copy scratch)
  func bytes(in chunk: RawSpan, scratch: RawSpan) -> RawSpan {
    let range = Int(offset)..<Int(offset) &+ count
    return countAndPlace & Self.scratchBit != 0
      ? scratch.extracting(range) : chunk.extracting(range)
  }
}

extension GroupKeySlice {
  /// The key of a value; nil for a type that cannot be one (array, document, undefined, timestamp,
  /// regular expression, code, minimum and maximum key, pointer), for one that is too long, and for a
  /// number of JSON that is not exact.
  ///
  /// - Parameters:
  ///   - value: The value; nil for a missing field, which is the same key as null.
  ///   - chunk: The chunk that it was read from.
  ///   - scratch: The scratch bytes that it was read with. The canonical bytes of the rarer kinds
  ///     are appended here.
  @inline(__always)
  init?(_ value: RawValue?, in chunk: RawSpan, scratch: inout [UInt8]) {
    guard let value else {
      self.init(.null)
      return
    }
    switch value.type {
    case .string, .symbol:
      guard value.count <= UInt32(GroupKey.maximumCount) else { return nil }
      self.init(.string, offset: value.offset, count: value.count, inScratch: value.inScratch)
    case .objectID:
      self.init(.objectID, offset: value.offset, count: value.count, inScratch: value.inScratch)
    case .null:
      self.init(.null)
    default:
      self.init(rare: value, in: chunk, scratch: &scratch)
    }
  }

  /// The key of one of the values of a document; see ``init(_:in:scratch:)``.
  ///
  /// - Parameter values: The fields of the document, whose scratch bytes may grow.
  @inline(__always)
  init?(_ value: RawValue?, in chunk: RawSpan, values: inout FieldValues) {
    let key = values.appendScratch { GroupKeySlice(value, in: chunk, scratch: &$0) }
    guard let key else { return nil }
    self = key
  }

  @inline(never)
  private init?(rare value: RawValue, in chunk: RawSpan, scratch: inout [UInt8]) {
    let start = scratch.count
    let kind: GroupKey.Kind
    switch value.type {
    case .int32, .int64, .double, .decimal128:
      // Rounded, it would be the key of other numbers as well.
      guard !value.isBeyondDouble else { return nil }
      guard let number = NumberKey(value, in: chunk, scratch: scratch.rawBytes) else { return nil }
      kind = .number
      number.append(to: &scratch)
    case .bool:
      kind = .boolean
      scratch.append(value.bits == 0 ? 0 : 1)
    case .date:
      kind = .date
      scratch.append(bigEndian: value.bits ^ 1 << 63)
    case .binary:
      self.init(binary: value, in: chunk, scratch: &scratch)
      return
    default:
      return nil
    }
    self.init(
      kind, offset: UInt32(truncatingIfNeeded: start),
      count: UInt32(truncatingIfNeeded: scratch.count - start), inScratch: true)
  }

  /// Binary data: the subtype, then the payload.
  private init?(binary value: RawValue, in chunk: RawSpan, scratch: inout [UInt8]) {
    guard value.count <= UInt32(GroupKey.maximumCount) else { return nil }
    let subtype = UInt8(truncatingIfNeeded: value.bits)
    // In BSON the payload follows its subtype, so that both can stay where they are.
    if value.offset > 0, !value.inScratch, chunk[Int(value.offset) - 1] == subtype {
      self.init(.binary, offset: value.offset - 1, count: value.count + 1)
      return
    }
    let start = scratch.count
    scratch.append(subtype)
    let payload = Int(value.offset)..<Int(value.offset) + Int(value.count)
    if value.inScratch {
      scratch.append(contentsOf: scratch[payload])
    } else {
      for i in payload { scratch.append(chunk[i]) }
    }
    self.init(
      .binary, offset: UInt32(truncatingIfNeeded: start), count: value.count + 1, inScratch: true)
  }
}
