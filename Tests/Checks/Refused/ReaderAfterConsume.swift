// Refused: 'reader' used after consume
import DumpReader

func read(_ reader: consuming InputReader) throws {
  var chunk = Chunk(capacity: 256 << 10)
  var other = reader
  #if WRONG
  _ = try reader.next(into: &chunk)
  #endif
  _ = try other.next(into: &chunk)
}
