import DumpReader
import Testing

@testable import SampleData

@Suite("All forms of a sample hold the same documents")
struct FormTests {
  static let recipes = [
    SampleRecipe(documents: 100, users: 50, seed: 3),
    SampleRecipe(.awkward, documents: 500, users: 100, seed: 5),
    SampleRecipe(.closedForm, documents: 100, users: 7, seed: 7),
    SampleRecipe(.closedForm, documents: 30, users: 50, seed: 7, keys: .wyhash),
    SampleRecipe(documents: 30, users: 50, seed: 9, keys: .fnv),
  ]

  /// libbson reads our BSON and prints it; our own printers must have said the same.
  @Test(arguments: recipes, [true, false])
  func jsonIsWhatLibbsonPrints(_ recipe: SampleRecipe, isCanonical: Bool) throws {
    let documents = documents(of: recipe.bytes(as: .bson))
    #expect(documents.count == recipe.documents)
    let text = String(
      decoding: recipe.bytes(as: isCanonical ? .canonical : .jsonl), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    #expect(lines.count == recipe.documents)
    for (document, line) in zip(documents, lines) {
      let printed = try #require(extendedJSON(document, canonical: isCanonical))
      // libbson spells years beyond 9999 out as well; the specification asks for milliseconds.
      if printed.contains(/"\d{5,}-\d\d-\d\dT/) { continue }
      #expect(JSONToken.difference(printed, String(line)) == nil)
    }
  }

  @Test(arguments: recipes)
  func layoutsDifferInSpaceOnly(_ recipe: SampleRecipe) {
    let lines = String(decoding: recipe.bytes(as: .legacy), as: UTF8.self)
    let pretty = String(decoding: recipe.bytes(as: .legacy, layout: .pretty), as: UTF8.self)
    #expect(JSONToken.difference(lines, pretty) == nil)
    let array = recipe.bytes(as: .legacy, layout: [.array, .pretty])
    let flat = recipe.bytes(as: .legacy, layout: .array)
    #expect(
      JSONToken.difference(
        String(decoding: array, as: UTF8.self), String(decoding: flat, as: UTF8.self)) == nil)
    #expect(flat.first == UInt8(ascii: "[") && flat.suffix(2) == Array("]\n".utf8)[...])
    #expect(flat.filter { $0 == 0x0A }.count == 1)
  }

  /// Writing piece by piece is writing at once.
  @Test(arguments: SampleForm.allCases)
  func piecesMakeTheWhole(_ form: SampleForm) {
    let recipe = SampleRecipe(documents: 50, users: 9, seed: 11)
    var stream = SampleStream(recipe, as: form, layout: .array)
    var bytes = OutputBytes(capacity: 64)
    var pieces: [UInt8] = []
    while stream.write(to: &bytes, upTo: 1) {
      pieces += bytes.copied()
      bytes.truncate()
    }
    #expect(pieces == recipe.bytes(as: form, layout: .array))
  }

  @Test func nothingIsWrittenForNoDocuments() {
    let none = SampleRecipe(documents: 0, users: 1)
    #expect(none.bytes(as: .bson).isEmpty)
    #expect(none.bytes(as: .jsonl, layout: .array) == Array("[]\n".utf8))
  }

  @Test func archiveHoldsTheDocuments() throws {
    let recipe = SampleRecipe(documents: 900, users: 9, seed: 13)
    let archive = recipe.bytes(as: .archive)
    let plain = recipe.bytes(as: .bson)
    var crc = CRC64()
    crc.add(plain.raw, from: 0)
    // All blocks but headers and terminators: more than one block, and the check sum at the end.
    let sum = (0..<8).reduce(UInt64(0)) {
      $0 | UInt64(archive[archive.count - 13 + $1]) << UInt64(8 * $1)
    }
    #expect(sum == crc.value)
    #expect(archive.count > plain.count + 2 * 69)
  }

  @Test func csvHasOneCellPerColumn() {
    let text = String(
      decoding: SampleRecipe(documents: 200, users: 20, seed: 2).bytes(as: .csv), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 201)
    for line in lines {
      var isQuoted = false
      var cells = 1
      for byte in line.utf8 {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == UInt8(ascii: ","), !isQuoted { cells += 1 }
      }
      #expect(cells == 22 && !isQuoted)
    }
  }
}
