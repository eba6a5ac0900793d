package import DumpReader

/// What stood in a field that could not be used: its type and what it looks like, never the value.
package struct UnusableValue: Sendable, Equatable {
  /// What was found.
  package enum Finding: Sendable, Equatable {
    /// The field is not there.
    case missing
    /// A value of a type that is of no use, or text that cannot be read.
    case type(BSONType)
    /// A number that is none, or infinite.
    case notANumber, infinite
    /// An amount of 10²⁰ points or more.
    case outOfRange
    /// A number of JSON that has more digits than can be told apart, or is beyond the range of doubles.
    case notExact
    /// An array or a document with a value of a type in it that cannot be part of an id.
    case unusablePart(BSONType)
    /// A key that is too long.
    case tooLong
  }

  /// What a document looks like that stands for a value.
  package enum Resemblance: String, Sendable, CaseIterable {
    /// `{"low": 100, "high": 0, "unsigned": false}`: an integer of 64 bits in JavaScript.
    case longParts = "long"
    /// `{"timestamp": …, "machineIdentifier": …, …}`: an ObjectId written by a JSON library of Java, or
    /// with capitals of .NET.
    case objectIDParts = "oid"
    /// `{"type": "Buffer", "data": [101, …]}`: bytes as `JSON.stringify` of Node.js writes them.
    case buffer
    /// `{"buffer": {"0": 101, …}}`, `{"_bsontype": "ObjectID", "id": …}`: a value of the driver for
    /// Node.js that was written as any object is.
    case driverParts = "driver"
    /// `{"mostSigBits": …, "leastSigBits": …}`: a UUID of Java.
    case uuidParts = "uuid"
  }

  /// What was found.
  package var finding: Finding
  /// The formats of amounts that read the text; one of two that read the same from it.
  package var amountFormats: [AmountFormat] = []
  /// Formats of times that read the value.
  package var timeFormats: [String] = []
  /// What a document looks like.
  package var resemblance: Resemblance?

  /// A finding, and nothing else.
  init(_ finding: Finding) {
    self.finding = finding
  }

  init(
    _ value: RawValue?, as reason: RejectReason, amounts: AmountFormat?, times: [TimeReader],
    in chunk: RawSpan, scratch: RawSpan
  ) {
    guard let value else {
      finding = .missing
      return
    }
    finding = .type(value.type)
    if value.type == .document { resemblance = Resemblance(documentAt: value, in: chunk) }
    switch reason {
    case .malformed: break
    case .time:
      timeFormats = TimeDoubts(unreadable: value, by: times, chunk, scratch: scratch)
        .formatsOfUnreadable.map(\.text)
    case .user:
      if value.isBeyondDouble { finding = .notExact }
      if value.type == .string || value.type == .symbol || value.type == .binary {
        finding = .tooLong
      }
    case .points:
      switch value.type {
      case .int32, .int64, .double, .decimal128:
        finding = Self.numberFinding(value, in: chunk, scratch: scratch)
      case .string, .symbol:
        let text = value.bytes(in: chunk, scratch: scratch)
        amountFormats = Self.formats(reading: text, beside: amounts)
        if let amounts, Self.isOutOfRange(text, amounts) { finding = .outOfRange }
      default: break
      }
    }
  }

  private static func numberFinding(
    _ value: RawValue, in chunk: RawSpan, scratch: RawSpan
  ) -> Finding {
    guard !value.isBeyondDouble else { return .outOfRange }
    let number = NumberKey(value, in: chunk, scratch: scratch)
    if number == NumberKey(Double.nan) { return .notANumber }
    return number == NumberKey(Double.infinity) || number == NumberKey(-Double.infinity)
      ? .infinite : .outOfRange
  }

  /// Whether a text is an amount of the format that it was read in, but too large for one.
  private static func isOutOfRange(_ text: RawSpan, _ format: AmountFormat) -> Bool {
    var rounded = false
    let isAmount =
      format != .comma && DecimalNumber(text: text) != nil || AmountText(text, format) != nil
    return isAmount && Points(written: text, as: format, rounded: &rounded) == nil
  }

  private static func formats(
    reading text: RawSpan, beside amounts: AmountFormat?
  ) -> [AmountFormat] {
    func amount(_ format: AmountFormat) -> Points? {
      var rounded = false
      return format == amounts ? nil : Points(written: text, as: format, rounded: &rounded)
    }
    let (point, comma) = (amount(.text), amount(.comma))
    if point != nil, point == comma { return [.text] }
    return (point == nil ? [] : [.text]) + (comma == nil ? [] : [.comma])
  }
}

extension UnusableValue.Resemblance {
  /// What the document looks like that a value is, by its first field; nil for any other.
  fileprivate init?(documentAt value: DumpReader.RawValue, in chunk: RawSpan) {
    let start = Int(value.offset)
    guard !value.inScratch, value.count > 0, start < chunk.byteCount else { return nil }
    var i = start
    if chunk[start] == UInt8(ascii: "{") {
      repeat { i += 1 } while i < chunk.byteCount && chunk[i] <= 0x20
      guard i < chunk.byteCount, chunk[i] == UInt8(ascii: "\"") else { return nil }
      i += 1
    } else {
      // In BSON the name stands behind the length and a type.
      i += 5
    }
    func isNext(_ name: StaticString) -> Bool {
      let end = i + name.utf8CodeUnitCount
      return end < chunk.byteCount && chunk.extracting(i..<end).elementsEqual(name)
        && (chunk[end] == 0 || chunk[end] == UInt8(ascii: "\""))
    }
    if isNext("low") || isNext("high") {
      self = .longParts
    } else if isNext("timestamp") || isNext("Timestamp") {
      self = .objectIDParts
    } else if isNext("mostSigBits") || isNext("leastSigBits") {
      self = .uuidParts
    } else if isNext("buffer") || isNext("_bsontype") {
      self = .driverParts
    } else if isNext("type"),
      // Behind a colon and quotes, or the length of the text.
      (5..<12).contains(where: { offset in
        let start = i + offset
        return start + 6 <= chunk.byteCount
          && chunk.extracting(start..<start + 6).elementsEqual("Buffer")
      })
    {
      self = .buffer
    } else {
      return nil
    }
  }
}
