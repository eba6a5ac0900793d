import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Stretches of the calendar")
struct CalendarUnitTests {
  private static let times: [Int64] = [
    .min, .min + 1, .min + 86_399_999, -86_400_001, -86_400_000, -86_399_999, -1, 0, 1, 86_399_999,
    86_400_000, 1_397_253_332_590, .max - 86_399_999, .max - 1, .max,
  ]

  private func key(_ unit: CalendarUnit, _ time: Int64, in zone: TimeZoneRules) -> String {
    var scratch: [UInt8] = []
    _ = unit.appendKey(of: time, in: zone, to: &scratch)
    return String(decoding: scratch, as: UTF8.self)
  }

  @Test("Days, months, years and hours are those of the time's text, whatever the time")
  func texts() throws {
    let zone = try TimeZoneRules(named: "UTC")
    var generator = ValueGenerator(seed: 3)
    let times =
      Self.times + (0..<500).map { _ in Int64.random(in: .min ... .max, using: &generator) }
    for time in times {
      let text = ISO8601.text(milliseconds: time)
      let day = text.prefix { $0 != "T" }
      #expect(key(.day, time, in: zone) == day)
      #expect(key(.month, time, in: zone) == day.dropLast(3))
      #expect(key(.year, time, in: zone) == day.dropLast(6))
      #expect(key(.hour, time, in: zone) == text.dropFirst(day.count + 1).prefix(2))
    }
  }

  @Test("No time is too early or too late, in any zone", arguments: CalendarUnit.allCases)
  func extremes(unit: CalendarUnit) throws {
    for name in ["Europe/Vienna", "America/New_York", "Pacific/Kiritimati"] {
      let zone = try TimeZoneRules(named: name)
      for time in Self.times { #expect(!key(unit, time, in: zone).isEmpty) }
    }
  }
}
