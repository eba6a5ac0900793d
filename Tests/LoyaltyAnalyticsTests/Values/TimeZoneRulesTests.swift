import DumpReader
import Foundation
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Time zones")
struct TimeZoneRulesTests {
  static let folder = "/usr/share/zoneinfo"
  static let hasDatabase = FileManager.default.fileExists(atPath: "\(folder)/zone.tab")

  static let names = [
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
    "America/St_Johns", "America/Caracas", "America/Santiago", "Africa/Casablanca",
    "Africa/Monrovia", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Gaza",
    "Asia/Pyongyang", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia",
    "Pacific/Kiritimati", "Pacific/Chatham", "Antarctica/Troll", "Etc/GMT+5", "EST5EDT",
  ]

  func milliseconds(_ text: String) throws -> Int64 {
    let bytes = Array(text.utf8)
    let time = ISO8601.milliseconds(bytes.rawBytes)
    return try #require(time)
  }

  @Test("Offsets are those of Foundation", .enabled(if: hasDatabase), arguments: names)
  func offsets(name: String) throws {
    let rules = try TimeZoneRules(named: name)
    let zone = try #require(TimeZone(identifier: name))
    let seed: UInt64 = 0x5EED_0030
    var generator = ValueGenerator(seed: seed)
    // From 1970 to 2037, and a sample on either side of each change.
    for _ in 0..<500 {
      let second = Int64.random(in: 0...2_145_916_800, using: &generator)
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      #expect(rules.offset(at: second * 1000) == expected, "seed \(seed): \(second)")
    }
    var date = Date(timeIntervalSince1970: 0)
    while let next = zone.nextDaylightSavingTimeTransition(after: date),
      next.timeIntervalSince1970 < 2_145_916_800
    {
      let second = Int64(next.timeIntervalSince1970)
      for near in [second - 1, second] {
        let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(near)))
        #expect(rules.offset(at: near * 1000) == expected, "\(near)")
      }
      date = next
    }
  }

  @Test("A local time is read back, or lies in a gap", .enabled(if: hasDatabase), arguments: names)
  func roundTrip(name: String) throws {
    let rules = try TimeZoneRules(named: name)
    let seed: UInt64 = 0x5EED_0031
    var generator = ValueGenerator(seed: seed)
    for i in 0..<1000 {
      // Anywhere, and near changes.
      var local = Int64.random(in: -4_000_000_000_000...9_000_000_000_000, using: &generator)
      if i % 2 == 0, !rules.transitions.isEmpty {
        let near = rules.transitions.randomElement(using: &generator) ?? 0
        local = (near + Int64.random(in: -100_000...100_000, using: &generator)) * 1000
      }
      let utc = rules.utcMilliseconds(ofLocal: local)
      let shown = utc + Int64(rules.offset(at: utc)) * 1000
      if shown != local {
        // The first instant after a gap: just before it the clock showed less.
        let before = utc - 1 + Int64(rules.offset(at: utc - 1)) * 1000
        #expect(before < local && local < shown, "seed \(seed): \(local)")
      } else {
        // The first of two: not shown at any offset of the hours before.
        for hours in Int64(1)...3 {
          let earlier = rules.offset(at: utc - hours * 3_600_000)
          let other = local - Int64(earlier) * 1000
          #expect(
            other >= utc || other + Int64(rules.offset(at: other)) * 1000 != local,
            "seed \(seed): \(local)")
        }
      }
    }
  }

  @Test(
    "Days begin where they do", .enabled(if: hasDatabase),
    arguments: [
      ("Europe/Berlin", "2014-03-30T02:30:00Z", "2014-03-30T01:00:00Z"),
      ("Europe/Berlin", "2014-10-26T02:30:00Z", "2014-10-26T00:30:00Z"),
      ("Europe/Berlin", "2089-07-01T00:00:00Z", "2089-06-30T22:00:00Z"),
      ("Europe/Berlin", "2489-07-01T00:00:00Z", "2489-06-30T22:00:00Z"),
      ("America/Sao_Paulo", "2014-10-19T00:00:00Z", "2014-10-19T03:00:00Z"),
      ("Pacific/Apia", "2011-12-30T00:00:00Z", "2011-12-30T10:00:00Z"),
      ("Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z"),
      ("Asia/Kathmandu", "2014-07-01T00:00:00Z", "2014-06-30T18:15:00Z"),
    ])
  func known(name: String, local: String, utc: String) throws {
    let rules = try TimeZoneRules(named: name)
    #expect(try rules.utcMilliseconds(ofLocal: milliseconds(local)) == milliseconds(utc))
  }

  @Test("The ends of time")
  func extremes() throws {
    for rules in [TimeZoneRules.utc, try TimeZoneRules(named: "-23:59")] {
      for time in [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max] {
        _ = rules.offset(at: time)
        _ = rules.utcMilliseconds(ofLocal: time)
      }
    }
    let text = Array("CET-1CEST,M3.5.0,M10.5.0/3".utf8)
    let parsed = POSIXTimeZoneRule(text.rawBytes)
    let rule = try #require(parsed)
    let rules = TimeZoneRules(
      name: "", firstOffset: 0, transitions: [], offsets: [], rule: rule)
    for time in [Int64.min, .max] {
      _ = rules.offset(at: time)
      _ = rules.utcMilliseconds(ofLocal: time)
    }
  }

  @Test("UTC and offsets")
  func fixed() throws {
    #expect(try TimeZoneRules(named: "UTC").offset(at: 0) == 0)
    #expect(try TimeZoneRules(named: "Z").offset(at: 0) == 0)
    #expect(try TimeZoneRules(named: "+02:00").offset(at: 0) == 7200)
    #expect(try TimeZoneRules(named: "-0530").offset(at: 0) == -19800)
    #expect(try TimeZoneRules(named: "+14").utcMilliseconds(ofLocal: 0) == -50_400_000)
  }

  @Test(
    "Names that are none",
    arguments: [
      "", "/etc/passwd", "../zoneinfo/UTC", "Europe/../Europe/Berlin", "Europe//Berlin", ".", "..",
      "Europe/", "Europe/Berl\0in", "+25", "+2", "-", "+02:60", "Europe/Nowhere", "Europe",
      "zone.tab", "tzdata.zi", "a b", String(repeating: "a", count: 10_000),
    ])
  func badNames(name: String) {
    #expect(throws: TimeZoneError.self) { try TimeZoneRules(named: name) }
  }

  @Test("A name that is nearly one is suggested", .enabled(if: hasDatabase))
  func suggestions() {
    for (wrong, right) in [
      ("Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"),
      ("Europe/Belrin", "Europe/Berlin"), ("New York", nil), ("new_york", "America/New_York"),
      ("Europe/Xyzzy", nil),
    ] {
      #expect {
        try TimeZoneRules(named: wrong)
      } throws: { error in
        let text = "\(error)"
        return right.map { text.contains($0) } ?? !text.contains("did you mean")
      }
    }
  }

  @Test("A zone that counts leap seconds is refused", .enabled(if: hasDatabase))
  func leapSeconds() throws {
    let file = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/Europe/Berlin")))
    // The second header, of version 2 or later; a leap second before the indicators.
    let second = try #require(file[4...].firstRange(of: Array("TZif".utf8))?.lowerBound)
    let footer = try #require(file.dropLast().lastIndex(of: UInt8(ascii: "\n")))
    func count(_ index: Int) -> Int { Int(file[second + 23 + 4 * index]) }
    var leaping = file
    leaping[second + 20 + 4 * 2 + 3] += 1
    leaping.insert(
      contentsOf: repeatElement(1, count: 12), at: footer - count(0) - count(1))
    #expect(TimeZoneRules(name: "x", file: leaping.rawBytes) == nil)
    leaping[second + 20 + 4 * 2 + 3] -= 1
    leaping.removeSubrange(footer - count(0) - count(1)..<footer - count(0) - count(1) + 12)
    #expect(TimeZoneRules(name: "x", file: leaping.rawBytes) != nil)
  }

  @Test("A change at the beginning of time takes no time", .timeLimit(.minutes(5)))
  func beginningOfTime() {
    func block(_ times: [Int64]) -> [UInt8] {
      var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, 0, times.count, 1, 4] { bytes += [0, 0, 0, UInt8(count)] }
      for time in times {
        bytes += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> $0) }
      }
      return bytes + times.map { _ in 0 } + [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
    }
    for time in [Int64.min, -1 << 59] {
      let file = block([]) + block([time]) + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
      let zone = TimeZoneRules(name: "x", file: file.rawBytes)
      #expect(zone?.offset(at: 1_404_172_800_000) == 7200)
      #expect(zone?.offset(at: 1_420_070_400_000) == 3600)
    }
  }

  @Test("Cut and damaged files are refused or read, never trapped on", .enabled(if: hasDatabase))
  func damaged() throws {
    for name in ["Europe/Berlin", "Pacific/Apia", "EST5EDT"] {
      let file = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
      #expect(TimeZoneRules(name: name, file: file.rawBytes) != nil)
      for count in file.indices {
        let cut = Array(file.prefix(count))
        #expect(TimeZoneRules(name: name, file: cut.rawBytes) == nil)
      }
      let seed: UInt64 = 0x5EED_0032
      var generator = ValueGenerator(seed: seed)
      for _ in 0..<300 {
        var damaged = file
        for _ in 0..<1 + generator.next() % 4 {
          // Headers and types more often than the middle.
          let place = Int.random(in: 0..<damaged.count, using: &generator)
          damaged[generator.next() & 1 == 0 ? place % 64 : place] = UInt8(
            truncatingIfNeeded: generator.next())
        }
        guard let rules = TimeZoneRules(name: name, file: damaged.rawBytes) else { continue }
        for time in [Int64.min, -1, 0, 1_396_043_741_123, 5_000_000_000_000, .max] {
          _ = rules.offset(at: time)
          _ = rules.utcMilliseconds(ofLocal: time)
        }
      }
    }
  }

  @Test(
    "Rules",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2014-03-30T00:59:59Z", 3600),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2014-03-30T01:00:00Z", 7200),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2014-10-26T00:59:59Z", 7200),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2014-10-26T01:00:00Z", 3600),
      ("<+0330>-3:30", "2014-10-26T01:00:00Z", 12_600),
      // South of the equator summer time holds over the new year.
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2014-01-01T00:00:00Z", 39_600),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2014-07-01T00:00:00Z", 36_000),
      // Summer time all the year (RFC 9636, 3.3.1), and Irish winter time, which is the summer one.
      ("EST5EDT,0/0,J365/25", "2013-12-31T23:59:59Z", -14_400),
      ("EST5EDT,0/0,J365/25", "2014-01-01T05:00:00Z", -14_400),
      ("EST5EDT,0/0,J365/25", "2016-12-31T23:59:59Z", -14_400),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2014-01-01T00:00:00Z", 0),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2014-07-01T00:00:00Z", 3600),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600),
      ("AAA0BBB,J60,J61", "2016-03-01T02:00:00Z", 3600),
      ("AAA0BBB,59,60", "2016-02-29T02:00:00Z", 3600),
    ])
  func rules(text: String, time: String, offset: Int) throws {
    let bytes = Array(text.utf8)
    let parsed = POSIXTimeZoneRule(bytes.rawBytes)
    let rule = try #require(parsed)
    #expect(rule.offset(at: try milliseconds(time).flooredQuotient(1000)) == offset)
  }

  @Test(
    "Texts that are no rule",
    arguments: [
      "", "CET", "C-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x",
      "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,366,5", "CET-1CEST,5,6/168",
      "CET-25", "<CET-1", "CET-1:60", "CET99999999999999999999",
    ])
  func badRules(text: String) {
    let bytes = Array(text.utf8)
    #expect(POSIXTimeZoneRule(bytes.rawBytes) == nil)
  }

  @Test("Dates and days")
  func dates() {
    var day = CivilDate(year: 1600, month: 3, day: 1).daysSince1970
    #expect(CivilDate(year: 1970, month: 1, day: 1).daysSince1970 == 0)
    for year in 1600...2400 {
      for month in 1...12 where year > 1600 || month > 2 {
        for date in 1...CivilDate.days(inMonth: month, of: year) {
          let civil = CivilDate(year: year, month: month, day: date)
          if civil.daysSince1970 != day || CivilDate(daysSince1970: day) != civil {
            Issue.record("\(civil) and \(day)")
            return
          }
          day += 1
        }
      }
    }
  }
}
