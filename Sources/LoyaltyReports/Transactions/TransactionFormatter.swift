internal import DumpReader
package import LoyaltyAnalytics

/// Makes bytes of the rows of a list of transactions, in one of the formats for machines, in Markdown,
/// or as cells for a table.
package struct TransactionFormatter: TransactionRowFormat {
  /// How rows are written.
  enum Form: Sendable {
    case csv, tsv
    /// An object; behind it a line feed, or before it a comma and a line feed.
    case jsonLines, json
    case markdown
    /// Each cell a text behind its length, of 4 bytes: what ``CellTable`` makes a table of.
    case cells
  }

  let form: Form
  /// The columns of the list; that of the key stands for as many as it has parts.
  package let columns: [TransactionColumn]
  /// How many parts the key has, 1 or more.
  let keyCount: Int
  /// Whether what a spreadsheet would run gets an apostrophe in front.
  private let isForSpreadsheet: Bool
  /// Puts other names into a row.
  private let hide: (@Sendable (TotalsRow) -> TotalsRow)?
  /// What stands before the cells, one behind the other, and where each ends: parts of one array are
  /// taken without retaining it.
  private let leads: [UInt8]
  private let leadEnds: [Int]
  private let start: [UInt8], end: [UInt8]
  /// Whether most rows are ones of ``appendPlain(_:to:)``.
  private var writesPlainRows: Bool { form == .csv && !isForSpreadsheet && hide == nil }
  /// The input as a cell.
  private(set) var input: [UInt8] = []

  /// A formatter.
  ///
  /// - Parameters:
  ///   - keyNames: What the group key is called, or each of its parts.
  ///   - explains: Whether documents are listed that do not count.
  ///   - hasBalance: Whether rows have a balance.
  ///   - unwinds: Whether rows are elements of arrays.
  ///   - isForSpreadsheet: Whether what a spreadsheet would run gets an apostrophe in front, in CSV
  ///     and TSV.
  ///   - hide: Puts other names into a row.
  package init(
    _ format: ReportFormat, keyNames: [String], explains: Bool = false, hasBalance: Bool = false,
    unwinds: Bool = false, isForSpreadsheet: Bool = false,
    hiding hide: (@Sendable (TotalsRow) -> TotalsRow)? = nil
  ) {
    let columns = TransactionColumn.allCases.filter {
      $0.stands(explains: explains, hasBalance: hasBalance, unwinds: unwinds)
    }
    self.columns = columns
    keyCount = keyNames.count
    self.isForSpreadsheet = isForSpreadsheet
    self.hide = hide
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    let names = keyNames + columns.dropFirst().map(\.rawValue)
    func leads(_ first: String, _ other: String) -> [[UInt8]] {
      names.indices.map { bytes($0 == 0 ? first : other) }
    }
    let parts: [[UInt8]]
    switch format {
    case .csv:
      form = .csv
      parts = leads("", ",")
      (start, end) = ([], bytes("\n"))
    case .tsv:
      form = .tsv
      parts = leads("", "\t")
      (start, end) = ([], bytes("\n"))
    case .jsonl, .json:
      form = format == .json ? .json : .jsonLines
      parts = names.enumerated().map { index, name in
        var buffer = TextBuffer(capacity: 32)
        buffer.append(index == 0 ? "{" : ", ")
        buffer.append(json: name)
        buffer.append(": ")
        return buffer.bytes
      }
      (start, end) = format == .json ? (bytes(",\n  "), bytes("}")) : ([], bytes("}\n"))
    case .markdown:
      form = .markdown
      parts = leads("| ", " | ")
      (start, end) = ([], bytes(" |\n"))
    case .table, .xlsx, .html:
      form = .cells
      parts = leads("", "")
      (start, end) = ([], [])
    }
    self.leads = parts.flatMap(\.self)
    leadEnds = parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
  }

  package mutating func begin(_ path: String) {
    var buffer = TextBuffer(capacity: path.utf8.count + 16)
    // Standard input is no formula.
    append(text: path, isText: path != "-", to: &buffer)
    input = buffer.bytes
  }

  package mutating func append(_ row: borrowing TransactionRow, to buffer: inout TextBuffer) {
    if writesPlainRows, appendPlain(row, to: &buffer) { return }
    if !start.isEmpty { buffer.bytes.append(contentsOf: start) }
    let hidden = hide?(row.named)
    let leads = leads.rawBytes
    var index = 0
    func lead(_ buffer: inout TextBuffer) {
      let lead = leads.extracting(leadEnds[index]..<leadEnds[index + 1])
      if lead.byteCount == 1 { buffer.append(byte: lead[0]) } else { buffer.append(lead) }
      index += 1
    }
    for part in 0..<keyCount {
      lead(&buffer)
      append(keyPart: part, of: row, hidden, to: &buffer)
    }
    for column in columns.dropFirst() {
      lead(&buffer)
      append(column, of: row, hidden, to: &buffer)
    }
    buffer.bytes.append(contentsOf: end)
  }

  private func append(
    keyPart part: Int, of row: borrowing TransactionRow, _ hidden: TotalsRow?,
    to buffer: inout TextBuffer
  ) {
    let key = row.key(part: part)
    if key.kind == .null && row.hasKey && (form == .cells || form == .markdown) {
      cell(&buffer) { $0.append("(none)") }
    } else if let hidden {
      // What has no key has no part of one either.
      let parts = hidden.key.parts
      if part < parts.count {
        append(key: parts[part], to: &buffer)
      } else {
        appendNull(to: &buffer)
      }
    } else {
      append(key, to: &buffer)
    }
  }

  private func append(
    _ column: TransactionColumn, of row: borrowing TransactionRow, _ hidden: TotalsRow?,
    to buffer: inout TextBuffer
  ) {
    switch column {
    case .key: append(keyPart: 0, of: row, hidden, to: &buffer)
    case .email: append(label: row.email, hidden, hidden?.email, to: &buffer)
    case .firstName: append(label: row.firstName, hidden, hidden?.firstName, to: &buffer)
    case .lastName: append(label: row.lastName, hidden, hidden?.lastName, to: &buffer)
    case .type: append(word: row.kind?.name, to: &buffer)
    case .points: append(row.points, to: &buffer)
    case .status: append(row.status, to: &buffer)
    case .store: append(row.store, to: &buffer)
    case .time: append(time: row.time, to: &buffer)
    case .input: buffer.bytes.append(contentsOf: input)
    case .document: append(row.document, to: &buffer)
    case .element:
      if let element = row.element { append(element, to: &buffer) } else { appendNull(to: &buffer) }
    case .offset: append(row.offset, to: &buffer)
    case .disposition: append(word: row.disposition.text, to: &buffer)
    case .detail:
      if row.detail.isEmpty {
        appendNull(to: &buffer)
      } else {
        append(text: row.detail, to: &buffer)
      }
    case .balance: append(row.balance, to: &buffer)
    }
  }
}

