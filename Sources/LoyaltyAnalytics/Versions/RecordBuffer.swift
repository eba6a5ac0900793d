internal import DumpReader

/// Bytes that records are put together in: an array with room at its end, so that a value is stored in
/// one go.
struct RecordBuffer: Sendable {
  private(set) var bytes: [UInt8]
  /// How many of them are in use.
  private(set) var count = 0

  /// An empty buffer with room for so many bytes.
  init(capacity: Int) {
    bytes = [UInt8](repeating: 0, count: capacity)
  }

  /// What is in use.
  var used: RawSpan {
    @_lifetime(borrow self) get { bytes.rawBytes.extracting(0..<count) }
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if bytes.count &- count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    bytes.append(contentsOf: repeatElement(0, count: max(more, bytes.count)))
  }

  /// Appends a value as it lies in memory: records are read by the process that wrote them.
  @inline(__always)
  mutating func append<Value: BitwiseCopyable>(_ value: Value) {
    reserve(MemoryLayout<Value>.size)
    store(value, at: count)
    count &+= MemoryLayout<Value>.size
  }

  /// Appends two values as one.
  @inline(__always)
  mutating func append<First: BitwiseCopyable, Second: BitwiseCopyable>(
    _ first: First, _ second: Second
  ) {
    let size = MemoryLayout<First>.size &+ MemoryLayout<Second>.size
    reserve(size)
    store(first, at: count)
    store(second, at: count &+ MemoryLayout<First>.size)
    count &+= size
  }

  /// Replaces a value that was appended.
  @inline(__always)
  mutating func store<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
    let size = MemoryLayout<Value>.size
    precondition(offset >= 0 && offset &+ size <= bytes.count)
    unsafe bytes.withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }
  }

  /// Appends bytes that lie elsewhere.
  @inline(__always)
  mutating func append(_ other: RawSpan) {
    let size = other.byteCount
    guard size > 0 else { return }
    reserve(size)
    let start = count
    unsafe bytes.withUnsafeMutableBytes { target in
      unsafe other.withUnsafeBytes {
        if let source = $0.baseAddress, let base = target.baseAddress {
          unsafe (base + start).copyMemory(from: source, byteCount: size)
        }
      }
    }
    count = start &+ size
  }

  /// Forgets what was appended behind an offset.
  @inline(__always)
  mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  /// Passes over bytes that are filled in later.
  mutating func skip(_ size: Int) {
    reserve(size)
    count += size
  }

  /// Ends it: the bytes that are in use, and no others.
  consuming func finish() -> [UInt8] {
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

extension RawSpan {
  /// A value that ``RecordBuffer/append(_:)`` has stored.
  @inline(__always)
  func stored<Value: BitwiseCopyable>(_ offset: Int, as type: Value.Type) -> Value {
    precondition(offset >= 0 && offset &+ MemoryLayout<Value>.size <= byteCount)
    return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Value.self)
  }
}
