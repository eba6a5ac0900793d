/// The documents at the front of a block that are sure to be whole, and what follows them.
///
/// See ``ArchiveDemultiplexer`` for the grammar.
struct ArchiveBlockFramer {
  /// What follows the documents.
  enum Next { case more, terminator, damage }

  /// The length of the bytes that the beginning of a block is known by.
  static let signatureSize = 12

  /// How many bytes the documents take.
  private(set) var count = 0
  /// What follows.
  private(set) var next = Next.more
  /// How many bytes have to be there in order to get on.
  private(set) var wanted = 4

  /// Hops over the documents in the first `available` bytes, each with something behind it.
  init(_ bytes: RawSpan, count available: Int, isAtEnd: Bool) {
    while count + 4 <= available {
      let length = Int(bytes.load(count, as: Int32.self))
      if length == -1 {
        next = .terminator
        return
      }
      guard length >= 5, length <= DocumentLimits.maximumSize else {
        next = .damage
        return
      }
      let end = count + length
      guard end + Self.signatureSize <= available || isAtEnd && end + 4 <= available else {
        wanted = length + Self.signatureSize
        return
      }
      guard bytes[end - 1] == 0, Self.canFollow(bytes, at: end, count: available) else {
        next = .damage
        return
      }
      count = end
    }
  }

  /// Whether a terminator or a document may start at `i`, judging by five bytes, or by four where the
  /// input ends behind them.
  private static func canFollow(_ bytes: RawSpan, at i: Int, count: Int) -> Bool {
    let length = Int(bytes.load(i, as: Int32.self))
    if length == -1 { return true }
    guard length >= 5, length <= DocumentLimits.maximumSize else { return false }
    guard i + 4 < count else { return true }
    return length == 5 ? bytes[i + 4] == 0 : BSONType(rawValue: bytes[i + 4]) != nil
  }

  /// Whether a terminator at `i` and the beginning of a namespace document behind it can be seen.
  ///
  ///     FF FF FF FF │ length │ 02 'd' 'b' 00 …
  static func isBlockEnd(_ bytes: RawSpan, at i: Int, count: Int) -> Bool {
    bytes.isArchiveBlock(at: i, count: count)
  }
}
