internal import DumpReader

/// The fields of a counted transaction as a plain value: numbers, and places of text in the chunk
/// that it was read from. It means nothing without that chunk; ``Transaction`` holds both.
@usableFromInline
struct TransactionRecord: Sendable {
  var kind = TransactionKind.award
  var keyKind = GroupKey.Kind.null
  var key = DocumentSlice.empty
  var email = DocumentSlice.empty
  var firstName = DocumentSlice.empty
  var lastName = DocumentSlice.empty
  /// Which element of the document's array it is, from 0 on, where one is unwound.
  var element: UInt32 = 0
  var points = Points.zero
  /// Milliseconds since 1970 (UTC), if there is a time that can be read.
  var time: Int64?
  /// Where the document stands in the whole input; smaller is earlier.
  var position: UInt64 = 0
  /// Whether it is another amount of the transaction before it, which has been counted.
  var isFurtherAmount = false
}

/// One counted loyalty transaction, borrowed from the reader that it came from.
///
/// It is a view: no field has been copied, and it ends its life with the next call of the reader,
/// which the compiler sees to. Copy what you want to keep.
public struct Transaction: ~Escapable {
  let record: TransactionRecord
  let chunk: RawSpan
  let scratch: RawSpan

  @_lifetime(copy chunk, copy scratch)
  init(_ record: TransactionRecord, chunk: RawSpan, scratch: RawSpan) {
    self.record = record
    self.chunk = chunk
    self.scratch = scratch
  }

  /// What the transaction does with the points.
  public var kind: TransactionKind { record.kind }
  /// The amount, below zero where it is so in the document and the mapping has no meaning for that.
  public var points: Points { record.points }
  /// Whether it is another amount of the transaction before it, of a document that has several.
  public var isFurtherAmount: Bool { record.isFurtherAmount }
  /// Milliseconds since 1970 (UTC); nil when the document has no time that can be read.
  public var time: Int64? { record.time }
  /// The kind of the group key.
  public var keyKind: GroupKey.Kind { record.keyKind }
  /// The canonical bytes of the group key; see ``GroupKey``.
  public var keyBytes: RawSpan {
    @_lifetime(copy self) get { record.key.bytes(in: chunk, scratch: scratch) }
  }
  /// The group key, copied. Allocates.
  public var key: GroupKey { GroupKey(kind: record.keyKind, bytes: keyBytes.copied()) }
  /// The e-mail address, UTF-8; empty when there is none.
  public var email: RawSpan {
    @_lifetime(copy self) get { record.email.bytes(in: chunk, scratch: scratch) }
  }
  /// The first name, UTF-8; empty when there is none.
  public var firstName: RawSpan {
    @_lifetime(copy self) get { record.firstName.bytes(in: chunk, scratch: scratch) }
  }
  /// The last name, UTF-8; empty when there is none.
  public var lastName: RawSpan {
    @_lifetime(copy self) get { record.lastName.bytes(in: chunk, scratch: scratch) }
  }
}
