import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite("Group keys from values")
struct GroupKeyTests {
  /// The key of a value, and whether nothing was appended to the scratch bytes.
  func read(_ value: RawValue?, _ chunk: [UInt8] = [], scratch: [UInt8] = []) -> (GroupKey, Bool)? {
    var scratch = scratch
    let before = scratch
    guard let reference = GroupKeySlice(value, in: chunk.rawBytes, scratch: &scratch) else {
      return nil
    }
    #expect(scratch.starts(with: before))
    let bytes = (reference.inScratch ? scratch : chunk)[Int(reference.offset)...]
    let key = GroupKey(kind: reference.kind, bytes: Array(bytes.prefix(Int(reference.count))))
    return (key, scratch.count == before.count)
  }

  @Test("Missing and null are one key")
  func null() {
    #expect(read(nil)?.0 == GroupKey(kind: .null, bytes: []))
    #expect(read(RawValue(.null))?.0 == GroupKey(kind: .null, bytes: []))
  }

  @Test("Strings, symbols and ObjectIds stay where they are")
  func inPlace() throws {
    let chunk = Array("..alice...".utf8)
    for type in [BSONType.string, .symbol] {
      let (key, isInPlace) = try #require(read(RawValue(type, at: 2..<7), chunk))
      #expect(key == GroupKey(kind: .string, bytes: Array("alice".utf8)))
      #expect(isInPlace)
      let (moved, _) = try #require(
        read(RawValue(type, at: 1..<6, inScratch: true), [], scratch: Array(".alice".utf8)))
      #expect(moved == key)
    }
    let id = Array(UInt8(0)..<12)
    let (key, isInPlace) = try #require(read(RawValue(.objectID, at: 0..<12), id))
    #expect(key == GroupKey(kind: .objectID, bytes: id))
    #expect(isInPlace)
  }

  @Test("Binary data is its subtype and its payload, wherever they lie")
  func binary() throws {
    let expected = GroupKey(kind: .binary, bytes: [4, 7, 8, 9])
    // As in BSON, with the subtype before the payload; elsewhere in the chunk; in the scratch.
    let value = RawValue(.binary, at: 2..<5, bits: 4)
    let (first, isInPlace) = try #require(read(value, [0, 4, 7, 8, 9]))
    #expect(first == expected)
    #expect(isInPlace)
    #expect(read(value, [0, 5, 7, 8, 9])?.0 == expected)
    #expect(read(RawValue(.binary, at: 0..<3, bits: 4), [7, 8, 9])?.0 == expected)
    #expect(
      read(RawValue(.binary, at: 1..<4, inScratch: true, bits: 4), [], scratch: [4, 7, 8, 9])?.0
        == expected)
    #expect(read(RawValue(.binary, at: 0..<0, bits: 0))?.0.bytes == [0])
  }

  @Test("Booleans, dates and numbers")
  func small() throws {
    #expect(read(RawValue(.bool, bits: 1))?.0 == GroupKey(kind: .boolean, bytes: [1]))
    #expect(read(RawValue(.bool, bits: 0))?.0 == GroupKey(kind: .boolean, bytes: [0]))
    #expect(
      read(RawValue(.date, bits: UInt64(bitPattern: -1)))?.0
        == GroupKey(kind: .date, bytes: [0x7F, 255, 255, 255, 255, 255, 255, 255]))
    #expect(read(.int32(7))?.0 == GroupKey(kind: .number, bytes: NumberKey(7.0).bytes))
    #expect(read(.double(7))?.0 == read(.int64(7))?.0)
  }

  @Test(
    "Other types are no keys",
    arguments: [
      .array, .document, .undefined, .timestamp, .regularExpression, .code, .codeWithScope, .minKey,
      .maxKey, .dbPointer,
    ] as [BSONType])
  func noKeys(type: BSONType) {
    #expect(read(RawValue(type)) == nil)
  }

  @Test("The longest key is taken, a longer one is not")
  func length() {
    let chunk = [UInt8](repeating: 0x61, count: GroupKey.maximumCount + 2)
    #expect(read(RawValue(.string, at: 0..<GroupKey.maximumCount), chunk) != nil)
    #expect(read(RawValue(.string, at: 0..<GroupKey.maximumCount + 1), chunk) == nil)
    // The subtype does not count.
    #expect(
      read(RawValue(.binary, at: 1..<GroupKey.maximumCount + 1), chunk)?.0.bytes.count
        == GroupKey.maximumCount + 1)
    #expect(read(RawValue(.binary, at: 0..<GroupKey.maximumCount + 1), chunk) == nil)
    #expect(read(RawValue(.binary, at: 0..<Int(UInt32.max)), chunk) == nil)
  }

  @Test("In order: null, numbers, strings, binary, ObjectId, boolean, date")
  func order() {
    func number(_ value: Double) -> GroupKey {
      GroupKey(kind: .number, bytes: NumberKey(value).bytes)
    }
    func date(_ value: Int64) -> GroupKey {
      read(RawValue(.date, bits: UInt64(bitPattern: value)))?.0 ?? GroupKey(kind: .null, bytes: [])
    }
    let keys = [
      GroupKey(kind: .null, bytes: []), number(.nan), number(-.infinity), number(-1e300),
      number(-2),
      number(-0.5), number(0), number(0.1), number(1), number(10), number(1e300),
      number(.infinity),
      GroupKey(kind: .string, bytes: []), GroupKey(kind: .string, bytes: Array("Z".utf8)),
      GroupKey(kind: .string, bytes: Array("a".utf8)),
      GroupKey(kind: .string, bytes: Array("aa".utf8)),
      GroupKey(kind: .string, bytes: Array("é".utf8)),
      GroupKey(kind: .binary, bytes: [9]), GroupKey(kind: .binary, bytes: [0, 9]),
      GroupKey(kind: .binary, bytes: [1, 2]), GroupKey(kind: .binary, bytes: [0, 0, 0]),
      GroupKey(kind: .objectID, bytes: Array(repeating: 0, count: 12)),
      GroupKey(kind: .objectID, bytes: Array(repeating: 1, count: 12)),
      GroupKey(kind: .boolean, bytes: [0]), GroupKey(kind: .boolean, bytes: [1]),
      date(.min), date(-1), date(0), date(1), date(.max),
    ]
    for (i, a) in keys.enumerated() {
      for (j, b) in keys.enumerated() {
        #expect((a < b) == (i < j), "\(i) \(j)")
      }
    }
    #expect(keys.shuffled().sorted() == keys)
  }
}
