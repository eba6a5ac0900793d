import DumpReader
import LoyaltyAnalytics

extension MappingSettings {
  /// Takes over what the options of a command say.
  mutating func take(_ filter: FilterOptions, by groups: [String], _ reading: ReadingOptions) throws
  {
    if let records = try reading.form.recordsPath { self.records = records }
    if let policy = reading.form.invalidUTF8 { invalidUTF8 = policy }
    if !groups.isEmpty { self.groups = groups }
    if let from = filter.from { options[.from] = from }
    if let to = filter.to { options[.to] = to }
    if let format = reading.form.inputFormat { options[.inputFormat] = format.rawValue }
    if let namespace = reading.form.namespace { options[.namespace] = namespace }
    if reading.form.maxRecord.bytes != InputOptions.defaultMaximumRecordSize {
      options[.maxRecord] = "\(reading.form.maxRecord.bytes)"
    }
  }
}
