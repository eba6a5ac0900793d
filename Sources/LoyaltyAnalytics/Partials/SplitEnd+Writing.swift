internal import DumpReader

extension SplitEnd {
  /// The line, with its line feed.
  var json: [UInt8] {
    var buffer = TextBuffer(capacity: 1024)
    buffer.append("{\"v\":1,\"t\":\"end\",")
    if let split {
      split.appendFields(to: &buffer, firstName: "given")
    } else {
      buffer.append("\"split\":null,\"of\":null")
    }
    if let borders {
      buffer.append(",\"first\":\(borders.first),\"last\":\(borders.last)")
    } else {
      buffer.append(",\"first\":null,\"last\":null")
    }
    append(tally.counts, to: &buffer)
    buffer.append(",\"statuses\":")
    Self.append(tally.statuses, to: &buffer)
    buffer.append(",\"types\":")
    Self.append(tally.types, to: &buffer)
    if tally.counts.counted == 0 { appendSeen(to: &buffer) }
    if let range = tally.timeRange {
      buffer.append(",\"excluded_times\":[\(range.lowerBound),\(range.upperBound)]")
    }
    if tally.hasNullKeys { buffer.append(",\"null_keys\":true") }
    if tally.keyPartsSeen > 0 { buffer.append(",\"key_parts\":\(tally.keyPartsSeen)") }
    if tally.times.unlikely > 0 || tally.times.unreadable > 0 {
      buffer.append(",\"times\":[\(tally.times.numbers.map(String.init).joined(separator: ","))]")
    }
    buffer.append(",\"lines\":\(lineFeeds),\"inputs\":[")
    for (index, input) in inputs.enumerated() {
      if index > 0 { buffer.append(",") }
      Self.append(input, isUncounted: tally.counts.counted == 0, to: &buffer)
    }
    buffer.append("],\"rejects\":[")
    for (index, entry) in rejects.enumerated() {
      if index > 0 { buffer.append(",") }
      Self.append(entry.reject, of: entry.input, to: &buffer)
    }
    buffer.append(
      "],\"rows\":\(rows),\"digest\":\"\(digest.text)\",\"question\":{")
    Self.append(question.entries, to: &buffer)
    buffer.append("},\"origin\":{")
    Self.append(question.origins, to: &buffer)
    buffer.append("},\"question_digest\":\"\(questionDigest)\",\"version\":")
    buffer.append(json: question.version)
    buffer.append("}\n")
    return buffer.bytes
  }

