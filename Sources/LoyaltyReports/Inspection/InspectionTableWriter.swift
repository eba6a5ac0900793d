internal import DumpReader
internal import LoyaltyAnalytics

/// Prints an inspection for people: the inputs, a line for each field, what the fields seem to be, the
/// command line that follows, and what could not be known.
package struct InspectionTableWriter {
  private let style: TableStyle
  private let visible: TerminalText
  private let width: Int

  /// How wide the columns of the path, the share of documents, the types and the number of distinct values
  /// are; what is left is for ranges and values. A narrow window has no types.
  private let columns: (path: Int, share: Int, types: Int, distinct: Int)

  /// A writer for a terminal or a file.
  package init(_ style: TableStyle) {
    self.style = style
    visible = TerminalText(isUnicode: style.unicode)
    width = max(40, min(style.width, 200))
    columns = width < 62 ? (width - 17, 7, 0, 10) : (24, 7, 16, 10)
  }

  /// Prints the tables.
  ///
  /// - Throws: What the output throws.
  package func write<Output: ReportOutput & ~Copyable>(
    _ report: InspectionReport, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    for (i, input) in report.inputs.enumerated() {
      append(input, documents: report.inputDocuments[i], to: &buffer)
      try buffer.flushIfFull(to: &output)
    }
    if report.inspection.fields.isEmpty {
      line("There is no document to look at.", to: &buffer)
    } else {
      buffer.append(byte: 0x0A)
      style.emphasize(.bold, in: &buffer) {
        row("field", "in", "types", "distinct", "range, values", to: &$0)
      }
    }
    for field in report.inspection.fields + (report.inspection.others.map { [$0] } ?? []) {
      append(field, report, to: &buffer)
      try buffer.flushIfFull(to: &output)
    }
    append(report.proposal, to: &buffer)
    append(command: report, to: &buffer)
    if !report.proposal.choices.isEmpty {
      buffer.append(byte: 0x0A)
      for choice in report.proposal.choices { line(choice, to: &buffer) }
    }
    try buffer.flush(to: &output)
  }

  private func append(_ input: InputOutcome, documents: Int, to buffer: inout TextBuffer) {
    var text = "\(input.path): \(input.format)"
    if let namespace = input.namespace { text += ", \(namespace)" }
    text += ", \(documents.grouped) \(documents == 1 ? "document" : "documents")"
    text += ", \(input.bytes.grouped) bytes"
    if input.bytesSkipped > 0 { text += ", \(input.bytesSkipped.grouped) bytes skipped" }
    line(text, to: &buffer)
  }

  private func append(
    _ field: Inspection.Field, _ report: InspectionReport, to buffer: inout TextBuffer
  ) {
    let field = report.shown(field)
    let count = max(1, field.count)
    let types = field.types.map { type in
      type.count == count ? type.name : "\(type.name) \(Self.percent(type.count, of: count))"
    }.joined(separator: ", ")
    let mark = style.unicode ? "≈" : "~"
    let distinct =
      field.distinct == 0 ? "" : (field.distinctIsExact ? "" : mark) + field.distinct.grouped
    row(
      field.path, Self.percent(field.documents, of: report.inspection.documents), types, distinct,
      details(field, field.values), to: &buffer)
  }

  /// Ranges and frequent values in a few words.
  private func details(
    _ field: Inspection.Field, _ values: [(text: ValueText, count: Int)]?
  ) -> String {
    if let values, !values.isEmpty {
      return values.map { value in
        "\(value.text.plain.isEmpty ? "\"\"" : value.text.plain) (\(value.count.grouped))"
      }.joined(separator: ", ")
    }
    let dots = style.unicode ? "…" : ".."
    var ranges: [String] = []
    if let numbers = field.numbers {
      ranges.append("\(numbers.minimum.plainText) \(dots) \(numbers.maximum.plainText)")
    }
    if let dates = field.dates {
      ranges.append(
        "\(ISO8601.text(milliseconds: dates.lowerBound).prefix(10)) \(dots) "
          + "\(ISO8601.text(milliseconds: dates.upperBound).prefix(10))")
    }
    if ranges.isEmpty, let lengths = field.lengths {
      ranges.append(
        lengths.lowerBound == lengths.upperBound
          ? "\(lengths.lowerBound.grouped) characters"
          : "\(lengths.lowerBound.grouped) \(dots) \(lengths.upperBound.grouped) characters")
    }
    return ranges.joined(separator: ", ")
  }

  private func append(_ proposal: MappingProposal, to buffer: inout TextBuffer) {
    guard !proposal.assignments.isEmpty else { return }
    buffer.append(byte: 0x0A)
    for assignment in proposal.assignments {
      cell(assignment.role.rawValue, 12, to: &buffer)
      let limit = min(30, width - 12)
      let used = visible.append(
        visible.shown(assignment.text, limit: limit), limit: limit, to: &buffer)
      if width >= 60 {
        buffer.append(spaces: max(1, 30 - used) + 1)
        visible.append(assignment.reason, limit: width - 43, to: &buffer)
      }
      buffer.append(byte: 0x0A)
    }
  }

  /// The command line, on as many lines as it takes; a backslash joins them for the shell.
  private func append(command report: InspectionReport, to buffer: inout TextBuffer) {
    guard let command = report.command else { return }
    buffer.append("\n  ")
    var used = 2
    for (i, word) in command.map(report.quote).enumerated() {
      let wordWidth = visible.width(of: word)
      if i > 0, used + 1 + wordWidth > width - 2 {
        buffer.append(" \\\n    ")
        used = 4
      } else if i > 0 {
        buffer.append(byte: 0x20)
        used += 1
      }
      visible.append(word, to: &buffer)
      used += wordWidth
    }
    buffer.append(byte: 0x0A)
  }

  /// A row of the table of fields. A path that does not fit has a line of its own.
  private func row(
    _ path: String, _ share: String, _ types: String, _ distinct: String, _ details: String,
    to buffer: inout TextBuffer
  ) {
    if visible.width(of: path) > columns.path {
      for piece in visible.wrapped(visible.shown(path), width: width) {
        buffer.append(piece)
        buffer.append(byte: 0x0A)
      }
      buffer.append(spaces: columns.path)
    } else {
      cell(path, columns.path, to: &buffer)
    }
    right(share, columns.share, to: &buffer)
    if columns.types > 0 {
      buffer.append("  ")
      cell(types, columns.types, to: &buffer)
    }
    right(distinct, columns.distinct, to: &buffer)
    let left = width - columns.path - columns.share - columns.types - columns.distinct - 4
    if !details.isEmpty, left > 3 {
      buffer.append("  ")
      visible.append(details, limit: left, to: &buffer)
    }
    while buffer.bytes.last == 0x20 { buffer.bytes.removeLast() }
    buffer.append(byte: 0x0A)
  }

  private func cell(_ text: String, _ width: Int, to buffer: inout TextBuffer) {
    buffer.append(spaces: width - visible.append(text, limit: width, to: &buffer))
  }

  private func right(_ text: String, _ width: Int, to buffer: inout TextBuffer) {
    buffer.append(spaces: width - visible.width(of: text))
    visible.append(text, limit: width, to: &buffer)
  }

  private func line(_ text: String, to buffer: inout TextBuffer) {
    for piece in visible.wrapped(visible.shown(text), width: width) {
      buffer.append(piece)
      buffer.append(byte: 0x0A)
    }
  }

  /// A share in whole percent; neither 0 nor 100 unless it is that.
  private static func percent(_ count: Int, of all: Int) -> String {
    guard all > 0, count < all else { return "100 %" }
    if count == 0 { return "0 %" }
    let share = Int((100 * Double(count) / Double(all)).rounded())
    return share == 0 ? "<1 %" : share == 100 ? ">99 %" : "\(share) %"
  }
}
