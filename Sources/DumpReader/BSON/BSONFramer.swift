/// Frames BSON documents by their length fields, and finds a resync point after damage.
///
/// Lengths are hopped over without looking inside: that is the workers' job. Since a length that
/// lies may by chance land on a zero byte, the last few documents are held back until the hops
/// after them have worked out as well. Where a hop fails, damage starts at the first of the
/// documents before it that are invalid in a row; documents before that are sound.
///
///     │ sound │ sound │ lying length ────────┄┄┄┄┄│ invalid │ ✗ impossible length
///                     └ damage starts here
///
/// After damage, input is passed over up to the next place where two whole valid documents follow
/// each other, or one that ends with the input and has no name before it as nested ones have, and the
/// first of them begins with the same field as the first sound document of the stream: nested ones
/// mostly do not. Where it begins with another field, four have to follow each other. A last document
/// that is valid as far as it goes is a cut tail: nothing inside it is ever taken for a document.
///
/// ## Algorithm
/// Resynchronisation of a length-prefixed stream without markers: every offset is a candidate, and a
/// candidate is accepted by lookahead validation of the documents that follow from it.
///
/// - States: *framing* (`skipped` is nil) hops from length to length; *skipping* tries offset by offset.
/// - Nested documents are valid too: hence the first field, the run of four, `NestedHeaderDetector`.
/// - Whatever needs bytes that are not there yet says so (nil): answers don't depend on read sizes.
///   Validation per offset is quadratic on hostile input; `credit` bounds it.
struct BSONFramer: Framer {
  /// Larger documents are looked at instead of being held back.
  static let heldSize = 64 << 10

  private let maximumSize: Int
  private let walker = DocumentValidator()
  /// Where the bytes being skipped began, as a finding; nil between documents.
  private var skipped: MalformedDocument?
  /// The skipped bytes right before the front.
  private var trail = NestedHeaderDetector()
  /// Documents from the front on that need no second look when more bytes have come.
  private var checked = 0
  /// How many bytes the search for a resync point may still examine without progress. It starts anew
  /// at each place of damage, so that what is found there does not depend on what came before; each
  /// byte passed over earns some, so that no place makes the scan quadratic.
  private var credit: Int
  private let fullCredit: Int
  /// How the damaged document at the front looks; nil unless more bytes are awaited to judge it.
  private var extent: BSONExtent?
  /// What a byte that is passed over earns.
  private static let earned = 64
  /// A few documents of the largest size.
  static let maximumCredit = 1 << 26
  /// The name of the field that the first sound document begins with; nil as long as there is none.
  private(set) var opening: [UInt8]?
  /// How many documents in a row are believed after damage that begin with another field.
  private static let unlikeRunLength = 4

  /// - Parameters:
  ///   - opening: How the first sound document of the stream begins, where this starts behind it.
  ///   - isSearching: Whether it starts anywhere: the bytes before the first resync point are skipped.
  init(
    maximumSize: Int = DocumentLimits.maximumSize, credit: Int = Self.maximumCredit,
    opening: [UInt8]? = nil, isSearching: Bool = false
  ) {
    self.maximumSize = maximumSize
    self.credit = credit
    fullCredit = credit
    self.opening = opening
    if isSearching { skipped = MalformedDocument(.skipped, at: 0) }
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    if let skipped { return scan(skipped, bytes, count: count, atEnd: atEnd) }
    var recent = HeldBackStarts()
    var i = 0
    while i < count {
      switch nextBoundary(bytes, at: i, count: count, atEnd: atEnd) {
      case .end(let end):
        if end &- i >= Self.heldSize {
          // Too large to be held back: looked at right here.
          if i >= checked {
            if let finding = walker.finding(bytes, i..<end) {
              guard count &- end >= 5 || atEnd else { return sound(bytes, i, count) }
              if !isHeader(bytes, at: end, count: count) {
                return damaged(finding, bytes, at: i, count: count, atEnd: atEnd)
              }
            }
            checked = end
          }
          recent.removeAll()
        } else {
          recent.append(i)
        }
        i = end
      case .more:
        return sound(bytes, recent.oldest ?? i, count)
      case .bad(let finding):
        var damage = (start: i, finding: finding)
        walkBack(bytes, &recent, &damage)
        return damaged(damage.finding, bytes, at: damage.start, count: count, atEnd: atEnd)
      }
    }
    return atEnd ? .documents(count) : sound(bytes, recent.oldest ?? i, count)
  }

