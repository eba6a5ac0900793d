/// The header of a gzip member, read byte by byte (RFC 1952, section 2.3).
///
///     1F 8B │ 08 │ flags │ time (4) │ extra flags │ system
///           │ length (2), that many bytes     if flags has 04
///           │ name, 00                        if flags has 08
///           │ comment, 00                     if flags has 10
///           │ checksum of the header (2)      if flags has 02
///
/// Nothing of it is kept: names and comments are passed over, however long they are, up to a limit.
struct GzipHeaderParser {
  /// The longest header that is accepted. Two 64 KiB fields and a name would fit many times.
  static let maximumSize = 1 << 20

  /// What a byte led to.
  enum Step: Equatable {
    /// The header goes on.
    case more
    /// The header is complete; compressed data follows.
    case done
    /// This is no gzip header.
    case bad(String)
  }

  private enum Field {
    case fixed, extraLength, extra, name, comment, checksum
  }

  private var field = Field.fixed
  private var flags: UInt8 = 0
  /// How many bytes of the current field have gone by.
  private var position = 0
  private var extraLength = 0
  private var size = 0

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    size += 1
    guard size <= Self.maximumSize else { return .bad("a gzip header does not end") }
    switch field {
    case .fixed:
      switch position {
      case 0 where byte != 0x1F, 1 where byte != 0x8B: return .bad("a gzip header is damaged")
      case 2 where byte != 8: return .bad("gzip method \(byte) is not known")
      case 3 where byte & 0xE0 != 0: return .bad("a gzip header has unknown flags")
      case 3: flags = byte
      default: break
      }
      return position == 9 ? enter(.extraLength) : stay()
    case .extraLength:
      extraLength |= Int(byte) << (8 * position)
      return position == 0 ? stay() : extraLength == 0 ? enter(.name) : enter(.extra)
    case .extra: return position == extraLength - 1 ? enter(.name) : stay()
    case .name: return byte == 0 ? enter(.comment) : stay()
    case .comment: return byte == 0 ? enter(.checksum) : stay()
    case .checksum: return position == 1 ? .done : stay()
    }
  }

  private mutating func stay() -> Step {
    position += 1
    return .more
  }

  /// Goes on to a field, or to the next one that the flags announce.
  private mutating func enter(_ next: Field) -> Step {
    position = 0
    field = next
    if field == .extraLength, flags & 0x04 == 0 { field = .name }
    if field == .name, flags & 0x08 == 0 { field = .comment }
    if field == .comment, flags & 0x10 == 0 { field = .checksum }
    return field == .checksum && flags & 0x02 == 0 ? .done : .more
  }
}
