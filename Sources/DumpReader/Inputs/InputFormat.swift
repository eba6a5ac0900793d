/// What an input is made of, below any compression.
///
/// The raw values are the names that `--input-format` takes and that reports print. Compression is
/// no format of its own: it is always recognised, and printed as a suffix, such as `bson+gzip`.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum InputFormat: String, Sendable, CaseIterable {
  /// BSON documents back to back, as mongodump writes a collection.
  case bson
  /// JSON documents on lines, as mongoexport writes them by default.
  case jsonl
  /// JSON documents in an array, or spread over several lines, as `--jsonArray` and `--pretty` do.
  case json
  /// Lines of cells below a line of field names, as `--type=csv` does; separated by commas, or by what
  /// the header tells.
  case csv
  /// A mongodump `--archive`.
  case archive
}

/// How an input is to be read.
public struct InputOptions: Sendable {
  /// The format to take it for; nil recognises it by its content.
  public var forcedFormat: InputFormat?
  /// The collection to read out of an archive or a directory, such as `shop.transactions`.
  public var namespace: String?
  /// The longest JSON document or line in bytes, up to ``largestRecordSize``; longer ones are passed
  /// over while they stream by.
  public var maximumRecordSize: Int
  /// Where the rows are in an object around them, of JSON; nil where documents stand by themselves.
  public var records: RecordsPath?
  /// Whether rows are looked for in an input that seems to be one object, where ``records`` is nil.
  public var findsRecords = false
  /// Whether arrays are asked for, which a table has none of.
  package var needsArrays = false
  /// What to do about text that is not valid Unicode.
  public var invalidUTF8 = InvalidUTF8Policy.reject
  /// How tables are to be read.
  public var table = TableOptions()
  /// The largest window that a zstd frame may ask for, in bytes; above 128 MiB none may.
  public var windowLimit = Int.max
  /// Is told of all bytes that are read.
  package var meter: ReadMeter?
  /// The usual size of a chunk, and how many bytes are looked at to recognise a format. Tests make it
  /// small, so that small inputs have all the boundaries of large ones.
  var chunkSize = ChunkReader.usualChunkSize
  /// Bytes of the ranges that workers read and frame of large files, 0 for none; nil for as many as are
  /// usual. Tests make it small, and have them of small files and with one thread, too.
  package var rangeSize: Int?

  /// Creates options; the defaults recognise everything.
  ///
  /// - Parameters:
  ///   - forcedFormat: The format to take inputs for; nil recognises it.
  ///   - namespace: The collection to read out of an archive or a directory.
  ///   - maximumRecordSize: The longest JSON document or line in bytes.
  public init(
    forcedFormat: InputFormat? = nil, namespace: String? = nil,
    maximumRecordSize: Int = InputOptions.defaultMaximumRecordSize
  ) {
    self.forcedFormat = forcedFormat
    self.namespace = namespace
    self.maximumRecordSize = maximumRecordSize
  }

  /// The largest document that the server accepts, 16 MiB + 16 KiB.
  public static let defaultMaximumRecordSize = DocumentLimits.maximumSize

  /// No limit is higher, 1 GiB: a chunk holds a document in one piece, and a ``RawValue`` counts the
  /// bytes of a chunk in 32 bits.
  public static let largestRecordSize = 1 << 30
}

/// What to do about bytes in a text that are not UTF-8, and about half a surrogate pair in JSON.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum InvalidUTF8Policy: String, Sendable, CaseIterable {
  /// The document is malformed.
  case reject
  /// The text is what its bytes are; half a pair is three bytes of its own.
  case accept
}
