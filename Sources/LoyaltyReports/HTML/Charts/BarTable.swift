internal import LoyaltyAnalytics

/// A table whose amounts are bars as well: small multiples side by side, with one scale for all, so that
/// awarded and redeemed points can be compared along rows and columns.
struct BarTable {
  /// What a row is of.
  struct Row {
    var name: String
    var amounts: Amounts
  }

  /// What the rows are of: the heading of the first column.
  var heading: String
  var rows: [Row]
  /// The element whose text says what is to be seen.
  var label: String

  private var kinds: [AmountKind] {
    AmountKind.allCases.filter { kind in
      kind != .deducted || rows.contains { $0.amounts[kind] != .zero }
    }
  }

  /// The table.
  var markup: HTML {
    let kinds = kinds
    let scale = Scale(endsOf: rows.flatMap { row in kinds.map { row.amounts[$0] } })
    var head: HTML = "<th scope=\"col\">\(heading)</th>"
    for kind in kinds {
      head += "<th scope=\"col\" class=\"\(kind.colour)\">\(kind.title)</th>"
    }
    var body: HTML = ""
    for row in rows {
      body += "<tr><th scope=\"row\">\(isolated: PageText.shortened(row.name))</th>"
      for kind in kinds { body += cell(row.amounts[kind], kind, row.name, scale) }
      body += "</tr>\n"
    }
    return """
      <table class="bars" aria-labelledby="\(label)"><thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table>

      """
  }

  private func cell(
    _ amount: Points, _ kind: AmountKind, _ name: String, _ scale: Scale
  ) -> HTML {
    let (zero, end) = (scale.zero, scale.place(amount))
    let left = min(zero, end)
    let width = amount == .zero ? 0 : max((end - zero).magnitude, 0.004)
    let text = "\(PageText.shortened(name)): \(PageText.exact(amount)) \(kind.verb)"
    return """
      <td><svg class="marks \(kind.colour)" width="100%" height="12" aria-hidden="true">\
      <g class="mark"><rect class="hit" width="100%" height="12"/>\
      <rect x="\(left * 100)%" y="1" width="\(width * 100)%" height="10"/><title>\(text)</title></g>\
      <line class="zero" x1="\(zero * 100)%" x2="\(zero * 100)%" y1="0" y2="12"/></svg>\
      <span>\(PageText.compact(amount))</span></td>
      """
  }
}

/// The three sums of points, with the words and the colour that each has on the whole page.
enum AmountKind: CaseIterable {
  case awarded, redeemed, deducted

  /// As a heading.
  var title: String {
    switch self {
    case .awarded: "Awarded"
    case .redeemed: "Redeemed"
    case .deducted: "Deducted"
    }
  }

  /// Behind an amount.
  var verb: String { title.lowercased() }

  /// The class of the style sheet.
  var colour: String {
    switch self {
    case .awarded: "a"
    case .redeemed: "r"
    case .deducted: "d"
    }
  }
}

extension Amounts {
  /// One of the sums.
  subscript(kind: AmountKind) -> Points {
    switch kind {
    case .awarded: awarded
    case .redeemed: redeemed
    case .deducted: deducted
    }
  }
}
