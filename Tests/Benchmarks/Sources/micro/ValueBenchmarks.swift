import DumpReader
import LoyaltyAnalytics

/// Reading single values.
enum ValueBenchmarks {
  static func dates() -> [Measurement] {
    let texts = [
      ("date as mongoexport writes it", "2014-04-11T21:55:32.590Z"),
      ("date with offset, no fraction", "2014-04-11T21:55:32+02:00"),
    ]
    return texts.map { name, text in
      let bytes = Array(text.utf8)
      return Measurement("read \(name)", per: "value") {
        let span = bytes.rawBytes
        var sum: Int64 = 0
        for _ in 0..<1000 { sum &+= ISO8601.milliseconds(span) ?? 0 }
        keep(sum)
        return 1000
      }
    }
  }

  static func points() -> [Measurement] {
    let doubles = [
      ("whole double", 250.0), ("double in quarters", 12.25), ("double in tenths", 0.1),
      ("double of 16 digits", 1.0 / 3),
    ]
    var result = doubles.map { name, value in
      Measurement("points from a \(name)", per: "value") {
        var sum: Int128 = 0
        var rounded = false
        for _ in 0..<1000 { sum &+= Points(value, rounded: &rounded)?.units ?? 0 }
        keep(sum)
        return 1000
      }
    }
    let text = Array("1234.5".utf8)
    result.append(
      Measurement("points from text", per: "value") {
        let span = text.rawBytes
        var sum: Int128 = 0
        for _ in 0..<1000 { sum &+= Points(text: span)?.units ?? 0 }
        keep(sum)
        return 1000
      })
    return result
  }
}
