// Refused: overlapping accesses to 'chunk'
import DumpReader

func sizes(_ reader: inout InputReader) throws {
  var chunk = Chunk(capacity: 256 << 10)
  _ = try reader.next(into: &chunk)
  let bytes = chunk.bytes
  #if WRONG
  _ = try reader.next(into: &chunk)
  #endif
  print(bytes.byteCount)
}
