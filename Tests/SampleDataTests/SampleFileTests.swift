import SystemPackage
import Testing

@testable import SampleData

@Suite("The folder samples")
struct SampleFileTests {
  static let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().appending("samples")

  @Test(arguments: SampleFile.all)
  func fileIsWhatTheGeneratorMakes(_ sample: SampleFile) throws {
    let expected = sample.bytes()
    let path = Self.folder.appending(sample.path)
    #expect(
      try Self.contents(of: path) == expected, "run samples/make, then look at the difference")
  }

  @Test func damagedFilesAreSmallAndDamaged() {
    let sound = SampleForm.allCases.map { SampleFile.shortRecipe.bytes(as: $0) }
    for sample in SampleFile.all where sample.path.hasPrefix("damaged/") {
      #expect(sample.bytes().count < 60_000)
      #expect(!sound.contains(sample.bytes()), "\(sample.path) is not damaged")
    }
  }

  @Test func theReadmeNamesEveryFile() throws {
    let text = String(
      decoding: try Self.contents(of: Self.folder.appending("README.md")), as: UTF8.self)
    for sample in SampleFile.all { #expect(text.contains("`\(sample.path)`"), "\(sample.path)") }
  }

  private static func contents(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      let size = Int(try file.seek(offset: 0, from: .end))
      try file.seek(offset: 0, from: .start)
      return try unsafe Array<UInt8>(unsafeUninitializedCapacity: size) { buffer, count in
        count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    }
  }
}
