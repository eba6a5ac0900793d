import DumpReader
import LoyaltyAnalytics

extension ReportBuilder {
  /// Types and statuses that were left out and differ from known ones in letter case only, or in a
  /// blank before the one that is asked for, with the options that take them.
  var letterCase: [String] {
    notice("type", typeVariants) + notice("status", statusVariants)
  }

  /// Whether there are such types.
  var hasTypeVariants: Bool { !typeVariants.isEmpty }

  private func notice(_ field: String, _ variants: [(value: ValueCount, option: String)])
    -> [String]
  {
    guard !variants.isEmpty else { return [] }
    let values = variants.map { "\($0.value.value) (\($0.value.count.grouped))" }
    let options = variants.map(\.option)
    let plural = variants.count > 1
    let nouns = field == "type" ? (plural ? "Types" : "A type") : plural ? "Statuses" : "A status"
    return [
      "\(nouns) left out \(plural ? "differ" : "differs") from a known one in letter case \(hasBlanks(field) ? "or a blank " : "")only: "
        + "\(values.joined(separator: ", ")). Taken with \(options.joined(separator: " "))"
    ]
  }

  /// Whether a value that the question names begins with a blank.
  private func hasBlanks(_ field: String) -> Bool {
    guard field == "status", case .only(let names) = analysis.query.statuses else { return false }
    return names.contains { $0.first?.isWhitespace == true }
  }

  private var typeVariants: [(value: ValueCount, option: String)] {
    let types = analysis.query.mapping.types
    let known = types.entries.filter { $0.value != TypeMeanings.otherValues }
    return left(answer.documents.types).compactMap { value in
      guard types[value.value] == nil else { return nil }
      let name = value.value.lowercased()
      let meanings = Set(known.filter { $0.value.lowercased() == name }.map(\.meaning))
      // Of two meanings none is the one.
      guard meanings.count == 1, let meaning = meanings.first else { return nil }
      return (value, "--type \("\(value.value)=\(meaning.name)".shellQuoted)")
    }
  }

  private var statusVariants: [(value: ValueCount, option: String)] {
    guard case .only(let names) = analysis.query.statuses else { return [] }
    // Somebody may put a blank behind a comma.
    let known = Set(names.map { String($0.trimmingPrefix(while: \.isWhitespace)).lowercased() })
    return left(answer.documents.statuses).compactMap { value in
      // One that is named as it stands is of another type: null, which no text is.
      guard known.contains(value.value.lowercased()), !names.contains(value.value),
        !value.value.contains(",")
      else { return nil }
      return (value, "--status \(value.value.shellQuoted)")
    }
  }

  /// The values that are whole: not cut off, and not several of them counted together.
  private func left(_ values: [ValueCount]) -> [ValueCount] {
    values.prefix(20).filter { $0.value.utf8.count <= 64 }
  }
}

extension ReportBuilder {
  /// Times that cannot be read, and times in years in which hardly any programme has run.
  var strangeTimes: [String] {
    let times = answer.times
    let path = analysis.query.mapping.time
    var notices: [String] = []
    if times.unreadable > 0, analysis.query.from == nil, analysis.query.until == nil {
      let advice =
        TimeFormatAdvice.sentence(
          times.formatsOfUnreadable, reads: times.unreadable == 1 ? "reads it" : "reads them")
        ?? "--time-format says how they are written"
      notices.append(
        "\(times.unreadable.grouped) unreadable "
          + "\(times.unreadable == 1 ? "time" : "times") in \(path), which "
          + "\(times.unreadable == 1 ? "is" : "are") not in any group of the calendar; \(advice)")
    }
    if times.unlikely > 0 {
      let advice =
        TimeFormatAdvice.sentence(times.formatsOfUnlikely, reads: "makes sense of them")
        ?? "they may be in another unit than it seems, or not be times"
      notices.append(
        "Most times in \(path), of \(times.unlikely.grouped) "
          + "\(times.unlikely == 1 ? "document" : "documents"), are before 1991 or after 2100; "
          + advice)
    }
    return notices
  }
}
