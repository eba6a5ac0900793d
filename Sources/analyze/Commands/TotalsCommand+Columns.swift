import DumpReader
import LoyaltyAnalytics

extension TotalsCommand {
  /// What to do about columns that a table lacks: the name that may have been meant, or the option that
  /// names another column. Nothing where no column has a name, and for a header between rows: another
  /// name would lack in the first one.
  func advice(onColumnsOf error: DumpError) -> String {
    guard case .missingColumns(let columns, let header, nil) = error.finding,
      !header.contains(where: { $0.first?.isNumber ?? false }),
      let query = try? filter.query(by: result.groups.by)
    else { return "" }
    let missing = columns.flatMap { $0 }
    let mapping = query.mapping
    let roles = [
      ("user", mapping.user), ("type", mapping.type), ("points", mapping.points),
      ("status", mapping.status), ("store", mapping.store), ("time", mapping.time),
    ].filter { missing.contains($0.1) }
    if roles.isEmpty, let name = missing.first {
      let groups = query.grouping.parts.contains(.field(name)) ? Grouping.named.map(\.word) : []
      return SpellingSuggestion.question(
        name, among: groups + (result.groups.pseudonymise == nil ? header : []))
    }
    let fields = roles.map { "\($0.0)=COLUMN" }.joined(separator: ",")
    return "; name the column\(roles.count > 1 ? "s" : "") with --fields \(fields)"
  }

  /// The command line that would fit a table which lacks columns of transactions, if there is one.
  func offer(onColumnsOf error: any Error, _ question: Analysis) -> [String] {
    guard !hidesNames, let error = error as? DumpError,
      case .missingColumns(let columns, _, nil) = error.finding
    else { return [] }
    let mapping = question.query.mapping
    let lacksTransactions = columns.joined().contains {
      [mapping.user, mapping.type, mapping.points].contains($0)
    }
    return lacksTransactions
      ? UnfitMapping(nil, question, reading, files).noticeOfColumns : []
  }
}
