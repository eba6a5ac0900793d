/// A buffer that text and documents are appended to, and that is emptied and filled again.
///
///     0            count          storage.count
///     ┌────────────┬──────────────┐
///     │  written   │     free     │
///     └────────────┴──────────────┘
///
/// Appending allocates only while the buffer grows to its final size.
public struct OutputBytes: ~Copyable {
  private var storage: [UInt8]
  /// How many bytes have been written.
  public private(set) var count = 0

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 4096) {
    storage = Array(repeating: 0, count: max(capacity, 64))
  }

  /// What has been written; valid until the next change.
  public var bytes: RawSpan {
    @_lifetime(borrow self) get {
      storage.raw.extracting(0..<count)
    }
  }

  /// The same as bytes that are known to be set.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get {
      storage.span.extracting(0..<count)
    }
  }

  /// A copy of what has been written.
  public func copied() -> [UInt8] { Array(storage[0..<count]) }

  /// Forgets all but the first `kept` bytes.
  public mutating func truncate(to kept: Int = 0) {
    count = min(count, max(kept, 0))
  }

  /// Appends one byte.
  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    storage[count] = byte
    count &+= 1
  }

  /// Appends an integer, least significant byte first.
  @inline(__always)
  public mutating func append<T: FixedWidthInteger & BitwiseCopyable>(littleEndian value: T) {
    reserve(MemoryLayout<T>.size)
    let start = count
    unsafe storage.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: value.littleEndian, toByteOffset: start, as: T.self)
    }
    count &+= MemoryLayout<T>.size
  }

  /// Overwrites four bytes at `offset`, which must have been written already.
  public mutating func patch(_ value: Int32, at offset: Int) {
    precondition(offset >= 0 && offset + 4 <= count)
    unsafe storage.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Int32.self)
    }
  }

  /// Appends the bytes of a span.
  @inline(__always)
  public mutating func append(_ bytes: borrowing RawSpan) {
    let length = bytes.byteCount
    reserve(length)
    let start = count
    unsafe storage.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        guard let to = target.baseAddress, let from = source.baseAddress else { return }
        unsafe (to + start).copyMemory(from: from, byteCount: length)
      }
    }
    count &+= length
  }

  /// Appends a copy of what stands at `range` in this buffer.
  @inline(__always)
  public mutating func append(own range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    reserve(range.count)
    let start = count
    unsafe storage.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe (base + start).copyMemory(from: base + range.lowerBound, byteCount: range.count)
    }
    count &+= range.count
  }

  /// Appends a text that is known when the program is built.
  @inline(__always)
  public mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    let start = count
    unsafe storage.withUnsafeMutableBytes { target in
      guard let to = target.baseAddress else { return }
      unsafe (to + start).copyMemory(from: text.utf8Start, byteCount: length)
    }
    count &+= length
  }

  /// Appends a text.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(utf8))
      append(bytes)
    }
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if storage.count &- count < more { grow(by: more) }
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    storage.append(contentsOf: repeatElement(0, count: max(more, storage.count)))
  }
}

extension RawSpan {
  /// The byte at `offset`; traps when it is not inside.
  @inline(__always)
  borrowing func byte(_ offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}

extension [UInt8] {
  /// The elements as raw bytes.
  var raw: RawSpan {
    @_lifetime(borrow self) get { unsafe span.bytes }
  }
}
