import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

extension DumpCommand {
  /// Says what was decided and why, to those who want to know.
  func tellDecisions(
    _ query: Query, _ input: InputOptions, threads: Int, _ memory: MemoryBudget,
    _ format: ReportFormat
  ) {
    let mapping =
      FieldMapping.names.compactMap { name in query.mapping.path(for: name).map { "\(name)=\($0)" }
      }
    let origin = [
      filter.preset.map { "preset \($0)" }, filter.mapping.map { "the file \($0)" },
      filter.fields.isEmpty ? nil : "--fields",
    ].compactMap(\.self)
    Diagnostics.note(
      "fields (\(origin.isEmpty ? "default" : origin.joined(separator: ", "))): "
        + mapping.joined(separator: ", "))
    Diagnostics.note("dates are of \(query.timeZone.name)")
    if let namespace = input.namespace { Diagnostics.note("namespace: \(namespace)") }
    Diagnostics.note(
      "threads: \(threads), "
        + (resources.threads == nil ? "one per processor" : "as --threads says"))
    if let bytes = memory.bytes {
      Diagnostics.note(
        "memory: \(ByteCount(bytes)) for groups, "
          + (resources.memory == nil ? "a quarter of the machine's" : "as --memory says")
          + "; beyond it, temporary files in \(memory.directory)")
    }
    Diagnostics.note("format: \(format.rawValue)")
  }
}
