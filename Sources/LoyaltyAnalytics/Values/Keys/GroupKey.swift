internal import DumpReader

/// The group key of a transaction, in the one form that all equal keys share.
///
/// Keys are equal as MongoDB's `$group` has it: missing and null are one, numbers are equal by value
/// whatever their type, a string never equals a number or an ObjectId of the same text. Each kind
/// has one canonical sequence of bytes, so that equality is equality of kind and bytes.
public struct GroupKey: Sendable, Hashable {
  /// The kinds of key in the order in which ties are broken.
  #if hasAttribute(nonexhaustive)
  @nonexhaustive
  #endif
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// Missing or null; no bytes.
    case null
    /// A number; its sign, exponent and digits, without zeros at the end.
    case number
    /// A stretch of the calendar before the year 0; its text, `-000001-05`. The order of such texts is
    /// not that of time.
    case earlierYear
    /// A string or symbol, or a stretch of the calendar; its UTF-8.
    case string
    /// A stretch of the calendar after the year 9999; its text, `+010000-05`.
    case laterYear
    /// Binary data or a UUID; the subtype, then the payload.
    case binary
    /// An ObjectId; 12 bytes.
    case objectID
    /// A boolean; one byte, 0 or 1.
    case boolean
    /// A date; milliseconds since 1970, 8 bytes, big-endian, the sign bit flipped.
    case date
    /// Several keys, of several fields; see ``GroupKey/parts``. Itself no part of another.
    case combination

    /// A number that stays what it is when kinds are added, for what outlives a run: pseudonyms.
    package var tag: UInt8 {
      switch self {
      case .null: 0
      case .number: 1
      case .string, .earlierYear, .laterYear: 2
      case .binary: 3
      case .objectID: 4
      case .boolean: 5
      case .date: 6
      case .combination: 7
      }
    }

    /// Whether the bytes are a text.
    @inline(__always)
    package var isText: Bool { self == .string || self == .laterYear || self == .earlierYear }
  }

  /// The longest key of one field, in bytes; a longer one is rejected.
  public static let maximumCount = 16 << 10

  /// What kind of value it is.
  public package(set) var kind: Kind
  /// The canonical bytes.
  public package(set) var bytes: [UInt8]

  /// Creates a key of canonical bytes.
  package init(kind: Kind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }
}

extension GroupKey: Comparable {
  /// The order in which ties are broken: by kind; then numbers by value, binary data as MongoDB has
  /// it (by length, subtype, bytes), combinations by their parts, everything else by its canonical
  /// bytes.
  public static func < (a: GroupKey, b: GroupKey) -> Bool {
    precedes(a.kind, a.bytes.rawBytes, b.kind, b.bytes.rawBytes)
  }

  /// The same for keys where they lie, which need not be copied.
  static func precedes(_ aKind: Kind, _ a: RawSpan, _ bKind: Kind, _ b: RawSpan) -> Bool {
    guard aKind == bKind else { return aKind.rawValue < bKind.rawValue }
    switch aKind {
    case .number:
      let (left, right) = (NumberKey(ofKey: a), NumberKey(ofKey: b))
      if left != right { return left < right }
    case .binary:
      if a.byteCount != b.byteCount { return a.byteCount < b.byteCount }
    case .combination: return combinationPrecedes(a, b)
    case .earlierYear, .laterYear: return yearPrecedes(a, b, isEarlier: aKind == .earlierYear)
    case .null, .string, .objectID, .boolean, .date:
      break
    }
    return a.precedes(b)
  }

  /// By the years, of which a larger number is earlier before the year 0; then by what follows them.
  private static func yearPrecedes(_ a: RawSpan, _ b: RawSpan, isEarlier: Bool) -> Bool {
    let (left, right) = (yearEnd(a), yearEnd(b))
    let (x, y) = (a.extracting(first: left), b.extracting(first: right))
    guard x.elementsEqual(y) else {
      let isSmaller = left == right ? x.precedes(y) : left < right
      return isSmaller != isEarlier
    }
    return a.precedes(b)
  }

  /// Where the sign and the digits of a year end, which has no zeros in front beyond six digits.
  private static func yearEnd(_ text: RawSpan) -> Int {
    var i = min(1, text.byteCount)
    while i < text.byteCount, text[i] &- UInt8(ascii: "0") < 10 { i += 1 }
    return i
  }
}

extension RawSpan {
  /// Whether these bytes come before others in lexicographical order.
  func precedes(_ other: RawSpan) -> Bool {
    let common = min(byteCount, other.byteCount)
    var i = 0
    while i &+ 8 <= common {
      let (a, b): (UInt64, UInt64) = (load(i), other.load(i))
      if a != b { return a.bigEndian < b.bigEndian }
      i &+= 8
    }
    while i < common {
      if self[i] != other[i] { return self[i] < other[i] }
      i += 1
    }
    return byteCount < other.byteCount
  }
}
