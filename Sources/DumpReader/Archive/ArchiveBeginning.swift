/// Where an archive begins in a stream that has something in front of it, or lacks its first bytes.
///
/// The magic number is not enough to find one by: it is a character of UTF-8. What follows it is, the
/// header with its fixed first field:
///
///     6D E2 99 81 │ length │ 10 'concurrent_collections' 00 … 02 'tool_version' 00 … │ metadata* │ …
///     └ magic      └ header                                                            └ metadata
struct ArchiveBeginning: Equatable {
  /// What of it is there.
  enum Start: Equatable {
    /// All.
    case magic
    /// All but the magic number, or a part of it.
    case header
    /// The list of collections, but not the header in front of it.
    case metadata
    /// Something behind the beginning of the list.
    case middle
  }

  /// Where the bytes of the archive begin.
  var offset: Int
  var start: Start

  /// `10 'concurrent_collections' 00`, and `02 'tool_version' 00`, with which the header ends.
  private static let firstField = [0x10] + Array("concurrent_collections".utf8) + [0]
  private static let lastField = [0x02] + Array("tool_version".utf8) + [0]

  /// How many bytes tell that an archive begins, from the magic number on.
  static let signatureSize = 8 + firstField.count

  /// Looks for the header of an archive in the first bytes of a stream.
  init?(in head: [UInt8]) {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    if let place = Self.firstField(in: padded.rawBytes, from: 0, to: head.count) {
      let header = place - 4
      if header >= 4, Self.isSignature(padded.rawBytes, at: header - 4) {
        self.init(offset: header - 4, start: .magic)
        return
      }
      if header >= 0, Self.isLength(Int(padded.rawBytes.load(header, as: Int32.self))) {
        self.init(offset: header, start: .header)
        return
      }
    }
    guard let metadata = Self.endOfHeader(head) else { return nil }
    self.init(offset: metadata, start: .metadata)
  }

  /// Whether the header of an archive is seen to begin in a part of a buffer, some bytes in front of it
  /// included.
  ///
  /// - Precondition: ``Chunk/padding`` readable bytes follow the part.
  static func isSeen(in bytes: RawSpan, from start: Int, to end: Int) -> Bool {
    firstField(in: bytes, from: max(0, start - signatureSize), to: end) != nil
  }

  /// Where the first field of a header stands.
  private static func firstField(in bytes: RawSpan, from start: Int, to end: Int) -> Int? {
    var i = start
    while let place = bytes.first(0x10, in: i..<end) {
      if place + firstField.count <= end, isFirstField(bytes, at: place) { return place }
      i = place + 1
    }
    return nil
  }

  private static func isFirstField(_ bytes: RawSpan, at place: Int) -> Bool {
    for (i, byte) in firstField.enumerated() where bytes[place + i] != byte { return false }
    return true
  }

  private init(offset: Int, start: Start) {
    self.offset = offset
    self.start = start
  }

  /// Looks for the middle of an archive: a terminator and the header of a block behind it, or an entry
  /// of the list of collections.
  init?(middleOf head: [UInt8]) {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    if head.count > 12, Self.stands([0x02] + Array("db\0".utf8), in: head, at: 4),
      Self.isLength(Int(bytes.load(0, as: Int32.self))),
      Self.stands([0x02] + Array("collection\0".utf8), in: head, at: Self.secondField(head))
    {
      self.init(offset: 0, start: .middle)
      return
    }
    var i = 0
    while let place = bytes.first(0xFF, in: i..<head.count) {
      if ArchiveBlockFramer.isBlockEnd(bytes, at: place, count: head.count) {
        self.init(offset: 0, start: .middle)
        return
      }
      i = place + 1
    }
    return nil
  }

  /// Where the field behind `02 'db' 00 length text 00` begins.
  private static func secondField(_ head: [UInt8]) -> Int {
    let length = Int(head.rawBytes.load(8, as: Int32.self))
    return length > 0 && length < 256 ? 12 + length : head.count
  }

  /// Whether an entry of the list of collections stands behind what looks like the end of a header.
  static func hasHeaderEnd(_ head: [UInt8]) -> Bool {
    guard let end = endOfHeader(head), end + 8 <= head.count else { return false }
    return stands([0x02] + Array("db\0".utf8), in: head, at: end + 4)
  }

  /// Where the list of collections begins behind a header whose first bytes are missing.
  static func endOfHeader(_ head: [UInt8]) -> Int? {
    let bytes = head.rawBytes
    for place in 0..<min(head.count, 256) where head[place] == 0x02 {
      let value = place + lastField.count
      guard stands(lastField, in: head, at: place), value + 4 <= head.count else { continue }
      let length = Int(bytes.load(value, as: Int32.self))
      guard (1...256).contains(length), value + 4 + length < head.count,
        head[value + 3 + length] == 0, head[value + 4 + length] == 0
      else { return nil }
      return value + 5 + length
    }
    return nil
  }

  /// Whether the magic number and the first field of a header stand there.
  static func isSignature(_ bytes: RawSpan, at place: Int) -> Bool {
    guard place + signatureSize <= bytes.byteCount,
      bytes.load(place, as: UInt32.self) == 0x8199_E26D
    else { return false }
    return isFirstField(bytes, at: place + 8)
  }

  private static func isLength(_ length: Int) -> Bool {
    length >= 5 && length <= ArchiveDemultiplexer.maximumHeaderSize
  }

  static func stands(_ field: [UInt8], in head: [UInt8], at place: Int) -> Bool {
    place + field.count <= head.count && head[place..<place + field.count].elementsEqual(field)
  }
}
