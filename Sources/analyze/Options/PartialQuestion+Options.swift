import ArgumentParser
import DumpReader
import LoyaltyAnalytics

extension PartialQuestion {
  /// All that the options say about what counts.
  ///
  /// - Parameters:
  ///   - filter: Which transactions count, with what a preset and a mapping file say.
  ///   - input: How the inputs are read.
  ///   - version: The program's.
  init(
    _ filter: FilterOptions, by groups: [String], _ input: InputOptions, version: String
  ) throws {
    let settings = try filter.settings()
    var entries: [Entry] = []
    func add(_ name: String, _ value: String?) {
      if let value { entries.append(Entry(name, value)) }
    }
    // The user is what it goes by without the option; several options are as good as one.
    let grouping = groups.joined(separator: ",")
    add("by", ["", "user"].contains(grouping) ? nil : grouping)
    add("from", filter.from)
    add("to", filter.to)
    if settings != MappingSettings() { add("settings", settings.toml) }
    if let records = input.records {
      add("records", records.text)
      add("records_expected", "\(records.expectation)")
    }
    if input.invalidUTF8 != .reject { add("invalid_utf8", input.invalidUTF8.rawValue) }
    add("input_format", input.forcedFormat?.rawValue)
    add("namespace", input.namespace)
    if input.maximumRecordSize != InputOptions.defaultMaximumRecordSize {
      add("max_record", "\(input.maximumRecordSize)")
    }
    let origins = [
      filter.preset.map { Entry("preset", $0) }, filter.mapping.map { Entry("mapping", $0) },
    ].compactMap(\.self)
    self.init(entries, origins: origins, version: version)
  }

  /// What `--by` named.
  var groups: [String] { self["by"].map { [$0] } ?? [] }

  /// The settings that it was made of.
  ///
  /// - Throws: ``SettingsError`` where it was not made by this program.
  func settings() throws -> MappingSettings {
    var settings = MappingSettings()
    if let text = self["settings"] {
      try MappingFile(path: "the question of the parts", text: text).apply(to: &settings)
    }
    return settings
  }

  /// How the inputs were read.
  func inputOptions() throws -> InputOptions {
    var input = InputOptions(
      forcedFormat: self["input_format"].flatMap(InputFormat.init(rawValue:)),
      namespace: self["namespace"])
    if let text = self["max_record"], let size = Int(text) { input.maximumRecordSize = size }
    if let text = self["records"] {
      let expectation: RecordsPath.Expectation =
        switch self["records_expected"] {
        case "whereArray": .whereArray
        case "whereFound": .whereFound
        default: .always
        }
      input.records = RecordsPath(text, expectation)
    }
    input.invalidUTF8 =
      self["invalid_utf8"].flatMap(InvalidUTF8Policy.init(rawValue:)) ?? .reject
    return input
  }

  /// The options that a report shows; the settings are not among them.
  func filterOptions() throws -> FilterOptions {
    var filter = try FilterOptions.parse([])
    filter.from = self["from"]
    filter.to = self["to"]
    filter.preset = self["preset"]
    filter.mapping = self["mapping"]
    return filter
  }
}
