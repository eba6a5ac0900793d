import SampleData
import Testing

@testable import DumpReader

/// What a walker remembers of earlier documents makes it faster, and nothing else: the same values,
/// the same findings at the same offsets, whatever was read before.
@Suite struct BSONLayoutCacheTests {
  /// What came of reading one document.
  struct Outcome: Equatable {
    var fields: [FieldReading?]?
    var finding: MalformedDocument?
  }

  /// A walker that may have read other documents before.
  struct Reader: ~Copyable {
    private var walker: BSONWalker
    private var values: FieldValues
    private let count: Int

    init(_ paths: [String], unique: Bool) {
      var selection = FieldSelection()
      for path in paths { _ = selection.insert(path, unique: unique) }
      walker = BSONWalker(selection)
      values = FieldValues(for: selection)
      count = paths.count
    }

    mutating func read(_ document: [UInt8]) -> Outcome {
      defer { walker.layout.checkInvariants() }
      // What stands behind a document is no part of it, whatever it is.
      let padded = document + [UInt8](repeating: 0x41, count: Chunk.padding)
      do throws(MalformedDocument) {
        try walker.walk(padded.rawBytes, 0..<document.count, into: &values)
        return Outcome(fields: FieldReading.all(of: values, count: count, in: padded.rawBytes))
      } catch {
        return Outcome(finding: error)
      }
    }
  }

  /// Reads a document with and without a memory of others.
  private func check(
    _ document: [UInt8], _ warm: inout Reader, _ paths: [String], unique: Bool, _ seed: UInt64
  ) {
    var cold = Reader(paths, unique: unique)
    let outcome = warm.read(document)
    #expect(outcome == cold.read(document), "\(document), seed \(seed)")
  }

  /// An element: type, name, value.
  private func element(_ type: UInt8, _ name: String, _ value: [UInt8]) -> [UInt8] {
    [type] + Array(name.utf8) + [0] + value
  }

  private func document(_ elements: [[UInt8]]) -> [UInt8] {
    let body = elements.flatMap { $0 }
    return little(Int32(body.count + 5)) + body + [0]
  }

  private func text(_ bytes: [UInt8]) -> [UInt8] { little(Int32(bytes.count + 1)) + bytes + [0] }

