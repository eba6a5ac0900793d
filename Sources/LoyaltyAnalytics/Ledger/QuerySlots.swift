internal import DumpReader

/// A question's fields as slots of a selection.
struct QuerySlots: Sendable {
  private(set) var selection = FieldSelection()
  let key: Int
  let email: Int, firstName: Int, lastName: Int
  let type: Int, points: Int, status: Int, store: Int, time: Int
  let conditions: [Int]

  /// The most conditions that a question may have, so that all fields have a slot: beside the nine
  /// below, and one that selections keep free.
  static let maximumConditions = FieldSelection.maximumCount - 10

  init(_ query: Query) {
    let mapping = query.mapping
    let keyField = query.grouping.keyField(mapping)
    key = selection.insert(keyField, unique: true)
    type = selection.insert(mapping.type, unique: true)
    points = selection.insert(mapping.points, unique: true)
    status = selection.insert(mapping.status, unique: true)
    store = selection.insert(mapping.store, unique: true)
    time = selection.insert(mapping.time, unique: true)
    email = selection.insert(mapping.email, unique: false)
    firstName = selection.insert(mapping.firstName, unique: false)
    lastName = selection.insert(mapping.lastName, unique: false)
    var slots: [Int] = []
    precondition(query.conditions.count <= Self.maximumConditions)
    for condition in query.conditions {
      slots.append(selection.insert(condition.field, unique: false))
    }
    conditions = slots
  }
}
