// Any dump as lines of Extended JSON, as bsondump prints them: lines FILE…
import DumpReader
import Foundation

do {
  var reader = InputReader(
    paths: Array(CommandLine.arguments.dropFirst()), options: InputOptions())
  var chunk = Chunk(capacity: 256 << 10)
  var writer = ExtendedJSONWriter()
  while try reader.next(into: &chunk) {
    var cursor = writer.begin(chunk)
    var lines: [UInt8] = []
    while true {
      do throws(MalformedDocument) {
        guard try writer.next(&cursor, in: chunk.bytes, to: &lines) else { break }
      } catch {
        let note = "\(chunk.inputPath): document at byte \(cursor.documentOffset): \(error)\n"
        try FileHandle.standardError.write(contentsOf: Data(note.utf8))
      }
    }
    try FileHandle.standardOutput.write(contentsOf: lines)
  }
} catch {
  try FileHandle.standardError.write(contentsOf: Data("error: \(error)\n".utf8))
  exit(1)
}
