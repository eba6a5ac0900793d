import LoyaltyAnalytics
import TestSupport
import Testing

@testable import LoyaltyReports

@Suite("Scales")
struct ScaleTests {
  @Test("Ticks are multiples of 1, 2 or 5 times a power of ten, few, and around everything")
  func ticks() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<500 {
      let power = Int.random(in: 0...37, using: &generator)
      let range = (0..<power).reduce(1 as Int128) { product, _ in product * 10 }
      let sign: Int128 = Bool.random(using: &generator) ? -1 : 1
      let values = (0..<5).map { _ in
        Points(units: Int128.random(in: -range...range, using: &generator) * sign / 2)
      }
      let isWhole = Bool.random(using: &generator)
      let scale = Scale(values, isWhole: isWhole)
      let ticks = scale.ticks.map(\.units)
      #expect(ticks.count >= 2 && ticks.count <= 7, "seed \(seed)")
      #expect(ticks.contains(0), "seed \(seed)")
      let step = ticks[1] - ticks[0]
      var digit = step
      while digit % 10 == 0 { digit /= 10 }
      #expect([1, 2, 5].contains(digit), "seed \(seed)")
      #expect(!isWhole || step % Points(1).units == 0)
      for (a, b) in zip(ticks, ticks.dropFirst()) { #expect(b - a == step && a % step == 0) }
      for value in values {
        #expect((-1e-12...1 + 1e-12).contains(scale.place(value)), "\(value), seed \(seed)")
      }
      for (a, b) in zip(scale.ticks, scale.ticks.dropFirst()) {
        #expect(scale.place(a) < scale.place(b))
      }
    }
  }

  @Test("Nothing has a scale as well")
  func nothing() {
    #expect(Scale([]).ticks.count >= 2)
    #expect(Scale([.zero]).zero == 0)
    #expect(Scale(endsOf: []).place(.zero) == 0)
    #expect(Scale(endsOf: [Points(-5)]).zero == 1)
  }

  @Test("Periods hold all months, without gaps, and are few")
  func periods() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for span in [1, 5, 96, 97, 300, 1200, 3600] {
      let start = 1900 * 12
      let indices = Set((0..<40).map { _ in Int.random(in: 0..<span, using: &generator) }).sorted()
      let months = indices.map { Overview.Month(index: start + $0, amounts: Amounts(3, 1, 1)) }
      let periods = try Periods(months)
      #expect(periods.periods.count <= Periods.maximumCount, "seed \(seed)")
      #expect(
        periods.periods.reduce(0) { $0 + $1.amounts.transactions } == months.count, "seed \(seed)")
      #expect(periods.periods.last?.balance == Points(thousandths: Int64(months.count)))
      for (a, b) in zip(periods.periods, periods.periods.dropFirst()) {
        #expect(b.start - a.start == periods.length, "seed \(seed)")
      }
      #expect(periods.labels.count <= 8)
    }
  }
}
