import Testing

@testable import LoyaltyAnalytics
@testable import LoyaltyReports

@Suite("The bar chart")
struct ReportChartTests {
  private static let bars = [
    BarChart.Bar(label: "Grace Hopper", awarded: Points(12_345), redeemed: Points(1_000)),
    BarChart.Bar(label: "小明 王", awarded: Points(thousandths: 6_172_500), redeemed: .zero),
    BarChart.Bar(label: "\u{1B}[31m", awarded: Points(1), redeemed: Points(-5)),
    BarChart.Bar(label: "a name that is longer than that", awarded: .zero, redeemed: Points(700)),
  ]

  private static func chart(_ bars: [BarChart.Bar], _ style: TableStyle) throws -> String {
    var output = MemoryOutput()
    try BarChart(style: style).write(bars, to: &output)
    return output.text
  }

  @Test func unicode() throws {
    #expect(
      try Self.chart(Self.bars, TableStyle(width: 48, color: false, unicode: true)) == """
        Grace Hopper      ██████████████████████  12,345
                          █▊                       1,000
        小明 王           ███████████            6,172.5
        ␛[31m             ▏                            1
                                                      -5
        a name that is …                               0
                          █▎                         700

        """)
  }

  @Test func ascii() throws {
    #expect(
      try Self.chart(Self.bars, TableStyle(width: 48, color: false, unicode: false)) == """
        Grace Hopper      ######################  12,345
                          ##                       1,000
        ?? ?              ###########            6,172.5
        \\u{1B}[31m        #                            1
                                                      -5
        a name that i...                               0
                          #                          700

        """)
  }

  @Test func extremes() throws {
    #expect(try Self.chart([], .plain) == "")
    let bars = [
      BarChart.Bar(label: "", awarded: Points(units: .max), redeemed: Points(units: .min))
    ]
    for width in [Int.min, 0, 1, 80, Int.max] {
      let text = try Self.chart(bars, TableStyle(width: width, color: true, unicode: true))
      #expect(text.split(separator: "\n").count == 2)
    }
  }
}
