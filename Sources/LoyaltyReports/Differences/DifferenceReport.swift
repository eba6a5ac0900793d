internal import DumpReader
package import LoyaltyAnalytics

/// Everything about two dumps side by side, apart from the groups that differ.
package struct DifferenceReport: Sendable {
  /// The sides, each as a report of its own.
  package var before: Report, after: Report
  /// How many groups there are in the newer dump only, in the older one only, in both with a
  /// difference, and without one.
  package var added: Int, removed: Int, changed: Int, equal: Int
  /// The totals of the newer dump less those of the older one.
  package var difference: Amounts
  /// How many differences are shown.
  package var shown: Int
  /// How they are ranked.
  package var ranking: Ranking

  /// Creates a report.
  package init(
    _ result: Comparison.Result, before: Report, after: Report, ranking: Ranking
  ) {
    self.before = before
    self.after = after
    self.ranking = ranking
    added = result.added
    removed = result.removed
    changed = result.changed
    equal = result.equal
    difference = result.difference
    shown = result.rows.count
  }

  /// How many groups differ.
  package var total: Int { added + removed + changed }

  /// How many differences follow after those that are shown.
  var rest: Int { max(0, total - min(ranking.skip, total) - shown) }

  /// Whether every byte of both sides was understood.
  package var complete: Bool { before.complete && after.complete }

  /// The names under which formats for programs print the group key or its parts; see
  /// `Report.keyNames`.
  var keyNames: [String] {
    let sides = ["before", "after", "difference"]
    return before.keyNames(
      besides: Set(
        ReportField.allCases.flatMap { field in
          [field.rawValue] + sides.map { "\($0)_\(field.rawValue)" }
        } + sides + ["change"]))
  }

  /// What was found, in a sentence for people.
  package var finding: String {
    func groups(_ count: Int) -> String {
      "\(count.grouped) \(count == 1 ? before.noun.one : before.noun.many)"
    }
    guard total > 0 else { return "no difference: \(groups(equal)) in both" }
    return
      "\(groups(total)) \(total == 1 ? "differs" : "differ"): \(added.grouped) added, "
      + "\(removed.grouped) removed, \(changed.grouped) changed; \(equal.grouped) equal"
  }

  /// What was read on each side, and why it is incomplete, for people.
  ///
  /// - Parameter unicode: Whether texts may hold more than ASCII.
  func summary(unicode: Bool) -> (opening: [String], closing: [String]) {
    let sides = [("before", before), ("after", after)].map { name, report in
      let summary = ReportSummary(report, unicode: unicode)
      return (summary.opening.map { "\(name): \($0)" }, summary.closing.map { "\(name): \($0)" })
    }
    return (sides.flatMap(\.0), sides.flatMap(\.1))
  }

  /// The finding, what was read on each side, and a word on completeness.
  package func lines(unicode: Bool) -> [String] {
    let (opening, closing) = summary(unicode: unicode)
    return [finding] + opening + (closing.isEmpty ? ["complete"] : closing)
  }

  /// What the reader must not overlook of each side.
  package var notices: [String] {
    before.notices.map { "Before: \($0)" } + after.notices.map { "After: \($0)" }
  }
}

/// The sides of a difference in the formats for programs.
enum DifferenceSide: String, CaseIterable {
  case before, after, difference

  /// What a group has there.
  func amounts(of row: GroupDifference) -> Amounts {
    switch self {
    case .before: row.before
    case .after: row.after
    case .difference: row.difference
    }
  }

  /// What all groups have there.
  func amounts(of report: DifferenceReport) -> Amounts {
    switch self {
    case .before: report.before.totals
    case .after: report.after.totals
    case .difference: report.difference
    }
  }
}
