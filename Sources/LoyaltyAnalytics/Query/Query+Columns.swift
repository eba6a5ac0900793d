internal import DumpReader

extension Query {
  /// The columns that a table must have, so that the question can be answered from it.
  ///
  /// Labels are not needed, and the statuses of the mapping count where a table has a status.
  var requiredColumns: [RequiredColumn] {
    var paths: [String] = []
    for part in grouping.parts {
      switch part {
      case .type, .input, .combination: break
      default: paths.append(part.keyField(mapping))
      }
    }
    if mapping.hasAmountColumns {
      // A column for each sum: one of them will do.
      paths.append(amountPaths.joined(separator: "|"))
    } else {
      // What all types mean, a missing one included, needs no type.
      if mapping.types[TypeMeanings.otherValues] == nil { paths.append(mapping.type) }
      paths.append(mapping.points)
    }
    if dedupes { paths.append(mapping.id) }
    if case .only = statuses { paths.append(mapping.status) }
    if !stores.isEmpty { paths.append(mapping.store) }
    if from != nil || until != nil { paths.append(mapping.time) }
    // What has no such field is not that value either.
    paths += conditions.filter { $0.comparison != .notEqual }.map(\.field)
    var columns: [RequiredColumn] = []
    for path in paths {
      let column = RequiredColumn(path.split(separator: "|").map(String.init))
      if !columns.contains(column) { columns.append(column) }
    }
    return columns
  }

  private var amountPaths: [String] {
    [mapping.awarded, mapping.redeemed, mapping.deducted].compactMap(\.self)
  }

  /// All columns that mean something to the question, whether or not it needs them this time.
  var mappedColumns: [String] {
    let roles = [
      mapping.user, mapping.email, mapping.firstName, mapping.lastName, mapping.type,
      mapping.points, mapping.status, mapping.store, mapping.time,
    ].flatMap { $0.split(separator: "|").map(String.init) }
    return roles + requiredColumns.flatMap(\.alternatives)
  }

  /// The options of reading, with what the question expects of tables.
  func options(_ options: InputOptions) -> InputOptions {
    var options = options
    options.needsArrays = mapping.unwind != nil
    options.table.requiredColumns = requiredColumns
    options.table.mappedColumns = mappedColumns
    options.table.delimiter = mapping.delimiter
    options.table.trimsCells = mapping.trimsTexts
    return options
  }
}