  private func little(_ number: Int32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// One value of each type, with the type.
  private var values: [(UInt8, [UInt8])] {
    [
      (0x01, [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]), (0x02, text(Array("Anna".utf8))),
      (0x02, text(Array("Søren 中文".utf8))), (0x02, text([])), (0x03, document([])),
      (0x04, document([element(0x10, "0", little(1))])), (0x05, little(2) + [0, 1, 2]),
      (0x06, []), (0x07, Array(1...12)), (0x08, [1]), (0x08, [0]), (0x09, Array(1...8)),
      (0x0A, []), (0x0B, [0x61, 0, 0x69, 0]),
      (0x0C, text([0x62]) + Array(1...12)), (0x0D, text([0x63])), (0x0E, text([0x64])),
      (0x0F, little(15) + text([0x65]) + document([])), (0x10, little(-5)),
      (0x11, Array(1...8)), (0x12, Array(2...9)), (0x13, Array(0..<16)), (0x7F, []),
      (0xFF, []),
    ]
  }

  @Test("Any type after any other in the same place", arguments: [false, true])
  func types(unique: Bool) {
    for paths in [["a"], ["b"], ["a.0"], []] {
      var warm = Reader(paths, unique: unique)
      for (first, one) in values {
        for (second, other) in values {
          for (type, value) in [(first, one), (second, other), (second, other)] {
            let elements = [element(type, "a", value), element(0x10, "b", little(7))]
            check(document(elements), &warm, paths, unique: unique, 0)
            check(document(elements + elements), &warm, paths, unique: unique, 0)
          }
        }
      }
    }
  }

  @Test("Names and texts of all lengths around those of a register")
  func lengths() {
    var warm = Reader(["x", "wanted"], unique: false)
    for length in [0, 1, 14, 15, 16, 17, 30, 31, 32, 33, 34, 63, 64, 65, 66, 67, 96, 97, 200] {
      let name = String(repeating: "n", count: length)
      for high in [-1, 0, length / 2, length - 1] {
        var bytes = [UInt8](repeating: 0x61, count: length)
        if bytes.indices.contains(high) { bytes[high] = 0xC3 }
        for wanted in ["x", "wanted"] {
          let elements = [
            element(0x02, name, text(bytes)), element(0x02, wanted, text(bytes)),
            element(0x10, name + "2", little(1)),
          ]
          for _ in 0..<2 { check(document(elements), &warm, ["x", "wanted"], unique: false, 0) }
        }
      }
    }
  }

  @Test("The same name in another document is another field")
  func parents() {
    let paths = ["a", "m.a", "m.m.a"]
    var warm = Reader(paths, unique: true)
    let a = element(0x10, "a", little(1))
    let shapes: [[[UInt8]]] = [
      [a], [element(0x03, "m", document([a]))], [element(0x03, "m", document([])), a],
      [element(0x03, "m", document([element(0x03, "m", document([a]))]))],
      [element(0x03, "m", document([element(0x03, "m", document([])), a]))],
      [element(0x04, "m", document([a])), a], [element(0x03, "n", document([a])), a],
    ]
    for first in shapes {
      for second in shapes {
        for shape in [first, second, second, first] {
          check(document(shape), &warm, paths, unique: true, 0)
        }
      }
    }
  }

  @Test("Documents longer than the memory, and deeper than allowed")
  func large() {
    var warm = Reader(["k299", "k5"], unique: true)
    let long = document((0..<300).map { element(0x10, "k\($0)", little(Int32($0))) })
    for _ in 0..<3 { #expect(warm.read(long).fields == [.int32(299), .int32(5)]) }
    for depth in [99, 100, 101] {
      var nested = document([])
      for _ in 1..<depth { nested = document([element(0x03, "d", nested)]) }
      for _ in 0..<2 {
        #expect((warm.read(nested).finding?.code == .tooDeep) == (depth > 100), "\(depth)")
      }
    }
  }

  @Test("Fields in another order in each document, for long enough that the memory is left alone")
  func order() {
    let names = (0..<12).map { "field\($0)" }
    var warm = Reader(["field3", "field7"], unique: true)
    var generator = SeededGenerator(seed: 7)
    for i in 0..<3000 {
      // Every now and then a few documents are alike.
      let order = i % 100 < 10 ? names : names.shuffled(using: &generator)
      let elements = order.map { element(0x02, $0, text(Array("\($0) \(i)".utf8))) }
      #expect(
        warm.read(document(elements)).fields == [.string("field3 \(i)"), .string("field7 \(i)")])
    }
  }

  @Test("Damaged documents", arguments: 0..<16)
  func damaged(run: Int) {
    let seed = UInt64(0x4241_5300 + run)
    var generator = SeededGenerator(seed: seed)
    let paths = ["_id", "user_id", "points", "approved_time", "user_first_name", "meta.version"]
    let unique = run & 1 != 0
    var warm = Reader(paths, unique: unique)
    let dump = SampleRecipe(
      run & 2 == 0 ? .programme : .awkward, documents: 40, users: 10, seed: seed
    ).bytes(as: .bson)
    var documents: [[UInt8]] = []
    var i = 0
    while i < dump.count {
      let length = (0..<4).reduce(0) { $0 | Int(dump[i + $1]) << (8 * $1) }
      documents.append(Array(dump[i..<i + length]))
      i += length
    }
    for original in documents {
      check(original, &warm, paths, unique: unique, seed)
      for _ in 0..<20 {
        var damaged = original
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let place = Int.random(in: 4..<damaged.count - 1, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          default: damaged[place] = 0
          }
        }
        check(damaged, &warm, paths, unique: unique, seed)
        check(original, &warm, paths, unique: unique, seed)
      }
    }
  }
}
