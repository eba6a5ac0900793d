internal import DumpReader
internal import LoyaltyAnalytics

/// What a run read, counted, left out and why, in sentences for people.
///
/// The table prints it around its rows; for JSON lines, CSV and TSV the program prints `lines` to
/// standard error. Texts from the dump, such as values of the status field, have nothing in them
/// that a terminal would obey; see `TerminalText`.
public struct ReportSummary: Sendable {
  /// What was read and counted, then what was excluded, rejected and rounded.
  public package(set) var opening: [String]
  /// Why the totals are incomplete and which inputs lost bytes; empty if they are complete.
  public package(set) var closing: [String]
  /// All of it, and a word on completeness.
  public var lines: [String] { opening + (closing.isEmpty ? ["complete"] : closing) }

  /// Values and inputs that are named one by one; the others are added up.
  private static let namedValues = 8
  /// Columns of a value or a path that are shown.
  private static let valueWidth = 32
  private static let pathWidth = 48

  /// Sums a report up.
  ///
  /// - Parameters:
  ///   - report: what to sum up.
  ///   - unicode: whether texts may hold more than ASCII.
  public init(_ report: Report, unicode: Bool = true) {
    let text = TerminalText(isUnicode: unicode)
    let documents = report.documents
    opening = [Self.heading(documents, inputs: report.inputs, text)]
    if let line = Self.excluded(documents, text) { opening.append("excluded: " + line) }
    if let line = Self.rejected(documents.rejected) { opening.append("rejected: " + line) }
    if documents.rounded > 0 {
      let amounts = documents.rounded == 1 ? "amount" : "amounts"
      opening.append(
        "rounded: \(documents.rounded.grouped) \(amounts) to \(Points.fractionDigits) fraction digits"
      )
    }
    if documents.invalidText > 0 {
      let texts =
        documents.invalidText == 1
        ? "1 document has" : "\(documents.invalidText.grouped) documents have"
      opening.append("not UTF-8: \(texts) bytes in a text that are not valid")
    }
    closing = report.complete ? [] : Self.incomplete(report, text)
  }

  private static func heading(
    _ documents: DocumentCounts, inputs: [InputSummary], _ text: TerminalText
  ) -> String {
    var line = noun(documents, count: documents.read)
    if let unwound = documents.unwound {
      line += " of \(unwound.grouped) \(unwound == 1 ? "document" : "documents")"
    }
    switch inputs.count {
    case 0: line += " read"
    case 1 where inputs[0].path == "-": line += " on standard input"
    case 1: line += " in " + path(inputs[0], text)
    default: line += " in \(inputs.count.grouped) inputs"
    }
    let excluded = documents.excluded.total
    let rejected = documents.rejected.total
    if documents.read > 0, documents.counted == documents.read { return line + ", all counted" }
    line += ": \(documents.counted.grouped) counted"
    if excluded > 0 { line += ", \(excluded.grouped) excluded" }
    if rejected > 0 { line += ", \(rejected.grouped) rejected" }
    return line
  }

  /// Documents, or transactions where an array of them is unwound, by number.
  private static func noun(_ documents: DocumentCounts, count: Int) -> String {
    let noun = documents.unwound == nil ? "document" : "transaction"
    return "\(count.grouped) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func excluded(_ documents: DocumentCounts, _ text: TerminalText) -> String? {
    let excluded = documents.excluded
    return phrases([
      (excluded.duplicate ?? 0, "duplicate (a later document has the same id)", ""),
      (excluded.empty, "without an element", ""),
      (excluded.store, "by store", ""),
      (excluded.status, "by status", values(documents.statuses, text)),
      (excluded.time, "by time", ""),
      (excluded.where, "by condition", ""),
      (excluded.type, "by type", values(documents.types, text)),
    ])
  }

  private static func rejected(_ rejected: RejectedCounts) -> String? {
    phrases(RejectReason.allCases.map { (rejected[$0], $0.phrase, "") })
  }

  private static func phrases(
    _ parts: [(count: Int, reason: String, detail: String)]
  ) -> String? {
    let used = parts.filter { $0.count > 0 }
      .map { "\($0.count.grouped) \($0.reason)\($0.detail)" }
    return used.isEmpty ? nil : used.joined(separator: ", ")
  }

  /// Such as ` (pending 11,000, cancelled 1,001)`, in the order given.
  private static func values(_ counts: [ValueCount], _ text: TerminalText) -> String {
    let counts = counts.merged
    guard !counts.isEmpty else { return "" }
    var named = counts.prefix(namedValues).map {
      let value = text.shown($0.quotedWhereNeeded, limit: valueWidth)
      return "\(value) \($0.count.grouped)"
    }
    let rest = counts.dropFirst(namedValues)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.count }
      named.append(
        "\(rest.count.grouped) other \(rest.count == 1 ? "value" : "values") \(count.grouped)")
    }
    return " (" + named.joined(separator: ", ") + ")"
  }

  private static func incomplete(_ report: Report, _ text: TerminalText) -> [String] {
    let rejected = report.documents.rejected.total
    let damaged = report.inputs.filter { $0.bytesSkipped > 0 }
    let skipped = damaged.reduce(0) { $0 + $1.bytesSkipped }
    var losses: [String] = []
    if rejected > 0 {
      losses.append("\(noun(report.documents, count: rejected)) rejected")
    }
    if skipped > 0 {
      losses.append("\(skipped.grouped) \(skipped == 1 ? "byte" : "bytes") skipped")
    }
    let isUnverified = report.inputs.contains(where: \.isUnverified)
    let isDamaged = report.inputs.contains { $0.damage != nil && !$0.isUnverified }
    var lines: [String] = []
    if !losses.isEmpty {
      lines.append("INCOMPLETE: " + losses.joined(separator: " and ") + ", not in these totals")
    } else if isDamaged || !isUnverified {
      lines.append("INCOMPLETE: the input is damaged or was cut off")
    }
    if isUnverified { lines.append("UNVERIFIED: a checksum does not match the input") }
    lines += damaged.prefix(namedValues).map {
      "\(path($0, text)) (\(text.shown($0.format, limit: valueWidth))): "
        + "\($0.bytesSkipped.grouped) of \($0.bytes.grouped) bytes skipped"
    }
    let rest = damaged.dropFirst(namedValues)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.bytesSkipped }
      lines.append(
        "\(rest.count.grouped) other \(rest.count == 1 ? "input" : "inputs"): "
          + "\(count.grouped) \(count == 1 ? "byte" : "bytes") skipped")
    }
    return lines
  }

  /// A path as far as there is room; of a long one the end tells more than the start.
  private static func path(_ input: InputSummary, _ text: TerminalText) -> String {
    guard text.width(of: input.path, limit: pathWidth) > pathWidth else {
      return text.shown(input.path)
    }
    var start = input.path.endIndex
    var room = pathWidth - text.ellipsisWidth
    while start > input.path.startIndex {
      let previous = input.path.index(before: start)
      room -= text.width(of: String(input.path[previous]))
      guard room >= 0 else { break }
      start = previous
    }
    return text.ellipsis + text.shown(String(input.path[start...]))
  }
}

extension RejectReason {
  /// What such documents are, behind their number.
  package var phrase: String {
    switch self {
    case .malformed: "malformed"
    case .time: "with a time that cannot be read"
    case .user: "with a value that cannot be a key"
    case .points: "with unusable points"
    }
  }
}
