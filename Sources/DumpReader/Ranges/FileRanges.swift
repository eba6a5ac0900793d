internal import Synchronization

/// What is left of a file of BSON or JSON lines, as ranges that several workers read and frame at the
/// same time.
///
///     range      │<─── size ───>│<─── size ───>│<─── size ───>│ … the last bytes
///     chunk        │<──────────────>│<─────────────>│
///                first             last = first of the next
///
/// A range has the documents that start in it. Whoever reads it guesses where the first one does, and
/// frames up to the first one of the next range. Since a guess may be wrong, its documents count only
/// when it begins at the border where the range before it ended; else it is framed again from there.
///
/// What is framed is what the reader of the whole file would have handed out, or nothing: anything but
/// sound documents, and the end of the file, are for that reader, which goes on at the last border that
/// is proven. Bytes before a border are final, because ``hops`` documents follow it: damage behind them
/// takes back no more than those (``BSONFramer``).
package final class FileRanges: Sendable {
  /// The usual size of a range.
  package static let usualSize = 512 << 10
  /// Less than this is not worth it.
  static let leastRest = 4 << 20
  /// The last bytes of a file are in none, because nothing follows that proves them.
  static let usualRest = 64 << 10
  /// How many documents behind a border have to follow each other: as many as a framer holds back.
  private static let hops = 8
  /// How much may be read behind a range: where that is not enough, its documents are too large.
  private static let largestOverhang = 4 << 20
  /// How much is read behind a range at once, at first and at most.
  private static let firstLook = 16 << 10
  private static let largestLook = 256 << 10

  private let file: PositionedFile
  private let encoding: DocumentEncoding
  private let text: TextContext
  private let input: Int
  private let path: String
  /// How the first document of the file begins, of BSON.
  private let opening: [UInt8]
  private let maximumLine: Int
  private let size: Int
  /// How much to read behind a range, as far as is known.
  private let look = Atomic(FileRanges.firstLook)

  /// Where the first range begins, which is a border.
  package let start: Int
  /// How many ranges there are.
  package let count: Int

  /// Ranges of the bytes from `start` on, of which `end` is the last that any of them has.
  init(
    of file: PositionedFile, _ bytes: Range<Int>, size: Int, encoding: DocumentEncoding,
    text: TextContext, opening: [UInt8], maximumLine: Int, input: Int, path: String
  ) {
    self.file = file
    start = bytes.lowerBound
    count = bytes.count / size
    self.size = size
    self.encoding = encoding
    self.text = text
    self.opening = opening
    self.maximumLine = maximumLine
    self.input = input
    self.path = path
  }

  /// How long the first document of a chunk is; nil where that is to be left to the reader.
  static func firstDocument(of chunk: borrowing Chunk) -> Int? {
    guard chunk.count > 0 else { return nil }
    if chunk.encoding == .bson { return Int(chunk.bytes.load(0, as: Int32.self)) }
    return chunk.bytes.firstLineFeed(in: 0..<chunk.count).map { $0 + 1 }
  }

  /// The name of the field that the first document of a chunk begins with, of BSON: the search for a
  /// border goes by that.
  ///
  /// - Returns: nil where it is not valid.
  static func opening(of chunk: borrowing Chunk, _ first: Int) -> [UInt8]? {
    guard chunk.encoding == .bson else { return [] }
    let bytes = chunk.bytes
    guard DocumentValidator().finding(bytes, 0..<first) == nil else { return nil }
    var end = 4
    while bytes[end] != 0 { end += 1 }
    return bytes.extracting(min(5, end)..<end).copied()
  }

  /// Where a range ends.
  package func end(of index: Int) -> Int { start + (index + 1) * size }

  /// What goes on behind the ranges.
  var framer: any Framer {
    encoding == .bson ? BSONFramer(opening: opening) : LineFramer(maximumSize: maximumLine)
  }

  /// Reads and frames a range.
  ///
  /// - Parameters:
  ///   - index: Which range.
  ///   - border: Where its first document starts; nil to guess.
  ///   - chunk: Is given the documents.
  /// - Returns: Where they start and end; nil where that could not be found, or is for the reader of the
  ///   whole file.
  package func frame(_ index: Int, from border: Int?, into chunk: inout Chunk) -> RangeBorders? {
    let end = end(of: index)
    prepare(&chunk)
    var held = 0
    guard let first = border ?? guess(end - size, into: &chunk, held: &held), first < end
    else { return nil }
    let limit = end - first
    // What is there already may be more than that.
    let wanted = max(held, limit + look.load(ordering: .relaxed))
    var window = Window(first: first, count: held)
    _ = fill(&window, wanted, &chunk)
    let count =
      encoding == .bson
      ? documents(&window, startingBefore: limit, &chunk) : lines(&window, before: limit, &chunk)
    guard let count else { return nil }
    chunk.skipped = nil
    chunk.skippedLineFeeds = 0
    chunk.lineFeedsBefore = 0
    chunk.columns = nil
    chunk.input = input
    chunk.inputPath = path
    chunk.encoding = encoding
    chunk.text = text
    chunk.offset = first
    chunk.end(at: count)
    return RangeBorders(first: first, last: first + count)
  }

  /// The bytes of the file that are at the front of a chunk's buffer.
  private struct Window {
    let first: Int
    var count: Int
  }

  /// Makes the buffer of a chunk large enough for a range as it usually is.
  private func prepare(_ chunk: inout Chunk) {
    chunk.count = 0
    let wanted = size + look.load(ordering: .relaxed)
    if chunk.capacity < wanted || chunk.capacity > 4 * max(wanted, ChunkReader.usualChunkSize) {
      chunk.resize(to: wanted + Self.firstLook)
    }
  }

  /// Reads until so many bytes are there; false where there are not so many, or they are too many.
  private func fill(_ window: inout Window, _ wanted: Int, _ chunk: inout Chunk) -> Bool {
    guard window.count < wanted else { return true }
    guard wanted <= size + Self.largestOverhang else { return false }
    if chunk.capacity < wanted {
      chunk.buffer.append(contentsOf: repeatElement(0, count: wanted - chunk.capacity))
    }
    window.count += file.read(
      at: window.first + window.count, into: &chunk.buffer, window.count..<wanted)
    return window.count >= wanted
  }

  // MARK: Guessing

  /// Where the first document at or behind an offset seems to start; its bytes, as many as have been
  /// read, are at the front of the buffer then.
  private func guess(_ offset: Int, into chunk: inout Chunk, held: inout Int) -> Int? {
    // A line starts behind a line feed.
    let isBSON = encoding == .bson
    var window = Window(first: isBSON ? offset : offset - 1, count: 0)
    var wanted = look.load(ordering: .relaxed)
    while true {
      let isThere = fill(&window, wanted, &chunk)
      let found =
        isBSON
        ? firstDocument(chunk.buffer, count: window.count)
        : chunk.buffer.rawBytes.firstLineFeed(in: 0..<window.count).map { $0 + 1 }
      if let found {
        chunk.buffer.move(from: found, to: window.count)
        held = window.count - found
        return window.first + found
      }
      wanted *= 4
      guard isThere, wanted <= Self.largestLook else { return nil }
    }
  }

  /// Where documents follow each other, as after damage. What does not end in the bytes that are there is
  /// no document: any four bytes of a text may be the length of one.
  private func firstDocument(_ buffer: borrowing [UInt8], count: Int) -> Int? {
    // A guess is not worth the search after damage.
    var framer = BSONFramer(credit: 1 << 20, opening: opening, isSearching: true)
    guard count > 0,
      case .skipped(let length, _, ends: true) = framer.frame(
        buffer.rawBytes, count: count, atEnd: true),
      length < count
    else { return nil }
    return length
  }

  // MARK: Framing

  /// The bytes of the lines that start before a limit.
  private func lines(_ window: inout Window, before limit: Int, _ chunk: inout Chunk) -> Int? {
    var searched = limit - 1
    while true {
      if searched < window.count,
        let feed = chunk.buffer.rawBytes.firstLineFeed(in: searched..<window.count)
      {
        return areLines(chunk.buffer, count: feed + 1) ? feed + 1 : nil
      }
      searched = max(searched, window.count)
      guard fill(&window, searched + Self.largestLook, &chunk) || window.count > searched
      else { return nil }
    }
  }

  /// Whether none of the lines is too long.
  private func areLines(_ buffer: borrowing [UInt8], count: Int) -> Bool {
    var framer = LineFramer(maximumSize: maximumLine)
    return framer.frame(buffer.rawBytes, count: count, atEnd: false) == .documents(count)
  }

  /// The bytes of the documents that start before a limit.
  private func documents(
    _ window: inout Window, startingBefore limit: Int, _ chunk: inout Chunk
  ) -> Int? {
    var walk = DocumentHops(limit: limit, hops: Self.hops)
    while true {
      switch walk.proceed(chunk.buffer, count: window.count) {
      case .done:
        if walk.offset - limit > look.load(ordering: .relaxed) {
          let wanted = min(walk.offset - limit, Self.largestLook)
          look.store(wanted + wanted / 4, ordering: .relaxed)
        }
        return walk.border
      case .unsound: return nil
      case .wants(let count):
        let wanted = min(
          max(count, window.count + Self.firstLook), max(count, size + Self.largestOverhang))
        guard fill(&window, wanted, &chunk) || window.count >= count else { return nil }
      }
    }
  }
}