  private static func append(_ entries: [PartialQuestion.Entry], to buffer: inout TextBuffer) {
    for (index, entry) in entries.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append(json: entry.name)
      buffer.append(":")
      buffer.append(json: entry.value)
    }
  }

  private func append(_ counts: DocumentCounts, to buffer: inout TextBuffer) {
    buffer.append(",\"documents\":{\"read\":\(counts.read),\"counted\":\(counts.counted)")
    buffer.append(",\"excluded\":{")
    for (index, reason) in ExclusionReason.allCases.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append("\"\(reason.rawValue)\":\(reason.count(in: counts.excluded))")
    }
    buffer.append("},\"rejected\":{")
    for (index, reason) in RejectReason.allCases.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append("\"\(reason.rawValue)\":\(counts.rejected[reason])")
    }
    buffer.append("},\"rounded\":\(counts.rounded),\"invalid_text\":\(counts.invalidText)")
    if let unwound = counts.unwound { buffer.append(",\"unwound\":\(unwound)") }
    buffer.append("}")
  }

  /// `[["pending",2],…,3]`: values with their counts, then how many there are of others.
  private static func append(_ values: ValueHistogram, to buffer: inout TextBuffer) {
    buffer.append("[")
    for (value, count) in values.kept {
      buffer.append("[")
      if value.rawBytes.isText {
        buffer.append(json: value.rawBytes)
      } else {
        buffer.append("{\"base64\":\"")
        buffer.append(base64: value[...])
        buffer.append("\"}")
      }
      buffer.append(",\(count)],")
    }
    buffer.append("\(values.otherCount)]")
  }

  /// What there was instead, for the message that says why there is no result.
  private func appendSeen(to buffer: inout TextBuffer) {
    buffer.append(",\"stores\":")
    Self.append(tally.stores, to: &buffer)
    buffer.append(",\"conditions\":{")
    for (index, field) in tally.conditions.keys.sorted().enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append(json: field)
      buffer.append(":")
      Self.append(tally.conditions[field] ?? ValueHistogram(), to: &buffer)
    }
    buffer.append("}")
  }

  private static func append(
    _ input: InputOutcome, isUncounted: Bool, to buffer: inout TextBuffer
  ) {
    buffer.append("{\"path\":")
    buffer.append(json: input.path)
    buffer.append(",\"namespace\":")
    buffer.append(json: input.namespace)
    buffer.append(",\"format\":")
    buffer.append(json: input.format)
    buffer.append(
      ",\"bytes\":\(input.bytes),\"bytes_skipped\":\(input.bytesSkipped)"
        + ",\"documents\":\(input.documents),\"decoded\":\(input.isDecoded)"
        + ",\"empty\":\(input.isEmpty),\"of_records\":\(input.isOfRecords)")
    if let path = input.recordsPath {
      buffer.append(",\"records\":[")
      for (index, name) in path.enumerated() {
        if index > 0 { buffer.append(",") }
        buffer.append(json: name)
      }
      buffer.append("]")
    }
    if input.passed != PassedBytes() {
      buffer.append(",\"passed\":[\(input.passed.count),\(input.passed.zeros),")
      buffer.append(json: input.passed.first)
      buffer.append(",\(input.passed.firstOffset)]")
    }
    if let damage = input.damage {
      buffer.append(",\"damage\":[")
      buffer.append(json: damage.reason)
      buffer.append(",\(damage.offset),\(damage.isUnverified)]")
    }
    if isUncounted, !input.beginning.isEmpty {
      buffer.append(",\"beginning\":\"")
      buffer.append(base64: input.beginning[...])
      buffer.append("\"")
    }
    buffer.append("}")
  }

  private static func append(
    _ located: LocatedReject, of input: Int, to buffer: inout TextBuffer
  ) {
    let reject = located.reject
    buffer.append("{\"input\":\(input),\"document\":\(located.document)")
    if let line = located.line { buffer.append(",\"line\":\(line)") }
    buffer.append(
      ",\"offset\":\(reject.offset),\"reason\":\"\(reject.reason.rawValue)\""
        + ",\"bytes_skipped\":\(reject.bytesSkipped)")
    if let field = reject.field {
      buffer.append(",\"field\":")
      buffer.append(json: field)
      buffer.append(",\"asked\":\(reject.fieldIsAskedFor)")
    }
    if let finding = reject.finding {
      buffer.append(
        ",\"finding\":[\(finding.code.rawValue),\(finding.offset),\(finding.detail)]")
    }
    if let value = reject.value { append(value, to: &buffer) }
    buffer.append("}")
  }

  private static func append(_ value: UnusableValue, to buffer: inout TextBuffer) {
    buffer.append(",\"value\":{\"finding\":\"")
    switch value.finding {
    case .missing: buffer.append("missing\"")
    case .type(let type): buffer.append("type\",\"type\":\(type.rawValue)")
    case .notANumber: buffer.append("nan\"")
    case .infinite: buffer.append("infinite\"")
    case .outOfRange: buffer.append("range\"")
    case .notExact: buffer.append("inexact\"")
    case .tooLong: buffer.append("long\"")
    case .unusablePart(let type): buffer.append("part\",\"type\":\(type.rawValue)")
    }
    if let resemblance = value.resemblance {
      buffer.append(",\"like\":\"\(resemblance.rawValue)\"")
    }
    buffer.append(",\"amounts\":[")
    buffer.append(value.amountFormats.map { "\"\($0.rawValue)\"" }.joined(separator: ","))
    buffer.append("],\"times\":[")
    for (index, format) in value.timeFormats.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append(json: format)
    }
    buffer.append("]}")
  }
}
