extension InputOutcome {
  /// What the first documents of an input are, if they are no transactions and known to be something else:
  /// changes of an oplog or a change stream, buckets of a time series, the notation of a programming
  /// language.
  ///
  /// For inputs of which nothing was counted; it looks at the first 16 KiB of the documents once more.
  package var foreignDocuments: DumpError.Finding? {
    guard !beginning.isEmpty else { return nil }
    if isText, let format = ForeignFormat(documentsOf: beginning) { return .foreign(format) }
    return DocumentShape(of: self)?.finding
  }

  /// Whether the documents are written as text.
  var isText: Bool { format.hasPrefix("json") || format.hasPrefix("csv") }
}

/// The fields that the first documents of an input have.
private struct DocumentShape {
  /// What all of them are.
  private(set) var finding: DumpError.Finding?

  private static let names = [
    "ts", "op", "ns", "o", "operationType", "documentKey", "fullDocument", "control.version",
    "data",
    "ns.db", "ns.coll",
  ]
  /// Documents that are looked at.
  private static let maximum = 20

  init?(of input: InputOutcome) {
    var selection = FieldSelection()
    let slots = Self.names.map { selection.insert($0, unique: false) }
    var values = FieldValues(for: selection)
    let padded = input.beginning + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    let end = input.beginning.count
    var bson = BSONWalker(selection)
    var json = JSONWalker(
      selection, encoding: input.format.hasPrefix("jsonl") ? .jsonLines : .jsonValues)
    var offset = 0
    for _ in 0..<Self.maximum where offset < end {
      var range = offset..<offset
      do throws(MalformedDocument) {
        if input.isText {
          guard try json.next(bytes, &offset, end: end, into: &values, range: &range) else { break }
        } else {
          let length = Int(bytes.load(offset, as: Int32.self))
          guard length >= 5, length <= end - offset else { break }
          range = offset..<offset + length
          offset = range.upperBound
          try bson.walk(bytes, range, into: &values)
        }
      } catch {
        break
      }
      func value(_ index: Int) -> RawValue? { values[slots[index]] }
      func text(_ index: Int) -> String? {
        guard let value = values[slots[index]], value.type == .string else { return nil }
        return value.bytes(in: bytes, scratch: values.scratch).text
      }
      take(
        isOplog: text(1).map { $0.utf8.count <= 2 } ?? false && text(2) != nil && value(3) != nil,
        isChange: text(4) != nil && (value(5) != nil || value(6) != nil),
        isBucket: value(7) != nil && value(8)?.type == .document,
        inserts: text(1) == "i"
          ? text(2) : text(4) == "insert" ? Self.join(text(9), text(10)) : nil,
        input.namespace)
    }
    guard finding != nil else { return nil }
  }

  private static func join(_ database: String?, _ collection: String?) -> String? {
    guard let database, let collection else { return nil }
    return "\(database).\(collection)"
  }

  /// Keeps what all documents agree on, and the first collection that something was inserted into.
  private mutating func take(
    isOplog: Bool, isChange: Bool, isBucket: Bool, inserts namespace: String?, _ own: String?
  ) {
    switch finding {
    case .oplog(nil) where isOplog && namespace != nil: finding = .oplog(namespace: namespace)
    case .changeStream(nil) where isChange && namespace != nil:
      finding = .changeStream(namespace: namespace)
    case nil:
      if isOplog { finding = .oplog(namespace: namespace) }
      if isChange { finding = .changeStream(namespace: namespace) }
      if isBucket { finding = .buckets(Self.collection(ofBuckets: own)) }
    default: break
    }
  }

  /// `shop.system.buckets.points` is kept for `shop.points`.
  private static func collection(ofBuckets name: String?) -> String? {
    name.map { $0.replacing(".system.buckets.", with: ".") }
  }
}
