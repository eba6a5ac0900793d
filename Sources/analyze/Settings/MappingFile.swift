import DumpReader
import LoyaltyAnalytics

/// The names and values of somebody's export, from a file: `--mapping`.
///
///     statuses = ["active", "expired"]    # of a finished transaction; "any" for all
///     negative = "redeem"                 # points below zero; as they stand without it
///     amounts = "comma"                   # how amounts are written that are text
///     time-format = ["%d.%m.%Y"]
///     records = "data"                    # where the rows are in an object around them
///     delimiter = ";"                     # of the cells of a table; its header tells without it
///     trim = true                         # blanks around texts are taken off
///     dedupe = true                       # of documents with one id the last one counts
///     invalid-utf8 = "accept"             # what is done with text that is not UTF-8
///
///     [fields]                            # dotted paths; a bar stands between alternatives
///     user = "customer.id"
///     points = "value|details.points"
///
///     [types]                             # the values of the type field that mean each
///     award = ["adding", "p2p_adding"]
///     redeem = ["spending"]
///     "-redeem" = ["refund"]              # gives back
///     ignore = ["hold"]
///
/// Whatever an option can say about a dump, the file can say under the same name: `type` and `fields`
/// as lists, `status`, `store`, `where`, `from`, `to`, `timezone`, `by`, `records`, `unwind`,
/// `input-format`, `namespace`, `max-record`. What is about the result and the run is for a file of
/// settings; see ``ConfigFile``.
struct MappingFile {
  private let file: TOMLFile
  private static let keys = [
    "fields", "types", "type", "statuses", "status", "negative", "amounts", "time-format",
    "timezone", "store", "where", "records", "unwind", "delimiter", "trim", "dedupe",
    "invalid-utf8", "from", "to", "by", "input-format", "namespace", "max-record",
  ]

  /// Reads a file.
  init(path: String) throws {
    file = try TOMLFile(path: path)
  }

  /// Reads the text of one.
  init(path: String, text: String) throws {
    file = try TOMLFile(path: path, text: text)
  }

  /// Reads a file that is shipped in the program.
  init(preset: Preset) throws {
    file = try TOMLFile(path: "the preset \(preset.name)", text: preset.text)
  }