  /// Moves the start of the damage back over the documents that led there.
  ///
  /// A valid document right before damage is taken for a nested one, on which a lying length or a
  /// splice came down, when the one before it is invalid or begins with another field: collections
  /// begin their documents alike, with `_id`.
  private func walkBack(
    _ bytes: RawSpan, _ recent: inout HeldBackStarts,
    _ damage: inout (start: Int, finding: MalformedDocument)
  ) {
    while let previous = recent.removeLast() {
      if let inside = walker.finding(bytes, previous..<damage.start) {
        damage = (previous, inside)
        continue
      }
      guard let before = recent.newest else { return }
      if let inside = walker.finding(bytes, before..<previous) {
        damage = (before, inside)
        _ = recent.removeLast()
      } else if !haveSameFirstField(bytes, before, previous) {
        damage = (previous, MalformedDocument(.skipped, at: 0))
      } else {
        return
      }
    }
  }

  /// Whether two valid documents have the same first field, or none; its type may differ.
  private func haveSameFirstField(_ bytes: RawSpan, _ a: Int, _ b: Int) -> Bool {
    var i = 4
    guard (bytes[a + i] == 0) == (bytes[b + i] == 0) else { return false }
    if bytes[a + i] == 0 { return true }
    repeat {
      i += 1
      guard bytes[a + i] == bytes[b + i] else { return false }
    } while bytes[a + i] != 0
    return true
  }

  /// The documents up to `end` are fine, what follows wants more bytes.
  private mutating func sound(_ bytes: RawSpan, _ end: Int, _ count: Int) -> Frame {
    checked = max(0, checked - end)
    if opening == nil { learnOpening(bytes, end) }
    return end > 0 ? .documents(end) : .more
  }

  /// Remembers how the first valid one of the documents up to `end` begins.
  @inline(never)
  private mutating func learnOpening(_ bytes: RawSpan, _ end: Int) {
    var i = 0
    while i < end {
      let next = i + Int(bytes.load(i, as: Int32.self))
      if walker.finding(bytes, i..<next) == nil {
        var name = i + 4
        while bytes[name] != 0 { name += 1 }
        opening = bytes.extracting(min(i + 5, name)..<name).copied()
        return
      }
      i = next
    }
  }

  /// Whether the valid document at `i` begins as the first one of the stream did.
  private func hasUsualFirstField(_ bytes: RawSpan, _ i: Int) -> Bool {
    guard let opening else { return true }
    if bytes[i + 4] == 0 { return opening.isEmpty }
    for place in opening.indices where bytes[i + 5 + place] != opening[place] { return false }
    return bytes[i + 5 + opening.count] == 0
  }

  private enum Boundary {
    case end(Int)
    case more
    case bad(MalformedDocument)
  }

  /// From the start of one document to its end.
  @inline(__always)
  private func nextBoundary(_ bytes: RawSpan, at i: Int, count: Int, atEnd: Bool) -> Boundary {
    guard count &- i >= 4 else {
      return atEnd ? .bad(cut(count - i)) : .more
    }
    let length = Int(bytes.load(i, as: Int32.self))
    guard length >= 5, length <= maximumSize else {
      if length == -1 {
        if count &- i < RawSpan.archiveBlockSize, !atEnd { return .more }
        if bytes.isArchiveBlock(at: i, count: count) {
          return .bad(MalformedDocument(.archiveBlock, at: 0))
        }
      }
      return .bad(MalformedDocument(.documentLength, at: 0, detail: Int64(length)))
    }
    guard length <= count &- i else { return atEnd ? .bad(cut(count - i)) : .more }
    guard bytes[i &+ length &- 1] == 0 else {
      return .bad(MalformedDocument(.missingTerminator, at: length - 1))
    }
    return .end(i &+ length)
  }

