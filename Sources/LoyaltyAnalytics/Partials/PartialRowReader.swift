internal import DumpReader

/// What is wrong with a line of partial totals, as a sentence without a full stop.
struct PartialFault: Error {
  var reason: String
}

/// What a line of partial totals is.
enum PartialLine: Equatable {
  case row(PartialOrigin)
  case end
  case merge
}

/// Reads the lines of partial totals: what each is, and what the rows say.
///
/// The lines are input like any other, hostile ones included: all is checked before it is added.
struct PartialRowReader: ~Copyable {
  private var walker: DocumentWalker
  private var values: FieldValues
  private var keys = PartialKeyReader()
  private var hashed: [UInt8] = []
  private let version: Int, type: Int, split: Int, merge: Int, key: Int
  private let awarded: Int, redeemed: Int, deducted: Int, transactions: Int
  private let firstTime: Int, lastTime: Int
  private let labels: [LabelSlots]

  private struct LabelSlots {
    var whole: Int, at: Int, value: Int, base64: Int

    init(_ name: String, in selection: inout FieldSelection) {
      whole = selection.insert(name, unique: true)
      at = selection.insert("\(name).at", unique: true)
      value = selection.insert("\(name).value", unique: true)
      base64 = selection.insert("\(name).base64", unique: true)
    }
  }

  /// The longest text of an amount, with room to spare.
  private static let maximumAmount = 64
  /// The longest label.
  private static let maximumLabel = 1024

  init() {
    var selection = FieldSelection()
    func slot(_ name: String) -> Int { selection.insert(name, unique: true) }
    version = slot("v")
    type = slot("t")
    split = slot("split")
    merge = slot("merge")
    key = slot("key")
    awarded = slot("awarded")
    redeemed = slot("redeemed")
    deducted = slot("deducted")
    transactions = slot("transactions")
    firstTime = slot("first_time")
    lastTime = slot("last_time")
    // In the order of `Label`.
    labels = ["email", "first_name", "last_name"].map { LabelSlots($0, in: &selection) }
    walker = DocumentWalker(selection)
    values = FieldValues(for: selection)
  }

  /// Prepares for a chunk.
  mutating func begin(_ chunk: borrowing Chunk) { walker.begin(chunk) }

  /// What was passed over that is no line of this program.
  mutating func takePassed() -> PassedBytes { walker.takePassed() }

  /// Walks the next line, and says what it is; nil at the end of the chunk.
  mutating func next(
    _ cursor: inout ChunkCursor, in bytes: RawSpan
  ) throws(PartialFault) -> PartialLine? {
    values.clearScratch()
    do throws(MalformedDocument) {
      guard try walker.next(&cursor, in: bytes, into: &values) else { return nil }
    } catch {
      throw PartialFault(reason: "\(error)")
    }
    guard let type = text(type, bytes), let version = integer(version) else {
      throw PartialFault(reason: "it is no line of partial totals")
    }
    guard version == 1 else {
      throw PartialFault(
        reason: "its version is \(version), not 1; it is of another version of this program")
    }
    switch String(decoding: type, as: UTF8.self) {
    case "user": return .row(try origin(bytes))
    case "end": return .end
    case "merge": return .merge
    default: throw PartialFault(reason: "\"t\" is neither user, end nor merge")
    }
  }

  private func origin(_ bytes: RawSpan) throws(PartialFault) -> PartialOrigin {
    if let split = values[split], split.type != .null {
      guard let number = integer(self.split), number >= 0, number < 1 << 40 else {
        throw PartialFault(reason: "\"split\" is no number of a split")
      }
      return .split(Int(number))
    }
    guard values[merge] != nil else { return .raw }
    guard let id = text(merge, bytes), id.count <= 64 else {
      throw PartialFault(reason: "\"merge\" is no text that it can be")
    }
    return .merge(String(decoding: id, as: UTF8.self))
  }

  /// The places of the labels of the row that was walked last.
  ///
  /// - Returns: The largest number of each kind; and whether there are labels with a place, and without.
  func places(
    in bytes: RawSpan
  ) throws(PartialFault) -> (largest: LabelPlace, hasPlaced: Bool, hasUnplaced: Bool) {
    var largest = LabelPlace()
    var (hasPlaced, hasUnplaced) = (false, false)
    for slots in labels {
      guard let whole = values[slots.whole], whole.type != .null else { continue }
      guard let at = values[slots.at], at.type != .null else {
        hasUnplaced = true
        continue
      }
      guard at.type == .string,
        let place = LabelPlace(at.bytes(in: bytes, scratch: values.scratch).copied())
      else { throw PartialFault(reason: "the place of a label is none") }
      hasPlaced = true
      largest.file = max(largest.file, place.file)
      largest.offset = max(largest.offset, place.offset)
      largest.element = max(largest.element, place.element)
    }
    return (largest, hasPlaced, hasUnplaced)
  }

