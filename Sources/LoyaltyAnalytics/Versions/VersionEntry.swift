internal import DumpReader

/// What is kept of a document until it is known whether it stands.
///
///     size 4 │ kind of id 1 │ flags 1 │ length of id 2 │ hash 8 │ position 8 │ id │ item │ item │ …
///
/// An item is what the rules say of one transaction of the document:
///
///     disposition 1 │ flags 1 │ condition 1 │ 0 │ payload 4 │ row 4 │ notes │ payload │ row
///
/// The payload is a counted transaction (``StoredAmounts`` and its texts), the value that a document was
/// left out for, or the account of a refused one; the row is one of a list of transactions. A document
/// of many transactions has several entries, each with its id: an entry is never much larger than a page.
struct VersionEntry: ~Escapable {
  fileprivate static var headerSize: Int { MemoryLayout<VersionEntryHeader>.size }
  /// Bytes of items from which on the next ones go into another entry.
  static let fullCount = 8 << 10

  /// The page that it lies in.
  let page: RawSpan
  private let start: Int
  /// All of its bytes.
  let size: Int

  /// The entry at an offset of a page.
  @_lifetime(copy page)
  @inline(__always)
  init(_ page: RawSpan, at start: Int) {
    self.page = page
    self.start = start
    size = Int(page.stored(start, as: UInt32.self))
  }

  var kind: UInt8 { page[start &+ 4] }
  /// Whether it is the first one of its document.
  var isFirst: Bool { page[start &+ 5] != 0 }
  var hash: UInt64 { page.stored(start &+ 8, as: UInt64.self) }
  /// Where the document stands in the whole input.
  var position: UInt64 { page.stored(start &+ 16, as: UInt64.self) }
  private var idCount: Int { Int(page.stored(start &+ 6, as: UInt16.self)) }
  /// The canonical bytes of the id.
  var id: RawSpan {
    @_lifetime(copy self) @inline(__always) get {
      let first = start &+ Self.headerSize
      return page.extracting(first..<first &+ idCount)
    }
  }
  /// All of it.
  var bytes: RawSpan {
    @_lifetime(copy self) get { page.extracting(start..<start &+ size) }
  }
  /// Where its items lie in the page.
  var items: Range<Int> { start &+ Self.headerSize &+ idCount..<start &+ size }
}

/// What an entry begins with.
private struct VersionEntryHeader: BitwiseCopyable {
  var size: UInt32 = 0
  /// The kind of the id, and whether it is the first entry of its document.
  var kind: UInt8, isFirst: UInt8 = 1
  var idCount: UInt16
  var hash: UInt64
  var position: UInt64
}

/// What an item begins with.
private struct VersionItemHeader: BitwiseCopyable {
  var disposition: UInt8, flags: UInt8
  var condition: UInt8
  private var unused: UInt8 = 0
  var payloadCount: UInt32, rowCount: UInt32 = 0

  @inline(__always)
  init(
    _ disposition: Disposition, _ notes: VersionNotes?, condition: Int = 0, payloadCount: Int = 0
  ) {
    self.disposition = disposition == .counted ? 0 : UInt8(truncatingIfNeeded: disposition.number)
    flags = notes == nil ? 0 : VersionItem.notesFlag
    self.condition = UInt8(truncatingIfNeeded: condition)
    self.payloadCount = UInt32(truncatingIfNeeded: payloadCount)
  }
}

/// Puts an entry together.
struct VersionEntryWriter: Sendable {
  private(set) var buffer = RecordBuffer(capacity: 4 << 10)
  private var prefixCount = 0
  /// The hash of the id.
  private(set) var hash: UInt64 = 0
  private var position: UInt64 = 0
  /// Whether there is an id.
  private(set) var hasID = false

  /// Begins the entry of a document.
  @inline(__always)
  mutating func begin(_ version: DocumentVersion, in chunk: RawSpan, scratch: RawSpan) {
    buffer.truncate(to: 0)
    hasID = version.id != nil
    position = version.position
    hash = 0
    if let id = version.id {
      let bytes = id.slice.bytes(in: chunk, scratch: scratch)
      // Arrays and documents are hashed like data; their kind is compared anyway.
      hash = KeyHash.shared(GroupKey.Kind(rawValue: id.kind) ?? .binary, bytes)
      buffer.append(
        VersionEntryHeader(
          kind: id.kind, idCount: UInt16(truncatingIfNeeded: bytes.byteCount), hash: hash,
          position: position))
      buffer.append(bytes)
    } else {
      buffer.append(
        VersionEntryHeader(
          kind: GroupKey.Kind.null.rawValue, idCount: 0, hash: 0, position: position))
    }
    prefixCount = buffer.count
  }