// Values as cells.
extension TransactionFormatter {
  /// A cell of a table: its length, and what `body` appends.
  private func cell(_ buffer: inout TextBuffer, _ body: (inout TextBuffer) -> Void) {
    guard form == .cells else { return body(&buffer) }
    let start = buffer.bytes.count
    buffer.bytes.append(contentsOf: [0, 0, 0, 0])
    body(&buffer)
    let count = buffer.bytes.count - start - 4
    for i in 0..<4 { buffer.bytes[start + i] = UInt8(truncatingIfNeeded: count >> (8 * i)) }
  }

  private func appendNull(to buffer: inout TextBuffer) {
    switch form {
    case .jsonLines, .json: buffer.append("null")
    case .cells: cell(&buffer) { _ in }
    case .csv, .tsv, .markdown: return
    }
  }

  /// A number that nothing has to be escaped in.
  private func append(_ number: Int, to buffer: inout TextBuffer) {
    cell(&buffer) { $0.append(number) }
  }

  private func append(_ points: Points?, to buffer: inout TextBuffer) {
    guard let points else { return appendNull(to: &buffer) }
    let isForPeople = form == .cells || form == .markdown
    cell(&buffer) { $0.append(points, grouped: isForPeople) }
  }

  private func append(time: Int64?, to buffer: inout TextBuffer) {
    guard let time else { return appendNull(to: &buffer) }
    switch form {
    case .jsonLines, .json: buffer.append(jsonTime: time)
    default: cell(&buffer) { $0.append(time: time) }
    }
  }

