import Crypto
import LoyaltyAnalytics
import Testing

@testable import LoyaltyReports

@Suite("The page")
struct PageTests {
  private static let transaction = 1_397_253_332_590 as Int64

  private static func report(_ rows: [TotalsRow], months: [Overview.Month] = []) -> Report {
    var report = Report.empty
    report.total = rows.count
    for row in rows {
      report.totals.awarded = report.totals.awarded + row.amounts.awarded
      report.totals.redeemed = report.totals.redeemed + row.amounts.redeemed
      report.totals.net = report.totals.net + row.amounts.net
      report.totals.transactions += row.amounts.transactions
    }
    report.documents.read = report.totals.transactions
    report.documents.counted = report.totals.transactions
    report.inputs = [InputSummary(path: "dump.bson", format: "bson", bytes: 9, bytesSkipped: 0)]
    report.command = { "analyze dump.bson \($0)" }
    var statistics = BalanceStatistics()
    statistics.count = rows.count
    report.overview = Overview(
      months: months, stores: .init(field: "store_id", categories: []),
      types: .init(field: "transaction_type", categories: []),
      statuses: .init(field: "points_status", categories: []), balances: statistics)
    return report
  }

  /// What a sentence says, without its markup.
  private static func sentence(_ id: String, in page: String) -> String {
    guard let start = page.firstRange(of: "id=\"\(id)-says\">"),
      let end = page[start.upperBound...].firstRange(of: "</p>")
    else { return "" }
    return String(page[start.upperBound..<end.lowerBound]).replacing(/<[^>]*>/, with: "")
      .replacing("\u{A0}", with: " ")
  }

  @Test("The policy allows the one style sheet and the one script, by what they are")
  func digests() throws {
    func digest(_ html: HTML) -> String {
      let bytes = Array(SHA256.hash(data: html.bytes))
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      var text = "sha256-"
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = (0..<3).reduce(0) {
          $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0)
        }
        let count = min(3, bytes.count - start)
        for place in 0..<4 {
          text.append(place <= count ? letters[group >> (18 - 6 * place) & 63] : "=")
        }
      }
      return text
    }
    func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }
    #expect(text(PageStyle.digest) == digest(PageStyle.text))
    #expect(text(PageScript.digest) == digest(PageScript.text))
    let page = try HTMLWriter().text(Self.report([]), [])
    #expect(page.contains("default-src 'none'; style-src '\(digest(PageStyle.text))'"))
    #expect(!page.contains(" style=\"") && !page.contains(" onclick"))
  }

  @Test("A name that is markup adds no element and no attribute")
  func hostile() throws {
    func tags(_ name: String) throws -> [String] {
      var row = TotalsRow(name, name, nil, name, Amounts(5_000))
      row.firstTime = Self.transaction
      var report = Self.report([row])
      report.groupedBy = [name]
      report.notices = [name]
      report.inputs[0].path = name
      report.overview?.stores.categories = [.init(key: row.key, amounts: row.amounts)]
      let page = try HTMLWriter().text(report, [row])
      return page.matches(of: /<[^>]*>/).map {
        String($0.output).replacing(/"[^"]*"/, with: "\"\"")
      }
    }
    let plain = try tags("name")
    for name in [
      "</script><script>alert(1)</script>", "<b>", "\" onload=\"x", "' onload='x", "&lt;", "]]>",
      "-->",
      "\u{202E}", "\u{0}",
    ] {
      #expect(try tags(name) == plain, "\(name)")
    }
  }

  @Test(
    "Sentences for nothing, one, few and negative",
    arguments: [
      ([], "top", "There is nobody to show."),
      ([], "months", "No transaction was counted, so that no month has any."),
      ([1], "top", "u0 is the only user: 1 point awarded, 0 redeemed, 0 deducted."),
      ([0, 0], "top", "Of 2 users, none has points awarded."),
      ([3, 1], "top", "u0 has the most points awarded of 2 users: 3, 75.0 % of all."),
      ([1], "all", "The only user, with exact amounts."),
      ([1, 2, 3], "all", "All 3 users, with exact amounts."),
      ([1], "concentration", "No user has a balance above zero, so that nothing is concentrated."),
    ] as [([Int64], String, String)])
  func sentences(points: [Int64], id: String, due: String) throws {
    let rows = points.enumerated().map { TotalsRow("u\($0.offset)", Amounts($0.element * 1000)) }
    let page = try HTMLWriter().text(Self.report(rows), rows)
    #expect(Self.sentence(id, in: page) == due)
  }

  @Test(
    "Sentences of months",
    arguments: [
      (
        [(2014, 5, 12, 3)],
        "1 transaction is of May 2014, the only month: 12 points awarded, 3 redeemed, 0 deducted."
      ),
      (
        [(2014, 5, 12, 3), (2014, 7, 2, 5)],
        "Most points were awarded in May 2014 (12), most were redeemed in July 2014 (5). In 1 of 3 months, more was taken away than awarded."
      ),
      (
        [(2014, 1, 0, 3), (2014, 2, 0, 5)],
        "No points were awarded. In all 2 months, more was taken away than awarded."
      ),
      (
        [(2014, 1, 4, 0), (2014, 2, 5, 0)],
        "Most points were awarded in February 2014 (5), and none were redeemed. In no month was more taken away than awarded."
      ),
    ] as [([(Int, Int, Int64, Int64)], String)])
  func months(months: [(Int, Int, Int64, Int64)], due: String) throws {
    let all = months.map { year, month, awarded, redeemed in
      Overview.Month(
        index: year * 12 + month - 1, amounts: Amounts(awarded * 1000, redeemed * 1000))
    }
    let row = TotalsRow("u", Amounts(1000))
    let page = try HTMLWriter().text(Self.report([row], months: all), [row])
    #expect(Self.sentence("months", in: page) == due)
  }

  @Test("Rows beyond the first thousand are written as they come")
  func many() throws {
    let rows = (0..<2500).map { TotalsRow("u\($0)", Amounts(Int64(5000 - $0) * 1000)) }
    let page = try HTMLWriter().text(Self.report(rows), rows)
    #expect(page.matches(of: /<tr><td class="n">/).count == 2500)
  }
}
