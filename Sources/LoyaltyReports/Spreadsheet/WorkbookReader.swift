internal import DumpReader

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reads back what a workbook holds: the digests of its sheets, from the zip archive that it is.
///
/// libxlsxwriter does not look whether its temporary files took what it wrote: where a disk is full, rows
/// are missing from a workbook that it calls good. So nothing is handed on before it has been read.
///
/// The archive is read as APPNOTE.TXT of PKWARE has it: the end record (4.3.16), with its ZIP64 form
/// (4.3.14), leads to the directory (4.3.12), that to the local headers (4.3.7) in front of the data.
struct WorkbookReader {
  private let descriptor: CInt
  private let size: Int

  /// An archive has been damaged, or is none.
  struct Damage: Error {}

  /// Reads what is open.
  init(descriptor: CInt) throws {
    self.descriptor = descriptor
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Damage() }
    size = Int(status.st_size)
  }

  /// The digests of the sheets, in the order of the archive, which is theirs.
  func digests() throws -> [CellDigest] {
    var result: [CellDigest] = []
    for entry in try entries() where entry.name.hasPrefix("xl/worksheets/sheet") {
      result.append(try digest(of: entry))
    }
    return result
  }

  private struct Entry {
    var name: String
    var checksum: UInt32
    var compressed: Int
    var uncompressed: Int
    var offset: Int
  }

  private func entries() throws -> [Entry] {
    // The library writes no comment behind the end record.
    let end = try read(size - 22, 22)
    guard end.integer(0, 4) == 0x0605_4B50 else { throw Damage() }
    var count = end.integer(10, 2)
    var offset = end.integer(16, 4)
    if size >= 42, case let locator = try read(size - 42, 20), locator.integer(0, 4) == 0x0706_4B50
    {
      let large = try read(locator.integer(8, 8), 56)
      guard large.integer(0, 4) == 0x0606_4B50 else { throw Damage() }
      count = large.integer(32, 8)
      offset = large.integer(48, 8)
    }
    guard count < 1 << 16 else { throw Damage() }
    return try (0..<count).map { _ in
      let fixed = try read(offset, 46)
      guard fixed.integer(0, 4) == 0x0201_4B50 else { throw Damage() }
      let nameSize = fixed.integer(28, 2)
      let extraSize = fixed.integer(30, 2)
      let name = try read(offset + 46, nameSize)
      var entry = Entry(
        name: String(decoding: name, as: UTF8.self), checksum: UInt32(fixed.integer(16, 4)),
        compressed: fixed.integer(20, 4), uncompressed: fixed.integer(24, 4),
        offset: fixed.integer(42, 4))
      Self.enlarge(&entry, try read(offset + 46 + nameSize, extraSize))
      offset += 46 + nameSize + extraSize + fixed.integer(32, 2)
      return entry
    }
  }

  /// Takes sizes that do not fit in four bytes from the extra field of ZIP64 (4.5.3).
  private static func enlarge(_ entry: inout Entry, _ extra: [UInt8]) {
    var start = 0
    while start + 4 <= extra.count {
      let end = min(extra.count, start + 4 + extra.integer(start + 2, 2))
      if extra.integer(start, 2) == 1 {
        var next = start + 4
        for field in [\Entry.uncompressed, \.compressed, \.offset]
        where entry[keyPath: field] == 0xFFFF_FFFF && next + 8 <= end {
          entry[keyPath: field] = extra.integer(next, 8)
          next += 8
        }
      }
      start = end
    }
  }

  /// Decodes a sheet; a gzip trailer is put behind its data, so that the decoder checks it.
  private func digest(of entry: Entry) throws -> CellDigest {
    let header = try read(entry.offset, 30)
    guard header.integer(0, 4) == 0x0403_4B50, header.integer(8, 2) == 8 else { throw Damage() }
    var offset = entry.offset + 30 + header.integer(26, 2) + header.integer(28, 2)
    var left = entry.compressed
    let trailer =
      [entry.checksum, UInt32(truncatingIfNeeded: entry.uncompressed)].flatMap { word in
        (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
      }
    let inflater = Inflater()
    inflater.begin()
    var scanner = SheetScanner()
    var output = [UInt8](repeating: 0, count: 256 << 10)
    var isEnded = false
    while !isEnded {
      let input = left > 0 ? try read(offset, min(left, 128 << 10)) : trailer
      isEnded = left <= 0
      offset += input.count
      left -= input.count
      var used = 0
      var isMore = true
      while isMore {
        var span = output.mutableSpan
        var target = unsafe span.mutableBytes
        let step = inflater.inflate(input.rawBytes.extracting(droppingFirst: used), into: &target)
        used += step.used
        scanner.scan(output.rawBytes.extracting(first: step.written))
        switch step.outcome {
        case .more: isMore = step.written > 0 || step.used > 0 && used < input.count
        case .memberEnd: return scanner.digest
        case .wrongChecksum, .invalid: throw Damage()
        }
      }
    }
    throw Damage()
  }

  private func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size - count else { throw Damage() }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw Damage() }
      filled += got
    }
    return bytes
  }
}

extension [UInt8] {
  /// An integer, the lowest byte first; zero where it does not lie within.
  fileprivate func integer(_ offset: Int, _ size: Int) -> Int {
    guard offset >= 0, offset + size <= count else { return 0 }
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(self[offset + index]) << (8 * UInt64(index)) }
    return Int(truncatingIfNeeded: value & UInt64(Int.max))
  }
}
