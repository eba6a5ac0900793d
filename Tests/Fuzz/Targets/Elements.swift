/// All elements of documents, read with a directory that many documents share: every value is inside
/// of its bytes, every path is known, and the same documents are well-formed as for the walkers.
func readElements(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let content = Array(bytes.dropFirst())
  let encodings: [DocumentEncoding] = [.bson, .jsonLines, .jsonValues]
  let encoding = encodings[Int(first) % encodings.count]
  if encoding == .bson {
    // A framer has seen to it that the length is that of the document.
    guard content.count >= 5, content.padded.rawBytes.load(0, as: Int32.self) == content.count
    else {
      return
    }
  }
  var chunk = Chunk(capacity: content.count)
  chunk.buffer.replaceSubrange(0..<content.count, with: content)
  chunk.end(at: content.count)
  chunk.encoding = encoding
  let directory = PathDirectory(limit: 16)
  var reader = ElementReader(directory)
  let outcomes = (0..<2).map { _ in readElements(chunk, &reader, directory) }
  check(outcomes[0] == outcomes[1], "another outcome with paths in mind")
}

private func readElements(
  _ chunk: borrowing Chunk, _ reader: inout ElementReader, _ directory: PathDirectory
) -> Digest {
  var outcome = Digest()
  let bytes = chunk.bytes
  reader.begin(chunk)
  while true {
    do throws(MalformedDocument) {
      guard try reader.nextDocument(bytes) else { return outcome }
    } catch {
      outcome.add(error)
      continue
    }
    check(!reader.range.isEmpty, "a document of no bytes")
    while reader.nextElements(bytes) {
      check(reader.elements.count <= ElementVisitor.capacity, "a piece that is too large")
      for i in 0..<reader.elements.count {
        let element = reader.elements[i]
        check(element.path > 0 && element.path <= directory.other, "a path without a number")
        outcome.add(Int(element.path))
        outcome.add(Int(element.value.type.rawValue))
        outcome.add(element.value.bytes(in: bytes, scratch: reader.scratch))
      }
    }
  }
}
