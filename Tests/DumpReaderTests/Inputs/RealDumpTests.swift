import Foundation
import TestSupport
import Testing

@testable import DumpReader

/// Files of mongo-tools, used when they are there.
private let folder = Corpora.folder("mongo-tools")

private func bytes(_ name: String) throws -> [UInt8] {
  try Array(Data(contentsOf: #require(folder).appending(path: name)))
}

@Suite(.enabled(if: folder != nil, "corpora are not there"))
struct RealDumpTests {
  @Test func anArchiveOfOneCollection() throws {
    for readSize in [1, 100, Int.max] {
      let reading = try StreamReading(try bytes("test.bar.archive"), readSize: readSize)
      #expect(reading.record.namespace == "test.bar")
      #expect(reading.record.damage == nil)
      #expect(reading.documents.count == 1)
      #expect(reading.skips.isEmpty)
      #expect(
        extendedJSON(reading.documents[0], canonical: false)
          == "{ \"_id\" : { \"$oid\" : \"58ffb124b721bc6c3234333c\" }, \"foo\" : \"bar\" }")
    }
  }

  @Test func anArchiveWithAnOplog() throws {
    let file = try bytes("dump-w-oplog.archive")
    for (namespace, count) in [(nil, 25), ("test.foo", 25), ("oplog", 18)] {
      let reading = try StreamReading(file, options: InputOptions(namespace: namespace))
      #expect(reading.record.namespace == namespace ?? "test.foo")
      #expect(reading.record.damage == nil)
      #expect(reading.skips.isEmpty)
      #expect(reading.documents.count == count)
    }
  }

  @Test(arguments: [
    ("sample.bson", 4, 0), ("all_types.bson", 20, 0), ("partial_file.bson", 2, 1),
    ("bad_cstring.bson", 3, 1), ("broken_array.bson", 20, 0), ("test_array.json", 27, 0),
    ("test_bom.json", 2, 0), ("test_plain.json", 3, 0),
  ])
  func eachFileGivesItsDocuments(name: String, documents: Int, others: Int) throws {
    let reading = try StreamReading(try bytes(name))
    #expect(reading.documents.count == documents)
    #expect(reading.items.count == documents + others)
  }

  @Test func randomBytesAreNoDump() throws {
    let random = try bytes("random_bytes.bson")
    let error = #expect(throws: DumpError.self) { try StreamReading(random) }
    #expect(error?.code == .notADump)
    let forced = try StreamReading(random, options: InputOptions(forcedFormat: .bson))
    #expect(forced.items == [.skipped(.documentLength, random.count)])
  }
}
