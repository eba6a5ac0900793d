/// Where a piece of text lies: in the chunk, or in the scratch buffer beside it. Eight bytes.
@usableFromInline
struct DocumentSlice: Sendable {
  private static let scratchBit: UInt32 = 1 << 31
  private var offset: UInt32
  private var countAndPlace: UInt32

  /// No text.
  static let empty = DocumentSlice(offset: 0, count: 0, inScratch: false)

  @inline(__always)
  init(offset: UInt32, count: UInt32, inScratch: Bool) {
    self.offset = offset
    countAndPlace = count & ~Self.scratchBit | (inScratch ? Self.scratchBit : 0)
  }

  @inline(__always) var count: Int { Int(countAndPlace & ~Self.scratchBit) }
  @inline(__always) var isEmpty: Bool { count == 0 }

  /// The bytes it stands for.
  @inline(__always)
  @_lifetime(copy chunk, copy scratch)
  func bytes(in chunk: RawSpan, scratch: RawSpan) -> RawSpan {
    let range = Int(offset)..<Int(offset) &+ count
    return countAndPlace & Self.scratchBit != 0
      ? scratch.extracting(range) : chunk.extracting(range)
  }
}
