import LoyaltyAnalytics

/// The names and values of somebody's export, from a file: `--mapping`.
///
///     statuses = ["active", "expired"]    # of a finished transaction; "any" for all
///     negative = "redeem"                 # points below zero; as they stand without it
///     delimiter = ";"                     # of the cells of a table; its header tells without it
///     trim = true                         # blanks around texts are taken off
///
///     [fields]                            # dotted paths
///     user = "customer.id"
///     points = "value"
///
///     [types]                             # the values of the type field that mean each
///     award = ["adding", "p2p_adding"]
///     redeem = ["spending"]
struct MappingFile {
  private let file: TOMLFile
  private static let keys = ["fields", "types", "statuses", "negative", "delimiter", "trim"]

  /// Reads a file.
  init(path: String) throws {
    file = try TOMLFile(path: path)
  }

  /// Changes what the file has something to say about.
  ///
  /// - Throws: ``SettingsError`` for names that there are none of, and values of the wrong kind.
  func apply(to mapping: inout FieldMapping) throws {
    for (name, value) in file.entries {
      switch (name, value) {
      case ("fields", .table(let fields)):
        for (field, value) in fields {
          guard case .text(let path) = value, !path.isEmpty else {
            throw error("\(field) takes the path of a field, such as \"customer.id\"")
          }
          guard mapping.setPath(path, for: field) else {
            throw unknown(field, of: FieldMapping.names)
          }
        }
      case ("types", .table(let types)):
        var seen = TypeMeanings()
        for (name, value) in types {
          guard let kind = TransactionKind(name: name) else {
            throw unknown(name, of: TransactionKind.names)
          }
          let values = try texts(value, for: name)
          if let twice = values.first(where: { seen[$0] != nil }) {
            throw error("the type \"\(twice)\" is given two meanings")
          }
          for value in values { seen[value] = kind }
          mapping.setTypes(values, for: kind)
        }
      case ("statuses", _):
        let statuses = try texts(value, for: name)
        mapping.statuses = statuses.contains("any") ? nil : statuses
      case ("negative", .text(let name)):
        guard let kind = TransactionKind(name: name), kind != .award else {
          throw error("negative is redeem or deduct; without it points are added as they stand")
        }
        mapping.negative = kind
      case ("delimiter", .text(let name)):
        guard let delimiter = Delimiter(name) else { throw error("delimiter " + Delimiter.takes) }
        mapping.delimiter = delimiter.byte
      case ("trim", .flag(let trims)):
        mapping.trimsTexts = trims
      case ("delimiter", _): throw error("delimiter " + Delimiter.takes)
      case ("trim", _): throw error("trim takes true or false")
      case ("fields", _), ("types", _):
        throw error("\(name) is a table; write [\(name)] on a line of its own above its entries")
      case ("negative", _):
        throw error("negative takes \"redeem\" or \"deduct\"")
      default:
        throw unknown(name, of: Self.keys)
      }
    }
  }

  private func texts(_ value: TOMLFile.Value, for name: String) throws -> [String] {
    switch value {
    case .text(let text): return [text]
    case .list(let values):
      return try values.map {
        guard case .text(let text) = $0 else { throw error("\(name) takes texts, in quotes") }
        return text
      }
    default: throw error("\(name) takes a list of texts, such as [\"adding\", \"bonus\"]")
    }
  }

  private func unknown(_ name: String, of names: [String]) -> SettingsError {
    error(
      "'\(name)' is none of \(names.joined(separator: ", "))"
        + SpellingSuggestion.question(name, among: names))
  }

  private func error(_ reason: String) -> SettingsError {
    SettingsError(path: file.path, reason: reason)
  }
}
