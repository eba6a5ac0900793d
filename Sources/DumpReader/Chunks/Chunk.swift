/// A run of whole documents from one input: the unit that readers hand to workers.
///
///       0                        count              buffer.count
///     ──┴─────────────────────────┴──────────────────┴──
///       │ document │ document │ … │ ≥ 128 zero bytes │
///
/// One kind of chunk carries no bytes: *skipped bytes* stand for input that is no document. The buffer
/// is reused; values decoded from a chunk are valid until it is filled again.
public struct Chunk: ~Copyable {
  /// Bytes that may be read after the last document, so that vector loads need no tail loop.
  package static let padding = RawSpan.padding

  @usableFromInline var buffer: [UInt8]
  /// How many bytes of documents there are.
  public internal(set) var count = 0
  /// Which chunk of the run this is, counting from 0 over all inputs: the order of the input.
  public package(set) var sequence = 0
  /// Which input it comes from.
  public internal(set) var input = 0
  /// The path of that input, as the user knows it.
  public internal(set) var inputPath = ""
  /// Where it starts in the decoded stream of its input.
  public internal(set) var offset = 0
  /// How the documents are written.
  public internal(set) var encoding = DocumentEncoding.bson
  /// The names of the columns, of the rows of a table.
  package internal(set) var columns: ColumnNames?
  /// What holds for all of the text that it is part of.
  package internal(set) var text = TextContext()
  /// Line feeds in what was passed over between the chunk before and this one.
  package internal(set) var lineFeedsBefore = 0
  /// Line feeds in the bytes that were skipped.
  package internal(set) var skippedLineFeeds = 0
  /// Input that is no document, in place of documents.
  public internal(set) var skipped: SkippedBytes?

  /// An empty chunk with room for `capacity` bytes.
  ///
  /// - Parameter capacity: Bytes to begin with, 256 KiB as a rule. A document that is longer makes it grow.
  public init(capacity: Int) {
    buffer = Array(repeating: 0, count: capacity + Self.padding)
  }

  /// Whether bytes that are not UTF-8 are taken as they are.
  package var acceptsInvalidUTF8: Bool { text.acceptsInvalidUTF8 }

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
    // Release the old buffer first, so that two large ones never coexist.
    buffer = []
    buffer = Array(repeating: 0, count: capacity + Self.padding)
  }
}

/// Input that is no document: what was wrong with it, and how much of it there is.
public struct SkippedBytes: Sendable, Equatable {
  /// What was found at its start.
  public package(set) var finding: MalformedDocument
  /// How many bytes were passed over.
  public package(set) var count: Int
}
