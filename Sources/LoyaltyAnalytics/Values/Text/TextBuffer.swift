/// The text of a report that has been formatted and not yet written.
///
/// It is reused for the whole report: after the first 64 KiB formatting does not allocate.
package struct TextBuffer {
  /// The pending bytes, UTF-8.
  package var bytes: [UInt8] = []

  /// From this many bytes on, `flushIfFull` writes. A pipe takes 64 KiB at a time.
  package static let fullCount = 64 << 10

  /// An empty buffer, as large as a report needs unless told otherwise.
  package init(capacity: Int = fullCount + 4096) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends a text as it is.
  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends one byte.
  package mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends one character.
  package mutating func append(_ scalar: Unicode.Scalar) {
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Appends so many spaces; none if negative.
  package mutating func append(spaces count: Int) {
    guard count > 0 else { return }
    bytes.append(contentsOf: repeatElement(0x20, count: count))
  }

  /// Inserts so many spaces in front of what stands at an index; none if negative.
  package mutating func insert(spaces count: Int, at index: Int) {
    guard count > 0 else { return }
    bytes.insert(contentsOf: repeatElement(0x20, count: count), at: index)
  }
}
