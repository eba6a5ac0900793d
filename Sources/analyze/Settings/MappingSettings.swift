import DumpReader
import LoyaltyAnalytics

/// What is known of how a dump is laid out: of the preset, of the mapping file on top of it, of the
/// options on top of both.
struct MappingSettings: Equatable {
  /// Where the fields are, and what their values mean.
  var fields = FieldMapping()
  /// How amounts are written; nil when nothing is said about it.
  var amounts: AmountFormat?
  /// Where the rows are in an object around them; nil when nothing is said about it.
  var records: RecordsPath?
  /// What is done with text that is not UTF-8; nil when nothing is said about it.
  var invalidUTF8: InvalidUTF8Policy?
  /// Whether of documents with one id the last one counts.
  var dedupes = false
  /// How times are written, as `--time-format` has it.
  var timeFormats: [String] = []
  /// The zone of times without one; nil when nothing is said about it.
  var timezone: String?
  /// As `--store`, `--status` and `--where` have them.
  var stores: [String] = []
  var statuses: [String] = []
  var conditions: [String] = []
  /// As `--by` has it.
  var groups: [String] = []
  /// The options that only one value of is said, as it is written.
  var options: [OwnOption: String] = [:]

  /// Options that have no other place here.
  enum OwnOption: String, CaseIterable {
    case from, to
    case inputFormat = "input-format"
    case namespace
    case maxRecord = "max-record"
  }
}

extension MappingSettings {
  /// What a mapping file says that is an option of the command, for one where the options are not given.
  func words(unlessIn given: Set<String>) -> [String] {
    let ones = OwnOption.allCases.compactMap { option in
      options[option].map { (option.rawValue, $0) }
    }
    return (ones + groups.map { ("by", $0) }).filter { !given.contains($0.0) }
      .map { "--\($0.0)=\($0.1)" }
  }
}

extension MappingSettings {
  /// The settings as a mapping file that says the same.
  var toml: String {
    var lines: [String] = []
    func add(_ name: String, _ value: String) { lines.append("\(name) = \(value)") }
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty { add(name, Self.list(values)) }
    }
    add("statuses", fields.statuses.map(Self.list) ?? "\"any\"")
    if let negative = fields.negative { add("negative", Self.quoted(TypeMeaning(negative).name)) }
    if let amounts { add("amounts", Self.quoted(amounts.rawValue)) }
    if let path = records?.text { add("records", Self.quoted(path)) }
    add("time-format", timeFormats)
    if let byte = fields.delimiter { add("delimiter", Self.quoted(Delimiter.name(of: byte))) }
    if fields.trimsTexts { add("trim", "true") }
    if dedupes { add("dedupe", "true") }
    if let invalidUTF8 { add("invalid-utf8", Self.quoted(invalidUTF8.rawValue)) }
    if let timezone { add("timezone", Self.quoted(timezone)) }
    if let unwind = fields.unwind { add("unwind", Self.quoted(unwind)) }
    add("store", stores)
    add("status", statuses)
    add("where", conditions)
    for option in OwnOption.allCases {
      if let value = options[option] { add(option.rawValue, Self.quoted(value)) }
    }
    add("by", groups)
    lines += ["", "[fields]"]
    for name in FieldMapping.names {
      if let path = fields.path(for: name) { add(name, Self.quoted(path)) }
    }
    lines += ["", "[types]"]
    for meaning in TypeMeaning.allCases {
      let values = fields.types.entries.filter { $0.meaning == meaning }.map(\.value)
      // What the default mapping knows has to be taken back.
      if !values.isEmpty || meaning.takesDefaults {
        add(meaning.name, Self.list(values))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func list(_ values: [String]) -> String {
    "[\(values.map(quoted).joined(separator: ", "))]"
  }

  /// A basic string of TOML.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension TypeMeaning {
  /// Whether the default mapping has values of this meaning.
  fileprivate var takesDefaults: Bool {
    FieldMapping().types.entries.contains { $0.meaning == self }
  }
}
