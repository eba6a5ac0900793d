internal import DumpReader

// An oplog or a change stream: its documents are changes, and the transactions are within them.
extension ProposalSearch {
  /// How changes are written.
  private struct ChangeShape {
    /// The document that was inserted.
    var document: String
    /// What was done, and the word for inserting.
    var kind: String
    var insertion: String
    /// What it was done to.
    var namespace: [String]
    /// Whether the namespace is to be named where there is only one.
    var namesOne: Bool

    /// The oplog of a replica set, and what a change stream hands out.
    static let all = [
      ChangeShape(
        document: "o", kind: "op", insertion: "i", namespace: ["ns"], namesOne: true),
      ChangeShape(
        document: "fullDocument", kind: "operationType", insertion: "insert",
        namespace: ["ns.db", "ns.coll"], namesOne: false),
    ]
  }

  /// Where the documents are changes, takes those that insert a document for the rows, and of several
  /// collections the one into which most was inserted.
  mutating func keepInsertions() {
    guard rowPath == 0 else { return keepInnerInsertions() }
    guard let shape = ChangeShape.all.first(where: isShape),
      let kind = candidate([shape.kind])
    else { return }
    let inserted = SampleValue.text(shape.insertion)
    let names = shape.namespace.compactMap { candidate([$0]) }
    func namespace(_ row: [Int32: SampleValue]) -> [SampleValue?] { names.map { row[$0.number] } }
    var counts: [[SampleValue?]: Int] = [:]
    var order: [[SampleValue?]] = []
    for row in rows where row[kind.number] == inserted {
      let key = namespace(row)
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
    }
    let most = order.max { counts[$0, default: 0] < counts[$1, default: 0] }
    keep { $0[kind.number] == inserted && namespace($0) == most }
    proposal.conditions.append((kind.path, shape.insertion))
    if let most, shape.namesOne || order.count > 1 {
      for (field, value) in zip(names, most) {
        if let text = value?.text { proposal.conditions.append((field.path, text)) }
      }
    }
    let place = (most ?? []).compactMap { $0?.text }.joined(separator: ".")
    let array = fields.first {
      shape.document == "o" && $0.path == "\(Self.innerArray)[]" && $0.count(of: .document) > 0
    }
    if array != nil { proposal.innerChanges = Self.innerArray }
    tellOfInsertions(array == nil ? "" : " one by one", place)
  }

  /// Where an oplog keeps what was done together.
  private static let innerArray = "o.applyOps"

  /// Where the rows are changes that were made together, takes those that insert a document, and of
  /// several collections the one into which most was inserted.
  private mutating func keepInnerInsertions() {
    let inserted = SampleValue.text("i")
    guard fields.contains(where: { $0.number == rowPath && $0.path == "\(Self.innerArray)[]" }),
      let kind = candidates.first(where: { $0.path == "\(Self.innerArray)[].op" }),
      values(kind).contains(inserted)
    else { return }
    proposal.conditions.append((kind.path, "i"))
    keep { $0[kind.number] == inserted }
    guard let place = candidates.first(where: { $0.path == "\(Self.innerArray)[].ns" }) else {
      return tellOfInsertions(" together", "")
    }
    var counts: [String: Int] = [:]
    for name in values(place).compactMap(\.text) { counts[name, default: 0] += 1 }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    if let most {
      proposal.conditions.append((place.path, most))
      keep { $0[place.number] == .text(most) }
    }
    tellOfInsertions(" together", most ?? "")
  }

  private mutating func tellOfInsertions(_ how: String, _ place: String) {
    proposal.choices.append(
      "The documents are changes: those that were inserted\(how)\(place.isEmpty ? "" : " into \(place)") "
        + "count, and what changed or deleted them later is not applied.")
  }

  /// Whether all documents are changes of a kind.
  private func isShape(_ shape: ChangeShape) -> Bool {
    guard let kind = candidate([shape.kind]), coverage(kind) == 1,
      let name = candidate([shape.namespace[0]]), coverage(name) > 0.5,
      fields.contains(where: { $0.path == shape.document && $0.count(of: .document) > 0 })
    else { return false }
    let words = Set(values(kind))
    return words.contains(.text(shape.insertion))
      && words.allSatisfy { ($0.text?.utf8.count ?? .max) <= (shape.document == "o" ? 2 : 32) }
  }
}
