import LoyaltyAnalytics
import Testing

@Test func show() throws {
  for w in [80, 100, 140] {
    print(
      try TableWriter(style: .init(width: w, color: false, unicode: true)).text(.sample, sampleRows)
    )
  }
  print(
    try TableWriter(style: .init(width: 80, color: false, unicode: false)).text(.sample, sampleRows)
  )
  print(
    try TableWriter(style: .init(width: 60, color: false, unicode: true)).text(.sample, sampleRows))
  for f in ReportFormat.allCases { print(try f.writer().text(.sample, sampleRows)) }
}