  /// Changes what the file has something to say about.
  ///
  /// - Throws: ``SettingsError`` for names that there are none of, and values of the wrong kind.
  func apply(to settings: inout MappingSettings) throws {
    for (name, value) in file.entries {
      try checkNotEmpty(value, of: name)
      switch (name, value) {
      case ("fields", .table(let fields)):
        for (field, value) in fields {
          guard case .text(let path) = value else {
            throw error("\(field) takes the path of a field, such as \"customer.id\"")
          }
          try reading { try settings.fields.setPath(path, ofField: field) }
        }
      case ("types", .table(let types)): try setTypes(types, of: &settings.fields)
      case ("fields", .list), ("fields", .text):
        for assignment in try texts(value, for: name) {
          try reading { try settings.fields.setPaths(assignment) }
        }
      case ("type", _):
        for assignment in try texts(value, for: name) {
          try reading { try settings.fields.setType(assignment) }
        }
      case ("statuses", _):
        let statuses = try texts(value, for: name)
        settings.fields.statuses = statuses.contains("any") ? nil : statuses
      case ("negative", .text(let text)):
        guard let kind = TransactionKind(name: text) else {
          throw unknown(text, of: TransactionKind.names)
        }
        settings.fields.negative = kind
      case ("amounts", .text(let text)):
        guard let format = AmountFormat(rawValue: text) else {
          throw unknown(text, of: AmountFormat.allCases.map(\.rawValue))
        }
        settings.amounts = format
      case ("time-format", _):
        settings.timeFormats = try texts(value, for: name)
        for format in settings.timeFormats { try reading { _ = try TimeFormat(format) } }
      case ("timezone", .text(let text)): settings.timezone = text
      case ("records", .text(let text)):
        guard let path = RecordsPath(text, .whereFound) else {
          throw error("records takes a path, such as \"data\", \"result.items\", or \".\"")
        }
        settings.records = path
      case ("unwind", .text(let text)):
        guard FieldMapping.canUnwind(text) else {
          throw error("unwind takes the path of one array, such as \"items\"")
        }
        settings.fields.unwind = text
      case ("status", _): settings.statuses = try texts(value, for: name)
      case ("store", _): settings.stores = try texts(value, for: name)
      case ("where", _): settings.conditions += try texts(value, for: name)
      case ("delimiter", .text(let name)):
        guard let delimiter = Delimiter(name) else { throw error("delimiter " + Delimiter.takes) }
        settings.fields.delimiter = delimiter.byte
      case ("trim", .flag(let trims)):
        settings.fields.trimsTexts = trims
      case ("dedupe", .flag(let dedupes)): settings.dedupes = dedupes
      case ("dedupe", _): throw error("dedupe takes true or false")
      case ("delimiter", _): throw error("delimiter " + Delimiter.takes)
      case ("trim", _): throw error("trim takes true or false")
      case ("invalid-utf8", .text(let text)):
        guard let policy = InvalidUTF8Policy(rawValue: text) else {
          throw unknown(text, of: InvalidUTF8Policy.allCases.map(\.rawValue))
        }
        settings.invalidUTF8 = policy
      case ("by", _): settings.groups = try texts(value, for: name)
      case ("from", .text(let text)), ("from", .number(let text)):
        settings.options[.from] = text
      case ("to", .text(let text)), ("to", .number(let text)): settings.options[.to] = text
      case ("input-format", .text(let text)): settings.options[.inputFormat] = text
      case ("namespace", .text(let text)): settings.options[.namespace] = text
      case ("max-record", .text(let text)), ("max-record", .number(let text)):
        settings.options[.maxRecord] = text
      case ("types", _):
        throw error("\(name) is a table; write [\(name)] on a line of its own above its entries")
      case ("fields", _), ("negative", _), ("amounts", _), ("timezone", _), ("records", _),
        ("unwind", _), ("invalid-utf8", _), ("from", _), ("to", _), ("input-format", _),
        ("namespace", _), ("max-record", _):
        throw error("\(name) takes a text, in quotes")
      default:
        throw unknown(name, of: Self.keys)
      }
    }
  }

  /// Refuses an empty text where an option would refuse it. In a list it may be a type or a status that
  /// documents have.
  private func checkNotEmpty(_ value: TOMLFile.Value, of name: String) throws {
    let isEmpty =
      switch value {
      case .list(let values) where name != "statuses":
        values.isEmpty || values.contains(where: \.isEmptyText)
      default: value.isEmptyText
      }
    if isEmpty { throw error("\(name) is given an empty value; name one, or leave it out") }
  }

  private func setTypes(
    _ types: [(name: String, value: TOMLFile.Value)], of mapping: inout FieldMapping
  ) throws {
    var seen = TypeMeanings()
    for (name, value) in types {
      guard let meaning = TypeMeaning(name: name) else {
        throw unknown(name, of: TypeMeaning.names)
      }
      if value.isEmptyText { try checkNotEmpty(value, of: name) }
      let values = try texts(value, for: name)
      for value in values {
        guard seen[value] == nil else { throw error("the type \"\(value)\" is given two meanings") }
        seen[value] = meaning
      }
      mapping.setTypes(values, for: meaning)
    }
  }

  /// Turns what is wrong with a text of the file into an error that names the file.
  private func reading(_ read: () throws -> Void) throws {
    do {
      try read()
    } catch {
      throw self.error("\(error)")
    }
  }

  private func texts(_ value: TOMLFile.Value, for name: String) throws -> [String] {
    switch value {
    case .text(let text), .number(let text): return [text]
    case .list(let values):
      return try values.map {
        switch $0 {
        case .text(let text), .number(let text): return text
        default: throw error("\(name) takes texts, in quotes")
        }
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
