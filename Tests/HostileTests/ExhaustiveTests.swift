import DumpReader
import SampleData
import TestSupport
import Testing

/// Every truncation of a file and every value of every byte: each ends, and either all is understood
/// or a finding with a position says what is not.
@Suite struct ExhaustiveTests {
  static let forms: [(SampleForm, DocumentEncoding)] = [(.bson, .bson), (.jsonl, .jsonLines)]

  private func check(_ bytes: [UInt8], _ encoding: DocumentEncoding, _ what: String) throws {
    let reading = try StreamReading(bytes, encoding)
    #expect(reading.isGapless, "\(what)")
    for finding in reading.refused + reading.skips {
      #expect(
        finding.range.lowerBound >= 0 && finding.range.upperBound <= bytes.count
          && finding.finding.offset >= 0, "\(what): \(finding)")
    }
  }

  @Test(arguments: [0, 1]) func truncationAtEveryByte(_ form: Int) throws {
    let (form, encoding) = Self.forms[form]
    let bytes = SampleRecipe(.closedForm, documents: 100, users: 9).bytes(as: form)
    let dump = try StreamReading(bytes, encoding)
    // Every byte in the long run; otherwise a sample.
    let all = StreamLength.isLong
    for count in all ? Array(0..<bytes.count) : Array(stride(from: 0, to: bytes.count, by: 23)) {
      let cut = Array(bytes[..<count])
      let reading = try StreamReading(cut, encoding)
      let whole = dump.accepted.prefix { $0.upperBound <= count }
      #expect(reading.isGapless)
      #expect(reading.accepted.elementsEqual(whole), "cut at \(count)")
      let isClean = reading.refused.isEmpty && reading.skips.isEmpty
      let end = whole.last?.upperBound ?? 0
      // What is left is nothing, or the line feed of the last line.
      let isWhole =
        encoding == .bson ? end == count : cut[end...].allSatisfy { $0 == 0x0A }
      #expect(isClean == isWhole, "cut at \(count)")
    }
  }

  @Test(arguments: [0, 1]) func everyValueOfEveryByte(_ form: Int) throws {
    let (form, encoding) = Self.forms[form]
    let whole = SampleRecipe(documents: 3, users: 2).bytes(as: form)
    let bytes = Array(whole.prefix(2048))
    for place in StreamLength.isLong
      ? Array(bytes.indices) : Array(stride(from: 0, to: bytes.count, by: 41))
    {
      for value in 0...UInt8.max {
        var changed = bytes
        changed[place] = value
        try check(changed, encoding, "byte \(place) is \(value)")
      }
    }
  }
}