  private func cut(_ length: Int) -> MalformedDocument {
    MalformedDocument(.cutShort, at: length, detail: Int64(length))
  }

  /// Hands out what is sound before the damage, or starts skipping where there is none.
  private mutating func damaged(
    _ finding: MalformedDocument, _ bytes: RawSpan, at start: Int, count: Int, atEnd: Bool
  ) -> Frame {
    checked = 0
    trail = NestedHeaderDetector()
    if start > 0 {
      extent = nil
      if opening == nil { learnOpening(bytes, start) }
      return .documents(start)
    }
    if extent == nil { credit = fullCredit }
    switch nextExtent(bytes, count: count) {
    case .truncated where finding.code == .cutShort:
      return .skipped(count, finding, ends: true)
    case .length(let length):
      // Only the length is wrong: the document ends where the next two begin.
      switch isResyncPoint(bytes, at: length, count: count, atEnd: atEnd) {
      case .some(true):
        credit = min(credit + Self.earned * length, Self.maximumCredit)
        return .skipped(length, finding, ends: true)
      case .some(false): break
      case nil:
        extent = .length(length)
        return .more
      }
    default:
      break
    }
    skipped = finding
    trail.pass(bytes[0])
    return .skipped(1, finding, ends: false)
  }

  /// How the document at the front looks, as far as there is credit for a look.
  private mutating func nextExtent(_ bytes: RawSpan, count: Int) -> BSONExtent {
    if let known = extent {
      extent = nil
      return known
    }
    guard credit >= 0 else { return .unknown }
    var reached = 0
    let extent = BSONExtent(
      bytes, from: 0, to: count, maximumSize: maximumSize, reached: &reached)
    credit -= reached
    return extent
  }

