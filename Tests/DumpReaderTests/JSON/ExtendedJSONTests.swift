import DumpReader
import Testing

@Suite struct ExtendedJSONTests {
  static let oid = hexadecimal("56e1fc72e0c917e9c4714161")
  static let uuid = hexadecimal("73ffd26444b34c6990e8e7d1dfc035d4")
  static let instant: Int64 = 1_397_253_332_590

  static func binary(_ subtype: UInt64, _ bytes: [UInt8]) -> FieldReading {
    FieldReading(.binary, bits: subtype, bytes: bytes)
  }

  @Test(
    arguments: [
      (#"{"$oid":"56e1fc72e0c917e9c4714161"}"#, FieldReading(.objectID, bytes: oid)),
      (#"{ "$oid" : "56E1FC72e0c917e9c4714161" }"#, FieldReading(.objectID, bytes: oid)),
      (#"{"\u0024oid":"56e1fc72e0c917e9c471416\u0031"}"#, FieldReading(.objectID, bytes: oid)),
      (#"{"$numberInt":"-2147483648"}"#, .int32(.min)), (#"{"$numberInt":"24"}"#, .int32(24)),
      (#"{"$numberLong":"24"}"#, .int64(24)),
      (#"{"$numberLong":"-9223372036854775808"}"#, .int64(.min)),
      (#"{"$numberDouble":"-0.0"}"#, .double(-0.0)), (#"{"$numberDouble":"12.5"}"#, .double(12.5)),
      (#"{"$numberDouble":"NaN"}"#, .double(.nan)), (#"{"$numberDouble":"24"}"#, .double(24)),
      (#"{"$numberDouble":"Infinity"}"#, .double(.infinity)),
      (#"{"$numberDouble":"-Infinity"}"#, .double(-.infinity)),
      (#"{"$numberDouble":"1.2345678921232E+18"}"#, .double(1.2345678921232E+18)),
      (#"{"$date":"2014-04-11T21:55:32.590Z"}"#, .date(instant)),
      (#"{"$date":"2014-04-11T21:55:32.590+0000"}"#, .date(instant)),
      (#"{"$date":"2014-04-11T23:55:32.590+0200"}"#, .date(instant)),
      (#"{"$date":"2014-04-11T23:55:32.590+02:00"}"#, .date(instant)),
      (#"{"$date":"2014-04-11T23:55:32.590999999+02"}"#, .date(instant)),
      (#"{"$date":"2014-04-11T21:55:32Z"}"#, .date(instant - 590)),
      (#"{"$date":"2014-04-11T21:55Z"}"#, .date(instant - 32_590)),
      (#"{ "$date" : 1397253332590 }"#, .date(instant)), (#"{"$date":-5}"#, .date(-5)),
      (#"{"$date":{"$numberLong":"1397253332590"}}"#, .date(instant)),
      (#"{ "$date" : { "$numberLong" : "-1" } }"#, .date(-1)),
      (
        #"{"$timestamp":{"t":4294967295,"i":1}}"#,
        FieldReading(.timestamp, bits: 0xFFFF_FFFF_0000_0001)
      ),
      (#"{"$timestamp":{"i":1,"t":2}}"#, FieldReading(.timestamp, bits: 0x2_0000_0001)),
      (#"{"$binary":{"base64":"//8=","subType":"05"}}"#, binary(5, [255, 255])),
      (#"{"$binary":{"subType":"5","base64":"//8"}}"#, binary(5, [255, 255])),
      (#"{"$binary":{"base64":"","subType":"00"}}"#, binary(0, [])),
      (#"{"$binary":"\/\/8=","$type":"80"}"#, binary(128, [255, 255])),
      (#"{"$type":"04","$binary":"c//SZESzTGmQ6OfR38A11A=="}"#, binary(4, uuid)),
      (#"{"$binary":"//8=","$type":"ffffff80"}"#, binary(128, [255, 255])),
      (#"{"$binary":"//8=","$type":3}"#, binary(3, [255, 255])),
      (#"{"$uuid":"73ffd264-44b3-4c69-90e8-e7d1dfc035d4"}"#, binary(4, uuid)),
      (#"{"$symbol":"a\tb"}"#, FieldReading(.symbol, bytes: Array("a\tb".utf8))),
      (#"{"$regularExpression":{"pattern":"a","options":"i"}}"#, FieldReading(.regularExpression)),
      (#"{"$regex":"a","$options":"i"}"#, FieldReading(.regularExpression)),
      (#"{"$options":"i","$regex":"a"}"#, FieldReading(.regularExpression)),
      (#"{"$code":"f()"}"#, FieldReading(.code, bytes: Array("f()".utf8))),
      (#"{"$code":"f()","$scope":{"x":{"y":[]}}}"#, FieldReading(.codeWithScope)),
      (
        #"{"$dbPointer":{"$ref":"b","$id":{"$oid":"56e1fc72e0c917e9c4714161"}}}"#,
        FieldReading(.dbPointer)
      ),
      (#"{"$ref":"b","$id":{"$oid":"56e1fc72e0c917e9c4714161"}}"#, FieldReading(.document)),
      (#"{"$minKey":1}"#, FieldReading(.minKey)), (#"{"$maxKey":1}"#, FieldReading(.maxKey)),
      (#"{"$undefined":true}"#, FieldReading(.undefined)),
      (#"{"$type":"string"}"#, FieldReading(.document)), (#"{"$type":2}"#, FieldReading(.document)),
      (#"{"$regex":{"$oid":1}}"#, FieldReading(.document)),
      (#"{"$":"a"}"#, FieldReading(.document)),
      (#"{"$a":"b","$oid":1}"#, FieldReading(.document)),
      (#"{"a":1,"$oid":1}"#, FieldReading(.document)),
      (#"{"$oids":1}"#, FieldReading(.document)), (#"{"oid":1}"#, FieldReading(.document)),
    ] as [(String, FieldReading)])
  func valid(text: String, expected: FieldReading) {
    let reading = JSONReading(#"{"x":\#(text),"y":[]}"#)
    #expect(reading.field == expected, "\(text) \(reading.findings)")
  }

  @Test(arguments: [
    #"{"$oid":"56e1fc72e0c917e9c471416"}"#, #"{"$oid":"56e1fc72e0c917e9c471416x"}"#,
    #"{"$oid":42}"#,
    #"{"$oid":"56e1fc72e0c917e9c4714161","a":1}"#, #"{"$oid":""}"#, #"{"$numberInt":"2147483648"}"#,
    #"{"$numberInt":""}"#, #"{"$numberInt":"1.0"}"#, #"{"$numberInt":4.5}"#,
    #"{"$numberLong":"-"}"#,
    #"{"$numberLong":"9223372036854775808"}"#, #"{"$numberDouble":"abc"}"#,
    #"{"$numberDouble":""}"#,
    #"{"$numberDouble":"1e"}"#, #"{"$numberDouble":"0x1p3"}"#, #"{"$numberDouble":"nan"}"#,
    #"{"$numberDecimal":"x"}"#, #"{"$numberDecimal":"1.23456789012345678901234567890123456"}"#,
    #"{"$date":"yesterday"}"#, #"{"$date":"2014-02-30T00:00:00Z"}"#, #"{"$date":true}"#,
    #"{"$date":{"$numberInt":"5"}}"#, #"{"$date":{"$numberLong":"5","a":1}}"#, #"{"$date":1.5}"#,
    #"{"$date":1e300}"#, #"{"$date":"2014-04-11T21:55:32.590Z","a":1}"#,
    #"{"$timestamp":{"t":4294967296,"i":1}}"#, #"{"$timestamp":{"t":-1,"i":1}}"#,
    #"{"$timestamp":{"t":1}}"#, #"{"$timestamp":5}"#, #"{"$timestamp":{"t":1,"i":1,"x":1}}"#,
    #"{"$binary":{"base64":"/","subType":"00"}}"#,
    #"{"$binary":{"base64":"//8=","subType":"100"}}"#,
    #"{"$binary":"//8="}"#, #"{"$binary":"//8=","$type":"100"}"#,
    #"{"$binary":{"base64":"a b=","subType":"00"}}"#,
    #"{"$binary":{"base64":"====","subType":"00"}}"#,
    #"{"$uuid":"73ffd26444b34c6990e8e7d1dfc035d4"}"#,
    #"{"$symbol":1}"#, #"{"$code":1}"#, #"{"$code":"","$scope":1}"#, #"{"$code":"","a":{}}"#,
    #"{"$regex":"a","$options":1}"#, #"{"$regex":"a","$options":"i","x":1}"#,
    #"{"$regularExpression":{"pattern":"a"}}"#,
    #"{"$regularExpression":{"pattern":"a\u0000","options":""}}"#,
    #"{"$dbPointer":{"$ref":"b","$id":5}}"#, #"{"$minKey":2}"#, #"{"$maxKey":true}"#,
    #"{"$undefined":false}"#,
  ])
  func invalid(text: String) {
    let reading = JSONReading(#"{"y":1,"x":\#(text)}"#)
    #expect(reading.findings == [MalformedDocument(.wrapper, at: 11, key: 8..<9)])
    // Where nobody looks it is an object like any other.
    #expect(JSONReading(#"{"y":\#(text),"x":1}"#).field == .int32(1))
  }

  @Test(arguments: [
    "1.50", "-0.00", "0", "1E+3", "-1.5e-7", "NaN", "Infinity", "-Infinity", ".5",
    "9999999999999999999999999999999999", "1234567890.123456789012345678901234",
    "0.0000000000000000000000000000000000000000001",
    "1E6111", "1E6144", "1E-6176", "10000000000000000000000000000000000000000",
  ])
  func decimals(text: String) throws {
    let expected = try #require(decimal128(text))
    let field = try #require(JSONReading(#"{"x":{"$numberDecimal":"\#(text)"}}"#).field)
    let low = field.bytes[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let high = field.bytes[8...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    #expect(Decimal128(low: low, high: high) == expected, "\(text)")
  }
}
