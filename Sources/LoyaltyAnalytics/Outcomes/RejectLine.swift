internal import DumpReader

extension LocatedReject {
  /// The document as a line of the rejects file: a JSON object and a line feed.
  ///
  /// It tells where the document stands and what is wrong with it, and never what it holds: a field is
  /// named only where the question names it.
  package var json: String {
    var buffer = TextBuffer(capacity: 256)
    buffer.append("{\"file\": ")
    buffer.append(json: input.path)
    if let namespace = input.namespace {
      buffer.append(", \"namespace\": ")
      buffer.append(json: namespace)
    }
    buffer.append(", \"document\": \(document)")
    if let line { buffer.append(", \"line\": \(line)") }
    buffer.append(", \"offset\": \(reject.offset), \"reason\": ")
    buffer.append(json: reject.reason.rawValue)
    buffer.append(", \"detail\": ")
    buffer.append(json: reject.detail)
    buffer.append(", \"at\": \(reject.finding?.offset ?? 0), \"field\": ")
    buffer.append(json: reject.fieldAskedFor)
    buffer.append(", \"bytes_skipped\": \(reject.bytesSkipped)}\n")
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
