internal import DumpReader
internal import LoyaltyAnalytics

/// Prints an inspection as one JSON object in UTF-8, a line for each input and each field.
package struct InspectionJSONWriter {
  /// The writer.
  package init() {}

  /// Prints the object.
  ///
  /// - Throws: What the output throws.
  package func write<Output: ReportOutput & ~Copyable>(
    _ report: InspectionReport, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    buffer.append("{\"inputs\": [")
    for (i, input) in report.inputs.enumerated() {
      buffer.append(i == 0 ? "\n  " : ",\n  ")
      buffer.append(json: input, documents: report.inputDocuments[i])
    }
    buffer.append(report.inputs.isEmpty ? "],\n" : "\n ],\n")
    buffer.append(" \"documents\": ")
    buffer.append(report.documents.read)
    buffer.append(", \"malformed\": ")
    buffer.append(report.documents.rejected.malformed)
    buffer.append(",\n \"fields\": [")
    let fields = report.inspection.fields + (report.inspection.others.map { [$0] } ?? [])
    for (i, field) in fields.enumerated() {
      buffer.append(i == 0 ? "\n  " : ",\n  ")
      let shown = report.shown(field)
      buffer.append(json: shown, values: shown.values)
      try buffer.flushIfFull(to: &output)
    }
    buffer.append(fields.isEmpty ? "],\n" : "\n ],\n")
    buffer.append(" \"roles\": {")
    for (i, assignment) in report.proposal.assignments.enumerated() {
      buffer.append(i == 0 ? "\n  " : ",\n  ")
      buffer.append(json: assignment.role.rawValue)
      buffer.append(": {\"path\": ")
      buffer.append(json: assignment.text)
      buffer.append(", \"reason\": ")
      buffer.append(json: assignment.reason)
      buffer.append(byte: 0x7D)
    }
    buffer.append(report.proposal.assignments.isEmpty ? "},\n" : "\n },\n")
    buffer.append(" \"command\": ")
    buffer.append(json: report.command?.map(report.quote).joined(separator: " "))
    buffer.append(",\n \"choices\": [")
    for (i, choice) in report.proposal.choices.enumerated() {
      buffer.append(i == 0 ? "\n  " : ",\n  ")
      buffer.append(json: choice)
    }
    buffer.append(report.proposal.choices.isEmpty ? "]}\n" : "\n ]}\n")
    try buffer.flush(to: &output)
  }
}

extension TextBuffer {
  fileprivate mutating func append(json input: InputOutcome, documents: Int) {
    append("{\"path\": ")
    append(json: input.path)
    append(", \"format\": ")
    append(json: input.format)
    append(", \"namespace\": ")
    append(json: input.namespace)
    append(", \"documents\": ")
    append(documents)
    append(", \"bytes\": ")
    append(input.bytes)
    append(", \"bytes_skipped\": ")
    append(input.bytesSkipped)
    if let damage = input.damage {
      append(", \"damage\": ")
      append(json: damage.reason)
    }
    append(byte: 0x7D)
  }

  fileprivate mutating func append(
    json field: Inspection.Field, values: [(text: ValueText, count: Int)]?
  ) {
    append("{\"path\": ")
    append(json: field.path)
    append(", \"documents\": ")
    append(field.documents)
    append(", \"types\": {")
    for (i, type) in field.types.enumerated() {
      append(i == 0 ? "\"\(type.name)\": " : ", \"\(type.name)\": ")
      append(type.count)
    }
    append("}, \"numbers\": ")
    if let numbers = field.numbers {
      append("{\"minimum\": \(numbers.minimum.extendedJSON), ")
      append("\"maximum\": \(numbers.maximum.extendedJSON)}")
    } else {
      append("null")
    }
    append(", \"dates\": ")
    if let dates = field.dates {
      append("{\"minimum\": ")
      append(jsonTime: dates.lowerBound)
      append(", \"maximum\": ")
      append(jsonTime: dates.upperBound)
      append(byte: 0x7D)
    } else {
      append("null")
    }
    append(", \"lengths\": ")
    if let lengths = field.lengths {
      append("{\"minimum\": \(lengths.lowerBound), \"maximum\": \(lengths.upperBound)}")
    } else {
      append("null")
    }
    append(", \"distinct\": ")
    append(field.distinct)
    append(", \"distinct_is_exact\": \(field.distinctIsExact), \"values\": ")
    guard let values else {
      append("null}")
      return
    }
    append(byte: 0x5B)
    for (i, value) in values.enumerated() {
      append(i == 0 ? "{\"value\": " : ", {\"value\": ")
      append(value.text.json)
      append(", \"count\": ")
      append(value.count)
      append(byte: 0x7D)
    }
    append("]}")
  }
}
