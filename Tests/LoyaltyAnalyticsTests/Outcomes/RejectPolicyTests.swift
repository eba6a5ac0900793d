import LoyaltyAnalytics
import TestSupport
import Testing

@testable import DumpReader

@Suite("The policy on rejects")
struct RejectPolicyTests {
  /// Lines of which `unusable` have no points, and `malformed` are none, after a good one.
  private func lines(unusable: Int, malformed: Int) -> [UInt8] {
    let good = #"{"user_id":"a","transaction_type":"award","points":1}"# + "\n"
    let unusable = String(
      repeating: #"{"user_id":"a","transaction_type":"award"}"# + "\n", count: unusable)
    return Array((good + unusable + String(repeating: "{\n", count: malformed)).utf8)
  }

  private func run(_ analysis: Analysis, _ inputs: [[UInt8]]) throws -> Analysis.Result {
    let files = try inputs.map { try TemporaryFile($0) }
    return try withExtendedLifetime(files) { try analysis.run(paths: files.map(\.path)) }
  }

  @Test(
    "Malformed documents are counted however many are refused for other reasons", arguments: [1, 2])
  func malformedAfterOthers(threads: Int) throws {
    let input = lines(unusable: 100, malformed: 7)
    for isTold in [false, true] {
      for chunkSize in [64, 1000, 256 << 10] {
        var analysis = Analysis.everything(threads: threads)
        analysis.input.chunkSize = chunkSize
        if isTold { analysis.rejects.onReject = { _ in } }
        analysis.rejects.maximumMalformed = 8
        let result = try run(analysis, [input])
        #expect(result.documents.rejected.malformed == 7)
        // Five of each reason are told about.
        for reason in [RejectReason.points, .malformed] {
          #expect(result.firstRejects.count { $0.reject.reason == reason } == 5)
        }
        analysis.rejects.maximumMalformed = 7
        let end = #expect(throws: RejectLimitReached.self) { _ = try run(analysis, [input]) }
        #expect(end?.count == 7)
        #expect(end?.located.document == 108)
      }
    }
  }

  @Test(
    "What comes first in the input ends the run, for every number of threads", arguments: [1, 2, 8])
  func firstInInput(threads: Int) throws {
    let picture: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 99)
    var analysis = Analysis.everything(threads: threads)
    analysis.rejects.isStrict = true
    let bad = lines(unusable: 1, malformed: 0)
    for _ in 0..<20 {
      let document = #expect(throws: RejectLimitReached.self) {
        _ = try run(analysis, [bad, picture])
      }
      #expect(document?.located.document == 2)
      #expect(throws: DumpError.self) { _ = try run(analysis, [picture, bad]) }
    }
  }

  @Test("Texts that only look alike are different values")
  func canonicalEquivalence() throws {
    let (composed, decomposed) = ("\u{E9}t\u{E9}", "e\u{301}te\u{301}")
    let types = [composed, decomposed, composed]
    let input = types.map { #"{"user_id":"a","transaction_type":"\#($0)","points":1}"# + "\n" }
    var query = Query()
    query.mapping.types = [composed: .award]
    let result = try run(.everything(query), [Array(input.joined().utf8)])
    #expect(result.documents.counted == 2)
    #expect(result.documents.types.map { Array($0.value.utf8) } == [Array(decomposed.utf8)])
    let other = try run(.everything(), [Array(input.joined().utf8)])
    #expect(other.documents.types.map(\.count) == [2, 1])
    #expect(
      other.documents.types.map { Array($0.value.utf8) }
        == [composed, decomposed].map { Array($0.utf8) })
  }

  @Test("A status matches itself, whatever its letters, and in any case of ASCII's")
  func statusLetters() throws {
    let statuses = ["GEL\u{D6}SCHT", "gel\u{D6}scht", "gel\u{F6}scht", "\u{212A}", "k"]
    let input = statuses.map {
      #"{"user_id":"a","transaction_type":"award","points":1,"points_status":"\#($0)"}"# + "\n"
    }
    var query = Query()
    query.mapping.statuses = ["GEL\u{D6}SCHT", "K"]
    let result = try run(.everything(query), [Array(input.joined().utf8)])
    #expect(result.documents.counted == 3)
    #expect(result.documents.statuses.map(\.value) == ["gel\u{F6}scht", "\u{212A}"])
  }
}
