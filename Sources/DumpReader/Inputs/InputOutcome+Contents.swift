extension InputOutcome {
  /// What the first documents of an input are, if they are no transactions and known to be something else:
  /// changes of an oplog or a change stream, buckets of a time series, the notation of a programming
  /// language.
  ///
  /// For inputs of which nothing was counted; it looks at the first 16 KiB of the documents once more.
  package var foreignDocuments: DumpError.Finding? {
    guard !beginning.isEmpty else { return nil }
    if isText, let format = ForeignFormat(documentsOf: beginning) ?? layout {
      return .foreign(format)
    }
    return DocumentShape(of: self)?.finding
  }

  /// What the one object is that the input seems to be, if it has rows that cannot be taken from it.
  private var layout: ForeignFormat? {
    guard format.hasPrefix("json"), !isOfRecords, RecordsDetection.isOneObject(beginning[...])
    else { return nil }
    let found = RecordsDetection.layout(of: beginning)
    guard found.path.isEmpty else { return nil }
    return switch found.layout {
    case .columns: .columnObjects
    case .columnArrays: .columnArrays
    case .rowsByKey: .rowsByKey
    case .rows, nil: nil
    }
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
    // What an oplog has of a transaction or a batch is in an array.
    _ = selection.unwind("o.applyOps")
    let inner = ["op", "ns"].compactMap {
      selection.insertElementField([$0], path: "o.applyOps.\($0)", unique: false)
    }
    var values = FieldValues(for: selection)
    let padded = input.beginning + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    let end = input.beginning.count
    var bson = BSONWalker(selection)
    var json = JSONWalker(
      selection, encoding: input.format.hasPrefix("jsonl") ? .jsonLines : .jsonValues)
    var offset = 0
    var count = 0
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
      count += 1
      func value(_ index: Int) -> RawValue? { values[slots[index]] }
      func text(at slot: Int) -> String? {
        guard let value = values[slot], value.type == .string else { return nil }
        return value.bytes(in: bytes, scratch: values.scratch).text
      }
      func text(_ index: Int) -> String? { text(at: slots[index]) }
      take(
        isOplog: text(1).map { $0.utf8.count <= 2 } ?? false && text(2) != nil && value(3) != nil,
        isChange: text(4) != nil && (value(5) != nil || value(6) != nil),
        isBucket: value(7) != nil && value(8)?.type == .document,
        inserts: text(1) == "i"
          ? text(2) : text(4) == "insert" ? Self.join(text(9), text(10)) : nil,
        input.namespace)
      guard case .oplog(var insertions) = finding, inner.count == 2 else { continue }
      for row in 0..<values.elements.rowCount {
        values.loadElement(row)
        guard text(at: inner[0]) == "i" else { continue }
        insertions.areTogether = true
        insertions.namespace = insertions.namespace ?? text(at: inner[1])
      }
      finding = .oplog(insertions)
    }
    guard finding != nil else { return nil }
    if case .oplog(var insertions) = finding {
      insertions.areAll = count == input.documents
      finding = .oplog(insertions)
    }
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
    case .oplog(var insertions) where isOplog && namespace != nil:
      insertions.areSingle = true
      insertions.namespace = insertions.namespace ?? namespace
      finding = .oplog(insertions)
    case .changeStream(nil) where isChange && namespace != nil:
      finding = .changeStream(namespace: namespace)
    case nil:
      if isOplog {
        var insertions = OplogInsertions()
        insertions.namespace = namespace
        insertions.areSingle = namespace != nil
        finding = .oplog(insertions)
      }
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
