internal import DumpReader

/// The place of a page in a spill file.
struct SpillPage: Sendable {
  let file: SpillFile
  let offset: Int
  let count: Int
}

/// A page: records behind a header with their checksum.
///
///     checksum 8 │ length 4 │ place 4 │ record │ record │ …
///
/// The checksum is the process's keyed hash of everything behind it: 64 bits, so that a flipped bit
/// passes once in 2⁶⁴ times, at the speed of memory. Keys are never compared between processes,
/// since spill files do not outlive theirs.
enum SpillPageFormat {
  static let headerSize = 16
  /// The usual size of a page; a larger record has a page of its own.
  static let size = 32 << 10

  /// Fills in the header of a page that is ready.
  static func seal(_ page: inout [UInt8]) {
    store(UInt64(page.count), in: &page, at: 8)
    let sum = checksum(page.rawBytes.extracting(8..<page.count))
    store(sum, in: &page, at: 0)
  }

  /// Whether the page is what was written.
  static func isIntact(_ page: RawSpan) -> Bool {
    page.byteCount >= headerSize && page.load(8, as: UInt64.self) == UInt64(page.byteCount)
      && page.load(0) == checksum(page.extracting(8..<page.byteCount))
  }

  private static func checksum(_ bytes: RawSpan) -> UInt64 {
    KeyHash.shared(.binary, bytes)
  }

  private static func store(_ value: UInt64, in page: inout [UInt8], at offset: Int) {
    for i in 0..<8 { page[offset + i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i)) }
  }
}
