// The biggest documents of an archive, and where they stand: biggest FILE…
import DumpReader
import Foundation

do {
  var selection = FieldSelection()
  let id = selection.insert("_id", unique: true)
  var walker = DocumentWalker(selection)
  var values = FieldValues(for: selection)
  var reader = InputReader(
    paths: Array(CommandLine.arguments.dropFirst()), options: InputOptions())
  var chunk = Chunk(capacity: 256 << 10)
  var biggest: [(size: Int, id: String, offset: Int)] = []

  while try reader.next(into: &chunk) {
    walker.begin(chunk)
    var cursor = ChunkCursor(chunk)
    while true {
      do throws(MalformedDocument) {
        guard try walker.next(&cursor, in: chunk.bytes, into: &values) else { break }
      } catch { continue }
      guard biggest.count < 5 || cursor.range.count > biggest[4].size else { continue }
      let name = values[id]?.extendedJSON(in: chunk.bytes, scratch: values.scratch) ?? "no _id"
      biggest.append((cursor.range.count, name, cursor.documentOffset))
      biggest.sort { ($1.size, $0.offset) < ($0.size, $1.offset) }
      biggest = Array(biggest.prefix(5))
    }
    values.clearScratch()
  }
  for document in biggest {
    print("\(document.size) bytes at \(document.offset): \(document.id)")
  }
} catch {
  print("error: \(error)")
  exit(1)
}
