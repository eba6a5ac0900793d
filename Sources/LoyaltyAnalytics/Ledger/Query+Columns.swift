internal import DumpReader

extension Query {
  /// The columns that a table must have, so that the question can be answered from it.
  ///
  /// Labels are not needed, and the statuses of the mapping count where a table has a status.
  var requiredColumns: [RequiredColumn] {
    var paths: [String] = []
    switch grouping {
    case .user: paths.append(mapping.user)
    case .field(let path): paths.append(path)
    case .store: paths.append(mapping.store)
    case .type: break
    case .status: paths.append(mapping.status)
    case .day, .month, .year: paths.append(mapping.time)
    }
    paths += [mapping.type, mapping.points]
    if case .only = statuses { paths.append(mapping.status) }
    if !stores.isEmpty { paths.append(mapping.store) }
    if from != nil || until != nil { paths.append(mapping.time) }
    paths += conditions.map(\.field)
    var columns: [RequiredColumn] = []
    for path in paths where !columns.contains(RequiredColumn([path])) {
      columns.append(RequiredColumn([path]))
    }
    return columns
  }

  /// All columns that mean something to the question, whether or not it needs them this time.
  var mappedColumns: [String] {
    let roles = [
      mapping.user, mapping.email, mapping.firstName, mapping.lastName, mapping.type,
      mapping.points, mapping.status, mapping.store, mapping.time,
    ]
    return roles + requiredColumns.flatMap(\.alternatives)
  }

  /// The options of reading, with what the question expects of tables.
  func options(_ options: InputOptions) -> InputOptions {
    var options = options
    options.table.requiredColumns = requiredColumns
    options.table.mappedColumns = mappedColumns
    options.table.delimiter = mapping.delimiter
    options.table.trimsCells = mapping.trimsTexts
    return options
  }
}
