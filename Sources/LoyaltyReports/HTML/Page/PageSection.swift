internal import DumpReader
internal import LoyaltyAnalytics

/// A section of the page: a heading, a sentence that says what is to be seen, what is seen, its data, and
/// the command that prints the same figures.
struct PageSection {
  /// The anchor; unique on the page. The sentence is `ID-says`.
  var id: String
  var heading: String
  var sentence: HTML
  /// A smaller remark below the sentence.
  var remark: HTML?
  var content: HTML = ""
  /// The command that prints these figures; nil where there is none to name.
  var command: String?

  /// The element that holds the sentence.
  var label: String { "\(id)-says" }

  /// The section.
  var markup: HTML {
    var remarkText: HTML = ""
    if let remark { remarkText = "<p class=\"remark\">\(remark)</p>\n" }
    var trace: HTML = ""
    if let command { trace = "<p class=\"trace\">The same figures: <code>\(command)</code></p>\n" }
    return """
      <section id="\(id)" aria-labelledby="\(id)-title">
      <h2 id="\(id)-title">\(heading)</h2>
      <div class="body">
      <p class="says" id="\(label)">\(sentence)</p>
      \(remarkText)\(content)\(trace)</div>
      </section>

      """
  }
}

/// The data of a chart below it: folded away, for those who want the numbers.
struct DataTable {
  /// The section that it is of.
  var name: String
  /// A column of numbers is set flush right.
  var columns: [(title: String, isNumber: Bool)]
  var rows: [[String]]

  /// The most rows that are shown.
  static let maximumRows = 100

  /// The table.
  var markup: HTML {
    guard !rows.isEmpty else { return "" }
    var head: HTML = ""
    for column in columns {
      head +=
        column.isNumber
        ? "<th scope=\"col\" class=\"n\">\(column.title)</th>"
        : "<th scope=\"col\">\(column.title)</th>"
    }
    var body: HTML = ""
    let widths = fractionWidths
    for row in rows.prefix(Self.maximumRows) {
      body += "<tr>"
      for (index, cell) in row.enumerated() {
        if index == 0 {
          body += "<th scope=\"row\">\(isolated: PageText.shortened(cell))</th>"
        } else if columns[index].isNumber {
          body += "<td class=\"\(DecimalPadding.name(cell, in: widths[index]))\">\(cell)</td>"
        } else {
          body += "<td>\(isolated: PageText.shortened(cell))</td>"
        }
      }
      body += "</tr>\n"
    }
    let rest = rows.count - Self.maximumRows
    let note: HTML = rest > 0 ? "<p class=\"remark\">and \(rest.grouped) more</p>" : ""
    return """
      <details><summary>Data</summary><div class="scroll" tabindex="0" role="region" \
      aria-label="Data: \(name)"><table class="data"><thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>\(note)</details>

      """
  }

  private var fractionWidths: [Int] {
    columns.indices.map { index in
      rows.prefix(Self.maximumRows).reduce(0) { max($0, DecimalPadding.fraction(of: $1[index])) }
    }
  }
}

/// How numbers of a column are set one below the other at the decimal point, with nothing in the cell but
/// the number, so that it can be copied: by padding on the right as wide as the digits that lack.
enum DecimalPadding {
  /// The digits behind the point.
  static func fraction(of number: String) -> Int {
    guard let point = number.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return number.utf8.distance(from: point, to: number.utf8.endIndex) - 1
  }

  /// The classes of a cell: `p2` lacks two digits, `q2` the point as well.
  static func name(_ number: String, in most: Int) -> String {
    let own = min(fraction(of: number), Points.fractionDigits)
    let missing = min(most, Points.fractionDigits) - own
    guard missing > 0 else { return "n" }
    return own == 0 ? "n q\(missing)" : "n p\(missing)"
  }
}
