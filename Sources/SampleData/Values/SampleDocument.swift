/// One document, held so that every output form can be written from it.
///
/// The fields are a flat list; names and texts lie in one pool of bytes. Names that come again in
/// every document are interned once, in the front of the pool:
///
///     ┌────────────────┬───────────────────────────┐
///     │ interned names │ texts of this document    │
///     └────────────────┴───────────────────────────┘
///                      └ reset() forgets from here on
///
/// A document is filled again and again; it allocates only while its buffers grow.
public struct SampleDocument: ~Copyable {
  /// The fields in order.
  public private(set) var fields: [SampleField] = []
  private var pool = OutputBytes(capacity: 8192)
  private var internedCount = 0

  /// An empty document.
  public init() {
    fields.reserveCapacity(64)
  }

  /// Puts a text into the pool to stay; only before the first field is appended.
  public mutating func intern(_ text: String) -> PoolRange {
    precondition(fields.isEmpty)
    let range = self.text(text)
    internedCount = pool.count
    return range
  }

  /// Forgets all fields and all texts that were not interned.
  public mutating func reset() {
    fields.removeAll(keepingCapacity: true)
    pool.truncate(to: internedCount)
  }

  /// Appends a field.
  @inline(__always)
  public mutating func append(_ name: PoolRange, _ value: SampleValue) {
    fields.append(SampleField(name: name, value: value))
  }

  /// Appends an element of an array.
  public mutating func append(_ value: SampleValue) {
    append(PoolRange(offset: 0, count: 0), value)
  }

  /// Closes the innermost open document or array.
  public mutating func close() {
    append(.close)
  }

  /// Puts a text into the pool for this document.
  public mutating func text(_ text: String) -> PoolRange {
    compose { $0.append(text: text) }
  }

  /// Puts bytes into the pool for this document.
  public mutating func bytes(_ bytes: [UInt8]) -> PoolRange {
    compose { for byte in bytes { $0.append(byte) } }
  }

  /// Puts a text into the pool that is put together from pieces.
  @inline(__always)
  public mutating func compose(_ body: (inout OutputBytes) -> Void) -> PoolRange {
    let start = pool.count
    body(&pool)
    return PoolRange(
      offset: UInt32(truncatingIfNeeded: start),
      count: UInt32(truncatingIfNeeded: pool.count - start))
  }

  /// The bytes of a name or text; valid until the document changes.
  @inline(__always)
  @_lifetime(borrow self)
  public func bytes(of range: PoolRange) -> RawSpan {
    pool.bytes.extracting(range.range)
  }

  /// A name or text as a string; for places where speed is not at stake.
  public func string(_ range: PoolRange) -> String {
    let bytes = bytes(of: range)
    return String(decoding: (0..<bytes.byteCount).map { bytes.byte($0) }, as: UTF8.self)
  }
}
