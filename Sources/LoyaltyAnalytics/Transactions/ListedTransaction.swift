internal import DumpReader

/// A row of the list as a plain value: numbers, and slices of the bytes that it was read from.
struct ListedTransaction: Sendable {
  /// Key, labels, kind, points and time.
  var record = TransactionRecord()
  /// Whether there are a kind and points: not in all documents that do not count.
  var hasAmount = true
  /// The status and the store, as keys.
  var status = GroupKeySlice(.null)
  var store = GroupKeySlice(.null)
  /// Which document of the chunk it is, from 0, or, of rows that are stored, of its input, from 1.
  var document = 0
  /// Which element of the array that is unwound, from 0; below zero for none.
  var element = -1
  /// Where the document starts in the decoded stream of its input.
  var offset = 0
  var disposition = Disposition.counted
  /// Which of the details beside the rows says why it does not count; below zero for none. Not the text
  /// itself, which would be retained and released with every copy of a row.
  var detail = -1
}

/// A row of the list, borrowed from the bytes that it was read from.
package struct TransactionRow: ~Escapable {
  let listed: ListedTransaction
  let chunk: RawSpan
  let scratch: RawSpan
  /// Which document of its input it is, from 1.
  package let document: Int
  /// Why it does not count; empty where it does.
  package let detail: String
  /// The net of the user's transactions up to this one; nil where users are not asked for.
  package var balance: Points?

  @_lifetime(copy chunk, copy scratch)
  init(
    _ listed: ListedTransaction, chunk: RawSpan, scratch: RawSpan, document: Int,
    detail: String = "", balance: Points? = nil
  ) {
    self.listed = listed
    self.detail = detail
    self.chunk = chunk
    self.scratch = scratch
    self.document = document
    self.balance = balance
  }

  /// A value that is printed as keys are: what kind it is of, and its canonical bytes.
  package struct KeyValue: ~Escapable {
    /// The kind; null where there is none.
    package let kind: GroupKey.Kind
    /// The bytes; see ``GroupKey``.
    package let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ kind: GroupKey.Kind, _ bytes: RawSpan) {
      self.kind = kind
      self.bytes = bytes
    }
  }

  /// The group key.
  package var key: KeyValue {
    @_lifetime(copy self) get {
      KeyValue(listed.record.keyKind, listed.record.key.bytes(in: chunk, scratch: scratch))
    }
  }
  /// A part of a key of several fields, or the key of one; null where there is none.
  @_lifetime(copy self)
  package func key(part: Int) -> KeyValue {
    let key = key
    guard key.kind == .combination else { return key }
    var offset = 0
    for _ in 0..<part {
      guard let before = KeyPart(key.bytes, at: offset) else { break }
      offset = before.range.upperBound
    }
    guard let part = KeyPart(key.bytes, at: offset) else {
      return KeyValue(.null, key.bytes.extracting(0..<0))
    }
    return KeyValue(part.kind, key.bytes.extracting(part.range))
  }
  /// The status.
  package var status: KeyValue {
    @_lifetime(copy self) get { value(listed.status) }
  }
  /// The store.
  package var store: KeyValue {
    @_lifetime(copy self) get { value(listed.store) }
  }
  /// The e-mail address, UTF-8; empty when there is none.
  package var email: RawSpan {
    @_lifetime(copy self) get { listed.record.email.bytes(in: chunk, scratch: scratch) }
  }
  /// The first name, likewise.
  package var firstName: RawSpan {
    @_lifetime(copy self) get { listed.record.firstName.bytes(in: chunk, scratch: scratch) }
  }
  /// The last name, likewise.
  package var lastName: RawSpan {
    @_lifetime(copy self) get { listed.record.lastName.bytes(in: chunk, scratch: scratch) }
  }
  /// What it does with the points; nil where that is not known.
  package var kind: TransactionKind? { listed.hasAmount ? listed.record.kind : nil }
  /// The amount as it was added.
  package var points: Points? { listed.hasAmount ? listed.record.points : nil }
  /// Milliseconds since 1970 (UTC); nil where there is no time that can be read.
  package var time: Int64? { listed.record.time }
  /// Which element of the array that is unwound, from 0; nil where the row is of no element.
  package var element: Int? { listed.element < 0 ? nil : listed.element }
  /// Where the document starts in the decoded stream of its input.
  package var offset: Int { listed.offset }
  /// What became of it.
  package var disposition: Disposition { listed.disposition }

  @_lifetime(copy self)
  private func value(_ slice: GroupKeySlice) -> KeyValue {
    let range = Int(slice.offset)..<Int(slice.offset) + Int(slice.count)
    return KeyValue(
      slice.kind, slice.inScratch ? scratch.extracting(range) : chunk.extracting(range))
  }
}

/// Makes bytes of rows. Each worker has a copy of its own.
package protocol TransactionRowFormat: Sendable {
  /// Prepares for the rows of an input.
  ///
  /// - Parameter path: The input as it is called in the result.
  mutating func begin(_ path: String)

  /// Appends a row.
  mutating func append(_ row: borrowing TransactionRow, to buffer: inout TextBuffer)
}