/// From document to document by their lengths, up to the first one that starts at or behind a limit, and
/// some more.
private struct DocumentHops {
  enum Answer {
    case done
    case wants(Int)
    case unsound
  }

  let limit: Int
  /// How many documents behind the border are still to be seen.
  var hops: Int
  /// Where the next document starts.
  private(set) var offset = 0
  /// The first one at or behind the limit.
  private(set) var border: Int?

  init(limit: Int, hops: Int) {
    self.limit = limit
    self.hops = hops
  }

  mutating func proceed(_ buffer: borrowing [UInt8], count: Int) -> Answer {
    let bytes = buffer.rawBytes
    var i = offset
    defer { offset = i }
    while true {
      if i >= limit {
        if border == nil { border = i }
        if hops == 0 { return .done }
      }
      guard count &- i >= 4 else { return .wants(i + 4) }
      let length = Int(bytes.load(i, as: Int32.self))
      guard length >= 5, length <= DocumentLimits.maximumSize else { return .unsound }
      guard length <= count &- i else { return .wants(i + length) }
      guard bytes[i &+ length &- 1] == 0 else { return .unsound }
      if length >= BSONFramer.heldSize,
        DocumentValidator().finding(bytes, i..<i + length) != nil
      {
        return .unsound
      }
      i &+= length
      if border != nil { hops &-= 1 }
    }
  }
}