  /// Adds the row that was walked last to a reducer.
  ///
  /// - Parameter order: How places of labels are kept; nil for labels without one.
  /// - Returns: What it adds to the digest of its origin.
  mutating func combine(
    _ origin: PartialOrigin, in bytes: RawSpan, _ order: LabelOrder?, hash: RowHash,
    into groups: inout WorkerGroups
  ) throws(PartialFault) -> RowDigest {
    guard let text = text(key, bytes), keys.read(text.rawBytes) else {
      throw PartialFault(reason: "\"key\" is no key in Extended JSON")
    }
    let key = keys.bytes
    let sums = (
      awarded: try amount(awarded, "awarded", bytes),
      redeemed: try amount(redeemed, "redeemed", bytes),
      deducted: try amount(deducted, "deducted", bytes)
    )
    guard let count = integer(transactions), count > 0 else {
      throw PartialFault(reason: "\"transactions\" is no number above 0")
    }
    var totals = GroupTotals(
      keyKind: keys.kind, keyCount: keys.bytes.count, sums: sums, transactions: UInt64(count),
      times: try times())
    let email = try label(labels[0], bytes, order)
    let firstName = try label(labels[1], bytes, order)
    let lastName = try label(labels[2], bytes, order)
    let hasLabel = !email.text.isEmpty || !firstName.text.isEmpty || !lastName.text.isEmpty
    totals.labelFlags = hasLabel ? 7 : 0
    let (emailText, firstText, lastText) = (email.text, firstName.text, lastName.text)
    let record = GroupRecord(
      totals: totals, key: key.rawBytes,
      labels: Labels(
        email: emailText.rawBytes, firstName: firstText.rawBytes, lastName: lastText.rawBytes,
        positions: (email.position, firstName.position, lastName.position)))
    groups.combine(record)
    var hashed: [UInt8] = []
    swap(&hashed, &self.hashed)
    defer { self.hashed = hashed }
    PartialRowHash.write(record, sums, origin, order, nil, into: &hashed)
    return hash(hashed)
  }

  private func text(_ slot: Int, _ bytes: RawSpan) -> [UInt8]? {
    guard let value = values[slot], value.type == .string else { return nil }
    return value.bytes(in: bytes, scratch: values.scratch).copied()
  }

  private func integer(_ slot: Int) -> Int64? {
    guard let value = values[slot], value.type == .int32 || value.type == .int64 else { return nil }
    return value.int64
  }

  private func amount(
    _ slot: Int, _ name: StaticString, _ bytes: RawSpan
  ) throws(PartialFault) -> ExactAmount {
    guard let text = text(slot, bytes), text.count <= Self.maximumAmount,
      let amount = ExactAmount(text)
    else { throw PartialFault(reason: "\"\(name)\" is no amount in text") }
    return amount
  }

  private func times() throws(PartialFault) -> (first: Int64, last: Int64)? {
    let isMissing = [firstTime, lastTime].map { values[$0].map { $0.type == .null } ?? true }
    if isMissing == [true, true] { return nil }
    guard let first = integer(firstTime), let last = integer(lastTime), first <= last else {
      throw PartialFault(reason: "\"first_time\" and \"last_time\" are no times in milliseconds")
    }
    return (first, last)
  }

  private func label(
    _ slots: LabelSlots, _ bytes: RawSpan, _ order: LabelOrder?
  ) throws(PartialFault) -> (text: [UInt8], position: UInt64) {
    guard let whole = values[slots.whole], whole.type != .null else { return ([], .max) }
    let fault = PartialFault(reason: "a label is none: {\"at\":…,\"value\":…}")
    guard whole.type == .document else { throw fault }
    var label = text(slots.value, bytes)
    if label == nil, let encoded = text(slots.base64, bytes) { label = [UInt8](base64: encoded) }
    guard let label, !label.isEmpty, label.count <= Self.maximumLabel else { throw fault }
    guard let order else {
      guard values[slots.at] == nil || values[slots.at]?.type == .null else {
        throw PartialFault(reason: "a label has a place, in totals of raw data")
      }
      return (label, 0)
    }
    guard let at = text(slots.at, bytes), let place = LabelPlace(at),
      let position = order.position(place)
    else {
      throw PartialFault(reason: "the place of a label is none, or lies outside of all splits")
    }
    return (label, position)
  }
}
