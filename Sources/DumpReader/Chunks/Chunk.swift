/// A run of whole documents from one input: the unit that readers hand to workers.
///
///       0                        count              buffer.count
///     ──┴─────────────────────────┴──────────────────┴──
///       │ document │ document │ … │ ≥ 128 zero bytes │
///
/// One kind of chunk carries no bytes: a *gap*, which stands for input that is no document. The buffer
/// is reused; values decoded from a chunk are valid until it is filled again.
public struct Chunk: ~Copyable {
  /// Bytes that may be read after the last document, so that vector loads need no tail loop.
  public static let padding = 128

  @usableFromInline var buffer: [UInt8]
  /// How many bytes of documents there are.
  public internal(set) var count = 0
  /// Which chunk of the run this is, counting from 0 over all inputs: the order of the input.
  public internal(set) var sequence = 0
  /// Which input it comes from.
  public internal(set) var input = 0
  /// Where it starts in the decoded stream of its input.
  public internal(set) var offset = 0
  /// How the documents are written.
  public internal(set) var encoding = DocumentEncoding.bson
  /// The names of the columns, of comma-separated lines.
  public internal(set) var header: CSVHeader?
  /// Input that is no document, in place of documents.
  public internal(set) var skipped: SkippedBytes?

  /// An empty chunk with room for `capacity` bytes.
  public init(capacity: Int) {
    buffer = Array(repeating: 0, count: capacity + Self.padding)
  }

  /// The documents, and the padding behind them.
  @inlinable
  public var bytes: RawSpan {
    @_lifetime(borrow self) @inline(__always) get { buffer.rawBytes }
  }

  var capacity: Int { buffer.count - Self.padding }

  /// Ends the documents here; what else was read gives way to the padding.
  mutating func end(at count: Int) {
    self.count = count
    for i in count..<count + Self.padding { buffer[i] = 0 }
  }

  /// Makes the buffer larger or smaller, and forgets what was in it.
  mutating func resize(to capacity: Int) {
    // First the old one goes: large ones are not there together.
    buffer = []
    buffer = Array(repeating: 0, count: capacity + Self.padding)
  }
}

extension Array<UInt8> {
  /// Moves the bytes from `start` on, up to `end`, to the front.
  mutating func move(from start: Int, to end: Int) {
    precondition(start >= 0 && start <= end && end <= count)
    unsafe withUnsafeMutableBytes {
      if let base = $0.baseAddress {
        unsafe base.copyMemory(from: base + start, byteCount: end - start)
      }
    }
  }
}

/// Input that is no document: what was wrong with it, and how much of it there is.
public struct SkippedBytes: Sendable, Equatable {
  /// What was found at its start.
  public var finding: MalformedDocument
  /// How many bytes were passed over.
  public var count: Int
}

/// How documents are written within a chunk.
public enum DocumentEncoding: Sendable {
  /// BSON documents back to back.
  case bson
  /// JSON documents on lines; a document that is no good costs the rest of its line.
  case jsonLines
  /// JSON documents, the separators of an array between them.
  case jsonValues
  /// Comma-separated lines.
  case csv
}
