internal import DumpReader

/// A question's fields as slots of a selection.
struct QuerySlots: Sendable {
  private(set) var selection = FieldSelection()
  /// The path of the group key, or of its first part.
  let keyPath: String
  let key: FieldSlots
  /// The parts of a key of several fields; none of a key of one.
  let keyParts: [KeyPart]
  let email: FieldSlots, firstName: FieldSlots, lastName: FieldSlots
  let type: FieldSlots, points: FieldSlots, status: FieldSlots, store: FieldSlots, time: FieldSlots
  /// The array that is unwound, if one is.
  let unwound: UnwoundSlots?
  /// The amounts that stand in place of type and points, with the paths they are at.
  let columns: [AmountColumn]
  let conditions: [FieldSlots]
  /// What tells documents apart, where that matters.
  let id: FieldSlots?

  /// A sum that has a field of its own.
  struct AmountColumn: Sendable {
    let kind: TransactionKind
    let path: String
    let slots: FieldSlots
  }

  /// One of several fields that make up the key.
  struct KeyPart: Sendable {
    let grouping: Grouping
    let path: String
    let slots: FieldSlots
    /// Whether it tells who somebody is, so that labels are that person's.
    let isOfPersons: Bool
  }

  /// The slots of an array that is unwound, and of its elements themselves.
  struct UnwoundSlots: Sendable {
    let path: String
    let array: Int
    let element: Int?
  }

  init(_ query: Query) {
    let mapping = query.mapping
    keyPath = query.keyPath
    var builder = FieldSlots.Builder(unwinding: mapping.unwind)
    var array: Int?
    if let path = mapping.unwind { array = selection.unwind(path) }
    let columns = query.amountColumns.map { ($0, $1, builder.insert($1, isUnique: true)) }
    let key = builder.insert(keyPath, isUnique: true)
    let parts = query.keyParts.map { ($0, builder.insert($0.keyField(mapping), isUnique: true)) }
    // With columns nobody asks for these two, and twice in a document they are as good as once.
    let isUnique = columns.isEmpty
    let type = builder.insert(mapping.type, isUnique: isUnique)
    let points = builder.insert(mapping.points, isUnique: isUnique)
    let status = builder.insert(mapping.status, isUnique: true)
    let store = builder.insert(mapping.store, isUnique: true)
    let time = builder.insert(mapping.time, isUnique: true)
    let email = builder.insert(mapping.email, isUnique: false)
    let firstName = builder.insert(mapping.firstName, isUnique: false)
    let lastName = builder.insert(mapping.lastName, isUnique: false)
    let conditions = query.conditions.map { builder.insert($0.field, isUnique: false) }
    let id = query.dedupes ? builder.insert(mapping.id, isUnique: true) : nil
    let slots = builder.finish(into: &selection)
    if let path = mapping.unwind, let array {
      unwound = UnwoundSlots(path: path, array: array, element: selection.elementSlot)
    } else {
      unwound = nil
    }
    self.key = slots[key]
    keyParts = parts.map { part, slot in
      KeyPart(
        grouping: part, path: part.keyField(mapping), slots: slots[slot],
        isOfPersons: part.isOfPersons(mapping))
    }
    self.type = slots[type]
    self.points = slots[points]
    self.status = slots[status]
    self.store = slots[store]
    self.time = slots[time]
    self.email = slots[email]
    self.firstName = slots[firstName]
    self.lastName = slots[lastName]
    self.columns = columns.map { AmountColumn(kind: $0, path: $1, slots: slots[$2]) }
    self.conditions = conditions.map { slots[$0] }
    self.id = id.map { slots[$0] }
  }
}

extension Query {
  /// The path of the group key, or of its first part; of a calendar group that of the time.
  var keyPath: String { grouping.keyField(mapping) }

  /// The parts of a key of several fields; none of a key of one.
  var keyParts: [Grouping] {
    if case .combination(let parts) = grouping { parts } else { [] }
  }

  /// The sums that have a field of their own.
  var amountColumns: [(TransactionKind, String)] {
    [(.award, mapping.awarded), (.redeem, mapping.redeemed), (.deduct, mapping.deducted)]
      .compactMap { kind, path in path.map { (kind, $0) } }
  }

  /// How many different fields the question looks at, alternatives included.
  package var fieldCount: Int {
    let paths =
      [
        keyPath, mapping.type, mapping.points, mapping.status, mapping.store, mapping.time,
        mapping.email, mapping.firstName, mapping.lastName,
      ] + keyParts.map { $0.keyField(mapping) } + amountColumns.map(\.1)
      + conditions.map(\.field) + (dedupes ? [mapping.id] : [])
    let unwound = mapping.unwind == nil ? 0 : 1
    return Set(paths.flatMap(FieldMapping.alternatives).map(BytewiseString.init)).count + unwound
  }

  /// The most fields that a question may look at.
  package static let maximumFields = FieldSelection.maximumCount
}

extension Query {
  /// The most conditions that a question may have, so that all fields have a slot: beside those that
  /// ``QuerySlots`` gives to others, and the array that is unwound.
  package static let maximumConditions = FieldSelection.maximumCount - 15 - Grouping.maximumParts
}
