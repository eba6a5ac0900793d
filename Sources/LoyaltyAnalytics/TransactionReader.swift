public import DumpReader

/// Reads the transactions of a list of inputs that count, one at a time.
///
///     var reader = TransactionReader(paths: ["dump.bson"], query: Query())
///     var reducer = Reducer()
///     while let transaction = try reader.next() { reducer.update(with: transaction) }
///     var groups = try reducer.finish(by: Ranking())
///     while let row = try groups.rows.next() { print(row.key, row.amounts.net) }
///
/// This is the loop that ``Analysis`` runs on several threads; here it is the caller's. Nothing is
/// allocated per transaction, and memory does not depend on the size of the inputs.
public struct TransactionReader: ~Copyable {
  private var input: InputReader
  private var chunk = Chunk(capacity: 256 << 10)
  private var cursor: ChunkCursor
  private var decoder: TransactionDecoder
  private var record = TransactionRecord()
  /// The documents of each input, without those of the chunk.
  private var documentsByInput: [Int] = []
  /// The documents of all inputs, without those of the chunk.
  private var documentsBefore = 0

  /// A reader that opens nothing before it is asked for a transaction.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - query: Which transactions count, and what their group key is.
  ///   - options: How the inputs are to be read.
  public init(paths: [String], query: Query, options: InputOptions = InputOptions()) {
    self.init(InputReader(paths: paths, options: query.options(options)), query)
  }

  /// A reader of an input in memory, of any format and compression that a file may have.
  ///
  /// - Parameters:
  ///   - bytes: What a file would hold.
  ///   - name: What ``inputs`` and errors call it.
  ///   - query: Which transactions count, and what their group key is.
  ///   - options: How the input is to be read.
  public init(
    bytes: [UInt8], named name: String, query: Query, options: InputOptions = InputOptions()
  ) {
    self.init(InputReader(bytes: bytes, named: name, options: query.options(options)), query)
  }

  private init(_ input: consuming InputReader, _ query: Query) {
    self.input = input
    cursor = ChunkCursor(chunk)
    decoder = TransactionDecoder(query, rejectLimit: 0)
  }

  /// The next transaction that counts; nil at the end of the last input, and from then on.
  ///
  /// The transaction borrows the reader: it must be done with before the next call.
  ///
  /// - Returns: The transaction; nil when all inputs are read.
  /// - Throws: `DumpError` when an input cannot be read. Documents that are refused are counted in
  ///   ``documents`` and passed over.
  @_lifetime(&self)
  public mutating func next() throws(DumpError) -> Transaction? {
    guard try advance() else { return nil }
    return Transaction(record, chunk: chunk.bytes, scratch: decoder.values.scratch)
  }

  /// Decodes the next transaction into `record`.
  private mutating func advance() throws(DumpError) -> Bool {
    while true {
      decoder.clearScratch()
      if Self.decode(chunk, &cursor, &decoder, into: &record) { return true }
      noteDocuments()
      guard try input.next(into: &chunk) else { return false }
      decoder.begin(chunk)
      cursor = ChunkCursor(chunk)
      if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
    }
  }

  /// Counts the documents of the chunk for its input.
  private mutating func noteDocuments() {
    let read = decoder.documentCount
    while documentsByInput.count <= chunk.input { documentsByInput.append(0) }
    documentsByInput[chunk.input] += read - documentsBefore
    documentsBefore = read
  }

  /// Apart from `self`, because the chunk is borrowed while the decoder changes.
  private static func decode(
    _ chunk: borrowing Chunk, _ cursor: inout ChunkCursor, _ decoder: inout TransactionDecoder,
    into record: inout TransactionRecord
  ) -> Bool {
    decoder.next(&cursor, in: chunk.bytes, into: &record)
  }

  /// What became of the documents so far.
  public var documents: DocumentCounts {
    mutating get { decoder.finishTally().finished() }
  }

  /// What became of the inputs so far.
  public var inputs: [InputOutcome] {
    mutating get {
      noteDocuments()
      var inputs = decoder.finishTally().completed(input.records)
      for (index, count) in zip(inputs.indices, documentsByInput) {
        inputs[index].documents = count
      }
      return inputs
    }
  }
}
