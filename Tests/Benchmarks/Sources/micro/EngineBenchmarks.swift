import DumpReader
import LoyaltyAnalytics
import SampleData

/// The parts of the engine, from bytes to totals, each on data that lies in the cache.
enum EngineBenchmarks {
  /// The fields that the default question reads.
  private static func selection() -> FieldSelection {
    var selection = FieldSelection()
    for path in [
      "user_id", "user_email", "user_first_name", "user_last_name", "transaction_type", "points",
      "points_status", "store_id", "approved_time",
    ] {
      _ = selection.insert(path, unique: true)
    }
    return selection
  }

  /// Reading and framing alone: what a worker does under the lock.
  static func framing(_ input: borrowing SampleInput, _ name: String) throws -> Measurement {
    let path = input.path
    let documents = input.documents
    var chunk = Chunk(capacity: 256 << 10)
    return try Measurement("read and frame \(name)", per: "document") {
      var reader = InputReader(paths: [path], options: InputOptions())
      while try reader.next(into: &chunk) { keep(chunk.count) }
      return documents
    }
  }

  /// Walking the documents of one chunk of BSON.
  static func walking(_ input: borrowing SampleInput) throws -> Measurement {
    let selection = selection()
    var walker = DocumentWalker(selection)
    var values = FieldValues(for: selection)
    var chunk = Chunk(capacity: 256 << 10)
    var reader = InputReader(paths: [input.path], options: InputOptions())
    _ = try reader.next(into: &chunk)
    return try Measurement("walk BSON", per: "document") {
      walker.begin(chunk)
      var cursor = ChunkCursor(chunk)
      while try walker.next(&cursor, in: chunk.bytes, into: &values) {}
      values.clearScratch()
      return cursor.count
    }
  }

  /// Scanning the documents of one chunk of JSON lines.
  static func scanning(_ input: borrowing SampleInput) throws -> Measurement {
    let selection = selection()
    var walker = DocumentWalker(selection)
    var values = FieldValues(for: selection)
    var chunk = Chunk(capacity: 256 << 10)
    var reader = InputReader(paths: [input.path], options: InputOptions())
    _ = try reader.next(into: &chunk)
    return try Measurement("scan JSON lines", per: "document") {
      walker.begin(chunk)
      var cursor = ChunkCursor(chunk)
      while try walker.next(&cursor, in: chunk.bytes, into: &values) {}
      values.clearScratch()
      return cursor.count
    }
  }

  /// The whole loop of `TransactionReader`, without and with adding up.
  static func reading(_ input: borrowing SampleInput, _ name: String) throws -> [Measurement] {
    let path = input.path
    let documents = input.documents
    var query = Query()
    query.statuses = .any
    return [
      try Measurement("TransactionReader, \(name)", per: "document") {
        var reader = TransactionReader(paths: [path], query: query)
        while let transaction = try reader.next() { keep(transaction.points.units) }
        return documents
      },
      try Measurement("TransactionReader and Reducer.update, \(name)", per: "document") {
        var reader = TransactionReader(paths: [path], query: query)
        var reducer = Reducer()
        while let transaction = try reader.next() { reducer.update(with: transaction) }
        keep(try reducer.finish(by: Ranking()).total)
        return documents
      },
      try Measurement("Analysis on one thread, \(name)", per: "document") {
        keep(try Analysis(query).run(paths: [path]).total)
        return documents
      },
    ]
  }

  /// Merging the tables of two threads: the seconds of that stage of a run on two threads.
  static func combining(_ input: borrowing SampleInput) throws -> String {
    var query = Query()
    query.statuses = .any
    var analysis = Analysis(query)
    analysis.threads = 2
    var best = Double.infinity
    for _ in 0..<20 {
      let result = try analysis.run(paths: [input.path])
      best = min(best, result.stats.mergeSeconds * 1e9 / Double(max(1, result.total)))
    }
    let tenths = Int((best * 10).rounded())
    return "| combine the tables of two threads (wall clock) "
      + "| \(tenths / 10).\(tenths % 10) ns per user |"
  }
}
