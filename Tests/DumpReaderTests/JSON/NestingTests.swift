import DumpReader
import TestSupport
import Testing

/// How deep documents may be nested is the same in BSON and in JSON, whatever is innermost.
@Suite struct NestingTests {
  /// A value as JSON, and as a type and bytes of BSON.
  struct Value: CustomTestStringConvertible, Sendable {
    var json: String
    var type: UInt8
    var bson: [UInt8]
    var testDescription: String { json }
  }

  private static func text(_ text: String) -> [UInt8] {
    CompressedBytes.littleEndian(Int32(text.utf8.count + 1)) + Array(text.utf8) + [0]
  }

  private static func scoped(_ scope: [UInt8]) -> [UInt8] {
    let body = text("f") + scope
    return CompressedBytes.littleEndian(Int32(body.count + 4)) + body
  }

  private static let empty: [UInt8] = [5, 0, 0, 0, 0]
  private static let oid = "0123456789abcdef01234567"
  private static let id = hexadecimal(oid)

  static let values = [
    Value(json: "1", type: 0x10, bson: [1, 0, 0, 0]),
    Value(json: "{}", type: 0x03, bson: empty),
    Value(json: "[]", type: 0x04, bson: empty),
    Value(json: #"{"$oid":"\#(oid)"}"#, type: 0x07, bson: id),
    Value(json: #"{"$numberLong":"1"}"#, type: 0x12, bson: [1, 0, 0, 0, 0, 0, 0, 0]),
    Value(json: #"{"$numberDecimal":"0"}"#, type: 0x13, bson: [UInt8](repeating: 0, count: 16)),
    Value(json: #"{"$date":{"$numberLong":"0"}}"#, type: 0x09, bson: [0, 0, 0, 0, 0, 0, 0, 0]),
    Value(json: #"{"$timestamp":{"t":0,"i":0}}"#, type: 0x11, bson: [0, 0, 0, 0, 0, 0, 0, 0]),
    Value(json: "Timestamp(0, 0)", type: 0x11, bson: [0, 0, 0, 0, 0, 0, 0, 0]),
    Value(
      json: #"{"$binary":{"base64":"","subType":"00"}}"#, type: 0x05, bson: [0, 0, 0, 0, 0]),
    Value(json: #"{"$binary":"","$type":"00"}"#, type: 0x05, bson: [0, 0, 0, 0, 0]),
    Value(
      json: #"{"$regularExpression":{"pattern":"a","options":""}}"#, type: 0x0B,
      bson: [0x61, 0, 0]),
    Value(json: #"{"$options":"","$regex":"a"}"#, type: 0x0B, bson: [0x61, 0, 0]),
    Value(
      json: #"{"$dbPointer":{"$ref":"a","$id":{"$oid":"\#(oid)"}}}"#, type: 0x0C,
      bson: text("a") + id),
    Value(json: #"{"$code":"f"}"#, type: 0x0D, bson: text("f")),
    Value(json: #"{"$code":"f","$scope":{}}"#, type: 0x0F, bson: scoped(empty)),
    Value(
      json: #"{"$code":"f","$scope":{"a":{}}}"#, type: 0x0F,
      bson: scoped(document(0x03, empty))),
    Value(
      json: #"{"$code":"f","$scope":{"a":{"$timestamp":{"t":0,"i":0}}}}"#, type: 0x0F,
      bson: scoped(document(0x11, [0, 0, 0, 0, 0, 0, 0, 0]))),
    Value(json: #"{"$minKey":1}"#, type: 0xFF, bson: []),
  ]

  private static func document(_ type: UInt8, _ value: [UInt8], _ name: String = "a") -> [UInt8] {
    let body = [type] + Array(name.utf8) + [0] + value
    return CompressedBytes.littleEndian(Int32(body.count + 5)) + body + [0]
  }

  /// Both readings of a document that has so many levels around a value in its field `x`.
  private static func verdicts(
    _ value: Value, depth: Int, in wrap: (Value) -> Value
  ) -> (bson: Bool, json: [Bool]) {
    var nested = value
    for _ in 1..<depth { nested = wrap(nested) }
    let bson = try? bsonReading(document(nested.type, nested.bson, "x"), ["y"])
    let text = #"{"x":\#(nested.json)}"#
    let json = [["x"], ["y"], ["x.a.a"], ["x.0.0"]].map { JSONReading(text, $0).findings.isEmpty }
    return (bson != nil, json)
  }

  @Test(arguments: values, 95...102) func inDocuments(_ value: Value, _ depth: Int) {
    let verdicts = Self.verdicts(value, depth: depth) {
      Value(json: #"{"a":\#($0.json)}"#, type: 0x03, bson: Self.document($0.type, $0.bson))
    }
    #expect(verdicts.json == Array(repeating: verdicts.bson, count: 4))
  }

  @Test(arguments: values, 95...102) func inArrays(_ value: Value, _ depth: Int) {
    let verdicts = Self.verdicts(value, depth: depth) {
      Value(json: "[ \($0.json) ]", type: 0x04, bson: Self.document($0.type, $0.bson, "0"))
    }
    #expect(verdicts.json == Array(repeating: verdicts.bson, count: 4))
  }

  /// Each scope is a document, and the code around it is none.
  @Test(arguments: values, 95...102) func inScopes(_ value: Value, _ depth: Int) {
    let verdicts = Self.verdicts(value, depth: depth) {
      Value(
        json: #"{"$code":"f","$scope":{"a":\#($0.json)}}"#, type: 0x0F,
        bson: Self.scoped(Self.document($0.type, $0.bson)))
    }
    #expect(verdicts.json == Array(repeating: verdicts.bson, count: 4))
  }

  /// What no server has written ends somewhere all the same.
  @Test(arguments: ["$oid", "$date", "$code", "$dbPointer"]) func wrappersInWrappers(_ name: String)
  {
    let open = #"{"\#(name)":"#
    for count in [401, 100_000] {
      let text =
        #"{"x":"# + String(repeating: open, count: count) + "1"
        + String(repeating: "}", count: count + 1)
      #expect(JSONReading(text, ["y"]).findings.map(\.code) == [.tooDeep])
    }
  }
}
