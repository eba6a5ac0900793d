internal import DumpReader

/// Whose rows they are: of a split, of raw data that has no place, of totals that were merged before.
enum PartialOrigin: Sendable, Hashable {
  case split(Int)
  case raw
  case merge(String)
}

/// Rows of partial totals: one a group, a JSON line.
///
///     {"v":1,"t":"user","split":17,"key":"\"5\"","awarded":"12.25","redeemed":"0","deducted":"0",
///      "transactions":3,"first_name":{"at":"…","value":"Ada"},"last_name":null,"email":null,
///      "first_time":1397253332590,"last_time":1397253332590}
///
/// Amounts are exact and may lie beyond `DECIMAL(38,18)`. A label has no `at` in totals of raw data, of
/// which the smallest counts.
struct PartialRowWriter {
  let origin: PartialOrigin
  /// How places of labels are kept; nil where they have none.
  let order: LabelOrder?
  /// The file whose labels they are, where the order knows none.
  var file: Int?
  let hash: RowHash
  /// The digest of the rows, and how many there were.
  private(set) var digest = RowDigest()
  private(set) var count = 0
  private var key = TextBuffer(capacity: 256)
  private var hashed: [UInt8] = []

  init(_ origin: PartialOrigin, order: LabelOrder?, file: Int? = nil, hash: @escaping RowHash) {
    self.origin = origin
    self.order = order
    self.file = file
    self.hash = hash
  }

  /// Appends the row of a group.
  ///
  /// - Throws: ``AnalysisError`` where a sum has been lost.
  mutating func append(
    _ record: borrowing GroupRecord, to buffer: inout TextBuffer
  ) throws(AnalysisError) {
    guard let sums = record.totals.sums else { throw record.overflow }
    buffer.append("{\"v\":1,\"t\":\"user\",\"split\":")
    switch origin {
    case .split(let number): buffer.append(number)
    case .raw: buffer.append("null")
    case .merge(let id): buffer.append("null,\"merge\":\"\(id)\"")
    }
    buffer.append(",\"key\":")
    key.bytes.removeAll(keepingCapacity: true)
    PartialKey.append(record.totals.keyKind, record.key, to: &key)
    buffer.append(json: key.bytes.rawBytes)
    for (name, sum) in [
      (",\"awarded\":\"", sums.awarded), ("\",\"redeemed\":\"", sums.redeemed),
      ("\",\"deducted\":\"", sums.deducted),
    ] {
      buffer.append(name)
      sum.append(to: &buffer)
    }
    buffer.append("\",\"transactions\":")
    buffer.append(Int(clamping: record.totals.transactions))
    for (name, label) in [
      (",\"first_name\":", Label.firstName), (",\"last_name\":", .lastName),
      (",\"email\":", .email),
    ] {
      buffer.append(name)
      append(record.labels, label, to: &buffer)
    }
    buffer.append(",\"first_time\":")
    Self.append(record.totals.earliest, to: &buffer)
    buffer.append(",\"last_time\":")
    Self.append(record.totals.latest, to: &buffer)
    buffer.append("}\n")
    count += 1
    PartialRowHash.write(record, sums, origin, order, file, into: &hashed)
    digest.add(hash(hashed))
  }

  private static func append(_ time: Int64?, to buffer: inout TextBuffer) {
    if let time { buffer.append(Int(time)) } else { buffer.append("null") }
  }

  private func append(_ labels: borrowing Labels, _ label: Label, to buffer: inout TextBuffer) {
    let text = labels.text(label)
    guard text.byteCount > 0 else { return buffer.append("null") }
    buffer.append("{")
    if let order {
      var place = order.place(labels.position(label))
      if let file { place.file = file }
      buffer.append("\"at\":")
      place.append(to: &buffer)
      buffer.append(",")
    }
    PartialText.append(text, to: &buffer)
    buffer.append("}")
  }
}

/// What is hashed of a row: what it says, and not how it is written, so that an engine that writes JSON
/// anew changes nothing.
enum PartialRowHash {
  /// Writes what a row says, in place of what was there.
  static func write(
    _ record: borrowing GroupRecord,
    _ sums: (awarded: ExactAmount, redeemed: ExactAmount, deducted: ExactAmount),
    _ origin: PartialOrigin, _ order: LabelOrder?, _ file: Int?, into bytes: inout [UInt8]
  ) {
    bytes.removeAll(keepingCapacity: true)
    switch origin {
    case .split(let number): bytes.append(bigEndian: UInt64(bitPattern: Int64(number)))
    case .raw: bytes.append(bigEndian: .max)
    case .merge(let id):
      bytes.append(bigEndian: .max - 1)
      bytes.append(contentsOf: id.utf8)
    }
    bytes.append(record.totals.keyKind.rawValue)
    append(record.key, to: &bytes)
    for sum in [sums.awarded, sums.redeemed, sums.deducted] {
      bytes.append(bigEndian: UInt64(truncatingIfNeeded: sum.units))
      bytes.append(bigEndian: UInt64(truncatingIfNeeded: sum.units >> 64))
      bytes.append(bigEndian: UInt64(truncatingIfNeeded: sum.carry))
    }
    bytes.append(bigEndian: record.totals.transactions)
    bytes.append(bigEndian: UInt64(bitPattern: record.totals.earliest ?? .max))
    bytes.append(bigEndian: UInt64(bitPattern: record.totals.latest ?? .min))
    for label in Label.allCases {
      let text = record.labels.text(label)
      append(text, to: &bytes)
      guard text.byteCount > 0, let order else { continue }
      let place = order.place(record.labels.position(label))
      bytes.append(bigEndian: UInt64(file ?? place.file))
      bytes.append(bigEndian: UInt64(place.offset))
      bytes.append(bigEndian: UInt64(place.element))
    }
  }

  private static func append(_ text: RawSpan, to bytes: inout [UInt8]) {
    bytes.append(bigEndian: UInt64(text.byteCount))
    unsafe text.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}