  /// Passes over bytes up to the next two documents.
  private mutating func scan(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame {
    var i = 0
    while i < count {
      switch isResyncPoint(bytes, at: i, count: count, atEnd: atEnd) {
      case .some(true):
        skipped = nil
        return .skipped(i, finding, ends: true)
      case .some(false):
        if bytes[i] == 0xFF, bytes.load(i, as: Int32.self) == -1 {
          if count - i < RawSpan.archiveBlockSize, !atEnd {
            return i > 0 ? .skipped(i, finding, ends: false) : .more
          }
          if bytes.isArchiveBlock(at: i, count: count) {
            skipped = nil
            return .skipped(i, finding, ends: true)
          }
        }
        credit = min(credit &+ Self.earned, Self.maximumCredit)
        trail.pass(bytes[i])
        i += 1
      case nil:
        return i > 0 ? .skipped(i, finding, ends: false) : .more
      }
    }
    if atEnd { skipped = nil }
    return .skipped(count, finding, ends: atEnd)
  }

  /// Whether two documents, or the last one, start at `i`; nil when more bytes are needed to tell.
  ///
  /// Two documents whose first fields differ count as a resync point only if a third follows whose
  /// first field differs from the second's; otherwise the first is probably nested.
  private mutating func isResyncPoint(_ bytes: RawSpan, at i: Int, count: Int, atEnd: Bool) -> Bool?
  {
    guard let first = validDocumentLength(bytes, at: i, count: count, atEnd: atEnd) else {
      return nil
    }
    guard first > 0 else { return false }
    let next = i + first
    let isExpected = hasUsualFirstField(bytes, i)
    if next == count, atEnd { return isExpected && !trail.isName }
    if !isExpected { return isRunOfUnlike(bytes, at: i, next: next, count: count, atEnd: atEnd) }
    guard let second = validDocumentLength(bytes, at: next, count: count, atEnd: atEnd) else {
      return nil
    }
    if second > 0 {
      if haveSameFirstField(bytes, i, next) { return true }
      let last = next + second
      if last == count, atEnd { return true }
      guard let third = validDocumentLength(bytes, at: last, count: count, atEnd: atEnd) else {
        return nil
      }
      if third > 0, !haveSameFirstField(bytes, next, last) { return true }
    }
    credit -= first + second
    return false
  }

  /// Whether enough documents follow each other at `i` that begin otherwise than the first one of the
  /// stream; the one at `i` is valid.
  private mutating func isRunOfUnlike(
    _ bytes: RawSpan, at i: Int, next: Int, count: Int, atEnd: Bool
  ) -> Bool? {
    var end = next
    for _ in 1..<Self.unlikeRunLength {
      guard let length = validDocumentLength(bytes, at: end, count: count, atEnd: atEnd) else {
        return nil
      }
      // A document with the usual first field is a resync point itself; those before it are nested.
      guard length > 0, !hasUsualFirstField(bytes, end) else {
        credit -= end - i
        return false
      }
      end += length
    }
    return true
  }

  /// The length of the valid document at `i`, 0 if there is none, nil when more bytes are needed.
  private mutating func validDocumentLength(_ bytes: RawSpan, at i: Int, count: Int, atEnd: Bool)
    -> Int?
  {
    guard count - i >= 5 else { return atEnd ? 0 : nil }
    guard isHeader(bytes, at: i, count: count) else { return 0 }
    let length = Int(bytes.load(i, as: Int32.self))
    guard length <= count - i else { return atEnd ? 0 : nil }
    guard bytes[i + length - 1] == 0, credit >= 0 else { return 0 }
    guard let finding = walker.finding(bytes, i..<i + length) else { return length }
    // Names and texts are read to their end before they are found to be bad.
    let isLong = finding.code == .invalidUTF8 || finding.code == .unterminatedKey
    credit -= isLong || finding.code == .valuePastEnd ? length : finding.offset
    return 0
  }

  /// Whether a document may start at `i`, or the input ends there.
  private func isHeader(_ bytes: RawSpan, at i: Int, count: Int) -> Bool {
    if i == count { return true }
    guard count - i >= 5 else { return false }
    let length = Int(bytes.load(i, as: Int32.self))
    let type = bytes[i + 4]
    return length >= 5 && length <= maximumSize
      && (length == 5 ? type == 0 : BSONType(rawValue: type) != nil)
  }
}

/// The starts of the last few documents: those that are held back.
private struct HeldBackStarts {
  /// As many as are remembered, a power of two.
  private var starts = InlineArray<8, Int>(repeating: 0)
  private var next = 0
  private var count = 0

  @inline(__always)
  mutating func append(_ start: Int) {
    starts[next & (starts.count &- 1)] = start
    next &+= 1
    count = min(count &+ 1, starts.count)
  }

  mutating func removeLast() -> Int? {
    guard count > 0 else { return nil }
    next -= 1
    count -= 1
    return starts[next & (starts.count &- 1)]
  }

  mutating func removeAll() { count = 0 }

  var newest: Int? { count == 0 ? nil : starts[(next - 1) & (starts.count &- 1)] }

  var oldest: Int? { count == 0 ? nil : starts[(next - count) & (starts.count &- 1)] }
}

/// Whether the bytes that went by end with what stands before a nested document: `03 name 00`.
private struct NestedHeaderDetector {
  private var isOpen = false
  private(set) var isName = false

  mutating func pass(_ byte: UInt8) {
    isName = byte == 0 && isOpen
    isOpen = byte != 0 && (isOpen || byte == BSONType.document.rawValue)
  }
}