  /// Whether the next item belongs in another entry.
  @inline(__always)
  var isFull: Bool { buffer.count >= VersionEntry.fullCount &+ prefixCount }

  /// Completes the entry.
  @inline(__always)
  mutating func end() { buffer.store(UInt32(truncatingIfNeeded: buffer.count), at: 0) }

  /// Begins another entry of the same document.
  mutating func continueDocument() {
    buffer.truncate(to: prefixCount)
    buffer.store(UInt8(0), at: 5)
  }

  /// Begins an item, and returns where it starts.
  @inline(__always)
  mutating func beginItem(
    _ disposition: Disposition, _ notes: VersionNotes?, condition: Int = 0
  ) -> Int {
    let start = buffer.count
    buffer.append(VersionItemHeader(disposition, notes, condition: condition))
    if let notes { buffer.append(StoredNotes(notes)) }
    return start
  }

  /// Appends an item of a transaction that counts, and returns where it starts.
  @inline(__always)
  mutating func appendItem(
    _ record: TransactionRecord, _ notes: VersionNotes?, in chunk: RawSpan, scratch: RawSpan
  ) -> Int {
    let start = buffer.count
    let amounts = StoredAmounts(record, of: position)
    let header = VersionItemHeader(.counted, notes, payloadCount: amounts.byteCount)
    if let notes {
      buffer.append(header, StoredNotes(notes))
      buffer.append(amounts)
    } else {
      buffer.append(header, amounts)
    }
    buffer.append(record.key.bytes(in: chunk, scratch: scratch))
    buffer.append(record.email.bytes(in: chunk, scratch: scratch))
    buffer.append(record.firstName.bytes(in: chunk, scratch: scratch))
    buffer.append(record.lastName.bytes(in: chunk, scratch: scratch))
    return start
  }

  /// Marks an item as the row of a document that does not stand.
  mutating func markReplaced(_ start: Int) {
    buffer.store(buffer.bytes[start + 1] | VersionItem.replacedFlag, at: start + 1)
  }

  /// Marks an item as a row, and nothing else.
  mutating func markRowOnly(_ start: Int) {
    buffer.store(buffer.bytes[start + 1] | VersionItem.rowOnlyFlag, at: start + 1)
  }

  /// Ends the payload of an item; a row may follow.
  @inline(__always)
  mutating func endPayload(_ start: Int) {
    let hasNotes = buffer.bytes[start &+ 1] & VersionItem.notesFlag != 0
    let first =
      start &+ VersionItem.headerSize &+ (hasNotes ? MemoryLayout<StoredNotes>.size : 0)
    buffer.store(UInt32(truncatingIfNeeded: buffer.count &- first), at: start &+ 4)
  }

  /// Adds the row of an item whose payload has ended.
  mutating func append(row: [UInt8], to start: Int) {
    buffer.append(row.rawBytes)
    buffer.store(UInt32(truncatingIfNeeded: row.count), at: start + 8)
  }

  /// Appends bytes of the payload.
  mutating func append(_ bytes: RawSpan) { buffer.append(bytes) }
}

/// What the rules say of one transaction, in a page.
struct VersionItem: ~Escapable {
  static var headerSize: Int { MemoryLayout<VersionItemHeader>.size }
  static let notesFlag: UInt8 = 1, replacedFlag: UInt8 = 2, rowOnlyFlag: UInt8 = 4

  let page: RawSpan
  private let start: Int

  /// The item at an offset of a page.
  @_lifetime(copy page)
  @inline(__always)
  init(_ page: RawSpan, at start: Int) {
    self.page = page
    self.start = start
  }

