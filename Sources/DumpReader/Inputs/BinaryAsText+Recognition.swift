extension BinaryAsText {
  /// Recognises what has become of a dump by undoing it: what then follows the grammar of a dump, and did
  /// not before, was one.
  ///
  /// - Parameter head: The first bytes, as many as are at hand.
  init?(_ head: [UInt8]) {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      // The mark of UTF-32 begins with that of UTF-16.
      guard !head.starts(with: [0xFF, 0xFE, 0, 0]), Self.holdsControlUnits(head) else { return nil }
      self = .utf16
      return
    }
    let head = Array(head.prefix(64 << 10))
    if let undone = Self.withoutCarriageReturns(head), Self.isBetter(undone, than: head) {
      self = .carriageReturns
      return
    }
    guard head.contains(0), let text = Self.text(head) else { return nil }
    if text.contains("\u{FFFD}"), Self.holdsFields(head) {
      self = .replaced
    } else if Self.isDoublyEncodedArchive(text)
      || Self.latin1(text).map({ Self.isBetter($0, than: head) }) ?? false
    {
      self = .latin1
    } else {
      return nil
    }
  }

  /// Whether one of the first units of UTF-16 is a control character that no text has.
  private static func holdsControlUnits(_ head: [UInt8]) -> Bool {
    let low = head[0] == 0xFF ? 0 : 1
    return stride(from: 2, to: min(head.count - 1, 256), by: 2).contains { i in
      head[i + 1 - low] == 0 && (head[i + low] < 0x09 || 0x0E...0x1F ~= head[i + low])
    }
  }

  /// The bytes with LF for each CR LF; nil where there is a line feed alone, or none.
  private static func withoutCarriageReturns(_ head: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var count = 0
    for byte in head {
      if byte == 0x0A {
        guard bytes.last == 0x0D else { return nil }
        bytes.removeLast()
        count += 1
      }
      bytes.append(byte)
    }
    return count > 0 ? bytes : nil
  }

  /// The text, without a character that is cut off at the end; nil where it is no UTF-8.
  private static func text(_ head: [UInt8]) -> String? {
    for cut in 0..<4 where cut <= head.count {
      if let text = String(validating: head.dropLast(cut), as: UTF8.self) { return text }
    }
    return nil
  }

  /// The bytes of which each became a character; nil where another character is among them.
  private static func latin1(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) ?? windows1252[scalar] else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// What Windows-1252 has from 80 to 9F.
  private static let windows1252 = Dictionary(
    uniqueKeysWithValues: zip(
      "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars,
      [
        0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8E, 0x91, 0x92,
        0x93,
        0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9E, 0x9F,
      ] as [UInt8]))

  /// Whether it begins as an archive does, with three characters in place of the bytes of the magic
  /// number, whatever the encoding that they were taken for.
  private static func isDoublyEncodedArchive(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.prefix(5).map(\.value)
    return scalars.count == 5 && scalars[0] == 0x6D && scalars[1...3].allSatisfy { $0 >= 0x80 }
      && text.utf8.prefix(96).split(separator: 0).contains {
        $0.suffix(22).elementsEqual("concurrent_collections".utf8)
      }
  }

  /// Whether names of fields between type bytes and zeros can be seen, as BSON has them.
  private static func holdsFields(_ head: [UInt8]) -> Bool {
    var found = 0
    for part in head.prefix(4 << 10).split(separator: 0) {
      guard let type = part.first, type < 0x20, type != 0x0A, type != 0x0D, part.count > 1,
        BSONType(rawValue: type) != nil,
        part.dropFirst().allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { continue }
      found += 1
      if found == 3 { return true }
    }
    return false
  }

  /// Whether more documents follow the grammar of a dump at the front of `undone`.
  private static func isBetter(_ undone: [UInt8], than head: [UInt8]) -> Bool {
    let count = documents(undone)
    return count > 1 && count > documents(head) || count == 1 && documents(head) == 0
  }

  /// How many valid documents there are at the front, up to the first thing that is neither one nor
  /// belongs to an archive.
  private static func documents(_ head: [UInt8]) -> Int {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    var walker = BSONWalker(FieldSelection())
    var values = FieldValues(for: FieldSelection())
    var count = 0
    var i = head.starts(with: InputFormat.archiveMagic) ? 4 : 0
    let isArchive = i == 4
    while i + 5 <= head.count {
      let length = Int(bytes.load(i, as: Int32.self))
      if isArchive, length == -1 {
        i += 4
        continue
      }
      guard length >= 5, length <= head.count - i,
        (try? walker.walk(bytes, i..<i + length, into: &values)) != nil
      else { break }
      count += 1
      i += length
    }
    return count
  }
}