  /// A word of this program's own.
  private func append(word: String?, to buffer: inout TextBuffer) {
    guard let word else { return appendNull(to: &buffer) }
    switch form {
    case .jsonLines, .json:
      buffer.append(byte: 0x22)
      buffer.append(word)
      buffer.append(byte: 0x22)
    default: cell(&buffer) { $0.append(word) }
    }
  }

  private func append(
    label: RawSpan, _ hidden: TotalsRow?, _ token: String?, to buffer: inout TextBuffer
  ) {
    if hidden != nil {
      if let token { append(text: token, to: &buffer) } else { appendNull(to: &buffer) }
    } else if label.byteCount == 0 {
      appendNull(to: &buffer)
    } else {
      append(bytes: label, to: &buffer)
    }
  }

  private func append(key: GroupKey, to buffer: inout TextBuffer) {
    switch form {
    case .jsonLines, .json: buffer.append(json: key)
    default:
      guard let text = key.plainText else { return appendNull(to: &buffer) }
      // Neither a number nor a date is text that somebody made up.
      append(text: text, isText: key.kind.isText || key.kind == .binary, to: &buffer)
    }
  }

  private func append(_ value: borrowing TransactionRow.KeyValue, to buffer: inout TextBuffer) {
    switch (form, value.kind) {
    case (.jsonLines, _), (.json, _): buffer.append(jsonKey: value.kind, value.bytes)
    case (_, .null): appendNull(to: &buffer)
    case (_, .string): append(bytes: value.bytes, to: &buffer)
    case (.csv, .number), (.tsv, .number):
      if !buffer.appendInteger(value.bytes) { append(key: value.copied, to: &buffer) }
    default: append(key: value.copied, to: &buffer)
    }
  }

  /// A text that still lies where it was read.
  private func append(bytes text: RawSpan, to buffer: inout TextBuffer) {
    switch form {
    case .jsonLines, .json: buffer.append(json: text)
    case .csv where !isForSpreadsheet && text.byteCount > 0,
      .tsv where !isForSpreadsheet:
      // A tab and a line feed are controls.
      let isTSV = form == .tsv
      switch text.content(but: isTSV ? 0x5C : 0x22, isTSV ? 0x5C : 0x2C) {
      case .ascii: buffer.append(text)
      case .unicode: buffer.append(text.text)
      case .special: append(text: text.text, to: &buffer)
      }
    default: append(text: text.text, to: &buffer)
    }
  }

  private func append(text: String, isText: Bool = true, to buffer: inout TextBuffer) {
    switch form {
    case .jsonLines, .json: buffer.append(json: text)
    case .csv, .tsv:
      DelimitedText(quoting: form == .csv ? .csv : .tsv, isForSpreadsheet: isForSpreadsheet)
        .append(text, isText: isText, to: &buffer)
    case .markdown: buffer.append(markdown: text)
    case .cells: cell(&buffer) { $0.append(text) }
    }
  }
}

extension TransactionKind {
  /// As it is printed.
  fileprivate var name: String {
    switch self {
    case .award: "award"
    case .redeem: "redeem"
    case .deduct: "deduct"
    }
  }
}

extension TransactionRow.KeyValue {
  fileprivate var copied: GroupKey { GroupKey(kind: kind, bytes: bytes.copied()) }
}

extension TransactionRow {
  /// Whether the group is known.
  fileprivate var hasKey: Bool {
    disposition != .rejected(.malformed) && disposition != .rejected(.user)
  }

  /// The key and the labels, as of a group.
  fileprivate var named: TotalsRow {
    func text(_ bytes: RawSpan) -> String? { bytes.byteCount == 0 ? nil : bytes.text }
    return TotalsRow(
      key: key.copied, firstName: text(firstName), lastName: text(lastName), email: text(email),
      amounts: Amounts(), firstTime: nil, lastTime: nil)
  }
}