  /// The number of its disposition; 0 is counted.
  var disposition: UInt8 { page[start] }
  /// Whether it is of use only where the document does not stand.
  var isOfReplaced: Bool { page[start &+ 1] & Self.replacedFlag != 0 }
  /// Whether it is a row of what has been counted already.
  var isRowOnly: Bool { page[start &+ 1] & Self.rowOnlyFlag != 0 }
  /// Which of the conditions does not hold.
  var condition: Int { Int(page[start &+ 2]) }
  private var hasNotes: Bool { page[start &+ 1] & Self.notesFlag != 0 }
  private var payloadStart: Int {
    start &+ Self.headerSize &+ (hasNotes ? MemoryLayout<StoredNotes>.size : 0)
  }
  var payload: Range<Int> {
    payloadStart..<payloadStart &+ Int(page.stored(start &+ 4, as: UInt32.self))
  }
  var row: Range<Int> {
    payload.upperBound..<payload.upperBound &+ Int(page.stored(start &+ 8, as: UInt32.self))
  }
  /// Where the next one starts.
  var end: Int { row.upperBound }
  /// What else was noted.
  var notes: StoredNotes? {
    hasNotes ? page.stored(start &+ Self.headerSize, as: StoredNotes.self) : nil
  }
}

/// ``VersionNotes`` as bytes.
struct StoredNotes: BitwiseCopyable {
  let unlikelyBits: UInt64, unreadableBits: UInt64
  let time: Int64
  let rounded: UInt32
  let unlikely: UInt8, unreadable: UInt8
  let hasNullKey: Bool, hasTime: Bool

  init(_ notes: VersionNotes) {
    (unlikelyBits, unreadableBits) = notes.times.bits
    unlikely = UInt8(clamping: notes.times.unlikely)
    unreadable = UInt8(clamping: notes.times.unreadable)
    rounded = UInt32(clamping: notes.rounded)
    hasNullKey = notes.hasNullKey
    time = notes.time ?? 0
    hasTime = notes.time != nil
  }

  /// The doubts about the time.
  var times: TimeDoubts {
    TimeDoubts(
      unlikely: Int(unlikely), unreadable: Int(unreadable), bits: (unlikelyBits, unreadableBits))
  }
}

/// The numbers of a counted transaction, and the lengths of its texts, which follow.
struct StoredAmounts: BitwiseCopyable {
  private let low: UInt64, high: UInt64
  private let time: Int64
  /// How far behind its document's position it is: which element of its chunk it is, where there are some.
  private let positionOffset: Int32
  private let keyCount: UInt16, emailCount: UInt16, firstNameCount: UInt16, lastNameCount: UInt16
  private let kind: UInt8, keyKind: UInt8
  private let hasTime: Bool, isFurtherAmount: Bool

  @inline(__always)
  init(_ record: TransactionRecord, of document: UInt64) {
    let units = UInt128(truncatingIfNeeded: record.points.units)
    low = UInt64(truncatingIfNeeded: units)
    high = UInt64(truncatingIfNeeded: units >> 64)
    time = record.time ?? 0
    hasTime = record.time != nil
    positionOffset = Int32(truncatingIfNeeded: record.position &- document)
    keyCount = UInt16(truncatingIfNeeded: record.key.count)
    emailCount = UInt16(truncatingIfNeeded: record.email.count)
    firstNameCount = UInt16(truncatingIfNeeded: record.firstName.count)
    lastNameCount = UInt16(truncatingIfNeeded: record.lastName.count)
    kind = record.kind.rawValue
    keyKind = record.keyKind.rawValue
    isFurtherAmount = record.isFurtherAmount
  }

  /// Bytes of it and its texts.
  @inline(__always)
  var byteCount: Int {
    MemoryLayout<Self>.size &+ Int(keyCount) &+ Int(emailCount) &+ Int(firstNameCount)
      &+ Int(lastNameCount)
  }

  /// The transaction.
  ///
  /// - Parameters:
  ///   - document: Where its document stands in the whole input.
  ///   - start: Where the texts begin in the page.
  @inline(__always)
  func record(position document: UInt64, textsAt start: Int) -> TransactionRecord {
    var record = TransactionRecord()
    record.points = Points(units: Int128(truncatingIfNeeded: UInt128(high) << 64 | UInt128(low)))
    record.time = hasTime ? time : nil
    record.position = document &+ UInt64(bitPattern: Int64(positionOffset))
    record.kind = TransactionKind(rawValue: kind) ?? .award
    record.keyKind = GroupKey.Kind(rawValue: keyKind) ?? .null
    record.isFurtherAmount = isFurtherAmount
    var offset = UInt32(truncatingIfNeeded: start)
    func next(_ count: UInt16) -> DocumentSlice {
      defer { offset &+= UInt32(count) }
      return DocumentSlice(offset: offset, count: UInt32(count), inScratch: false)
    }
    record.key = next(keyCount)
    record.email = next(emailCount)
    record.firstName = next(firstNameCount)
    record.lastName = next(lastNameCount)
    return record
  }
}
