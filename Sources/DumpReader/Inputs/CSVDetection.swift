/// Finds the table in text: which line is the header, and what separates the cells.
///
///     sep=;                                  obeyed, if it is the first line
///     Loyalty points ledger                  a title: passed over, and told
///     user_id;transaction_type;points        the header
///     --------;----------------;------       belongs to it
///     u1;award;100
///
/// The header is the first line that has all columns that are required. Where none has, or nothing is
/// required, it is the first line that looks like a header above rows with as many cells.
struct CSVDetection {
  /// The names, and how the lines are written.
  let columns: ColumnNames
  /// Where the header starts.
  let start: Int
  /// Where the header ends.
  let end: Int
  /// The lines of a title above it.
  let passed: PassedBytes

  /// The most lines that are looked at.
  private static let maximumLines = 30
  /// Rows below a header that are looked at.
  private static let rowsLookedAt = 10

  /// A line that may be the header.
  private struct Candidate {
    var line: Int
    var header: CSVHeader
    /// The cells up to the last one with a name.
    var names: ArraySlice<String> { header.names.withoutEmptyEnd }
    var namedCount: Int { names.count { !$0.isEmpty } }
  }

  /// Looks at the beginning of a stream.
  ///
  /// - Parameters:
  ///   - head: The first bytes.
  ///   - isWhole: Whether that is all there is.
  ///   - options: What is known of the table.
  ///   - isForced: Whether it is a table for certain.
  /// - Returns: nil when it is no table, or its header has not been read to the end.
  init?(_ head: [UInt8], isWhole: Bool, _ options: TableOptions, isForced: Bool = false) {
    let text = TextLines(head, isWhole: isWhole, maximum: Self.maximumLines)
    var lines = text.starts
    var delimiters = options.delimiter.map { [$0] } ?? TableSyntax.usualDelimiters
    if let first = lines.first, let separator = text.separator(at: first) {
      lines.removeFirst()
      if options.delimiter == nil { delimiters = [separator] }
    }
    var candidates: [[Candidate]] = []
    for line in lines.indices {
      candidates.append(
        delimiters.compactMap { delimiter in
          text.header(at: lines[line], delimiter).map { Candidate(line: line, header: $0) }
        })
      // Mostly it is the first one.
      let isFound = candidates[line].contains {
        options.requiredColumns.missing(in: $0.header.names).isEmpty
      }
      if !options.requiredColumns.isEmpty, isFound { break }
    }
    guard
      let found = Self.withRequired(candidates, text, lines, options.requiredColumns)
        ?? Self.byLayout(candidates, text)
        ?? (isForced ? candidates.first?.max { $0.namedCount < $1.namedCount } : nil)
    else { return nil }
    var syntax = found.header.syntax
    syntax.trimsCells = options.trimsCells
    var passed = PassedBytes()
    var titles: [LineShape] = []
    for start in lines[..<found.line] {
      let end = text.lineEnd(from: start)
      passed.add(text.bytes.rawBytes, start..<end.next, at: start)
      titles.append(LineShape(text.bytes.rawBytes.extracting(start..<end.last)))
    }
    columns = ColumnNames(found.header.names, syntax: syntax, titles: titles)
    start = lines[found.line]
    end = found.header.end
    self.passed = passed
  }

  /// Whether a header begins that is longer than what has been read: names, and very many of them.
  static func isCutHeader(_ head: [UInt8], isWhole: Bool, _ options: TableOptions) -> Bool {
    let text = TextLines(head, isWhole: isWhole, maximum: 2)
    guard !isWhole, let start = text.starts.first, text.lineEnd(from: start).last == head.count
    else { return false }
    let delimiters = options.delimiter.map { [$0] } ?? TableSyntax.usualDelimiters
    return delimiters.contains { delimiter in
      let syntax = TableSyntax(delimiter: delimiter)
      guard
        let header = CSVHeader(text.bytes.rawBytes, from: start, count: head.count, syntax),
        header.names.count > 100
      else { return false }
      return header.names.dropLast().allSatisfy { CSVHeader.isPlausible($0) && $0.count < 200 }
    }
  }

  /// The first line that has all required columns; nil when none has, or a table without them stands
  /// above it, whose rows are not to be lost.
  private static func withRequired(
    _ candidates: [[Candidate]], _ text: TextLines, _ lines: [Int], _ required: [RequiredColumn]
  ) -> Candidate? {
    guard !required.isEmpty else { return nil }
    for line in candidates.indices {
      let found = candidates[line].first { required.missing(in: $0.header.names).isEmpty }
      guard let found else { continue }
      let isAboveRows = candidates[0].contains { first in
        line >= 2 && first.namedCount >= max(2, required.count)
          && first.names.allSatisfy { $0.isEmpty || CSVHeader.isName($0) }
          && (1..<line).allSatisfy { above in
            candidates[above].contains {
              $0.header.syntax.delimiter == first.header.syntax.delimiter
                && $0.names.count == first.names.count
            }
          }
          && !text.hasBlankLine(between: lines[0], and: lines[line])
      }
      return isAboveRows ? nil : found
    }
    return nil
  }

  /// The first line that looks like a header.
  private static func byLayout(_ candidates: [[Candidate]], _ text: TextLines) -> Candidate? {
    var loose: Candidate?
    for line in candidates.indices {
      let likely = candidates[line].filter { isLikely($0, text, isFirst: line == 0) }
      guard let best = likely.max(by: { $0.namedCount < $1.namedCount }) else { continue }
      let isStrict = best.names.allSatisfy { $0.isEmpty || CSVHeader.isName($0) }
      if line == 0 {
        if isStrict { return best }
        loose = best
        continue
      }
      let delimiter = best.header.syntax.delimiter
      let isBelowTitle = candidates[..<line].allSatisfy { above in
        above.allSatisfy {
          $0.header.syntax.delimiter != delimiter || $0.names.count < best.names.count
            || loose != nil && line <= 3 && $0.line < line
        }
      }
      if isStrict, isBelowTitle { return best }
    }
    return loose
  }

  /// Whether names that look like none, with line feeds, tabs, quotes or braces in them, stand in quotes,
  /// or have as many braces open as close, among others that look like names.
  private static func hasUnusualNames(_ candidate: Candidate) -> Bool {
    let names = zip(candidate.names, candidate.header.areQuoted)
    return candidate.names.contains(where: CSVHeader.isName)
      && names.allSatisfy { name, isQuoted in
        if name.isEmpty || CSVHeader.isName(name) { return true }
        guard name.utf8.count <= 128, name.first?.isLetter == true else { return false }
        return isQuoted
          || name.utf8.count { $0 == UInt8(ascii: "{") }
            == name.utf8.count { $0 == UInt8(ascii: "}") }
            && name.utf8.allSatisfy { $0 >= 0x20 }
      }
  }

  /// Whether a line could be a header: names of columns, and rows with as many cells below it.
  private static func isLikely(_ candidate: Candidate, _ text: TextLines, isFirst: Bool) -> Bool {
    let arePlausible = candidate.names.allSatisfy(CSVHeader.isPlausible)
    guard candidate.namedCount > 1, arePlausible || isFirst && hasUnusualNames(candidate) else {
      return false
    }
    let rows = text.rows(below: candidate.header, most: rowsLookedAt)
    if !arePlausible { return rows.looked > 0 && rows.agreed == rows.looked }
    if rows.looked > 0 { return rows.agreed > 0 && 2 * rows.agreed >= rows.looked }
    // Nothing but a header: it might be any line of text.
    return isFirst && candidate.names.allSatisfy { CSVHeader.isName($0) && !$0.contains(" ") }
  }
}
