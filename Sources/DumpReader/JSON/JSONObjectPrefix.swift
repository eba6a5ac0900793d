/// How the objects of an input start: the first one's bytes up to the end of its first field name.
///
///     …"points":12},{"_id":{"$oid":…
///               ↑ ↑ ↑
///               } , opening
///
/// It is the only mark of an object on a line of many: documents of one collection nearly always
/// start with the same field.
struct JSONObjectPrefix {
  /// The longest opening that is remembered.
  private static let maximumSize = 64
  /// How far back from an opening its comma and bracket are looked for.
  static let lookBack = 16

  private var bytes: [UInt8] = []
  private var isKnown = false

  /// How many bytes may have to be seen together for an opening to be recognised.
  var reach: Int { bytes.count + Self.lookBack }

  /// Remembers the opening of the first object, or that of a damaged one as long as there is no other.
  mutating func learn(_ text: RawSpan, _ object: Range<Int>, isSound: Bool = true) {
    guard !isKnown else { return }
    isKnown = isSound
    let limit = min(object.upperBound, object.lowerBound + Self.maximumSize)
    guard let colon = text.first(UInt8(ascii: ":"), in: object.lowerBound..<limit) else { return }
    bytes = text.extracting(object.lowerBound..<colon).copied()
  }

  /// Whether what stands at `place` may be an object of the input, as far as that is known. What is
  /// behind `end` is not the input's.
  func matches(_ text: RawSpan, at place: Int, end: Int) -> Bool {
    bytes.isEmpty
      || place + bytes.count <= end
        && text.extracting(place..<place + bytes.count).elementsEqual(bytes.rawBytes)
  }

  /// Where the next object starts in a range; nil when none does, or the opening is not known.
  func firstStart(_ text: RawSpan, in range: Range<Int>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var i = range.lowerBound
    while let place = text.first(UInt8(ascii: "{"), in: i..<range.upperBound) {
      guard place + bytes.count <= range.upperBound else { return nil }
      if matches(text, at: place, end: range.upperBound), Self.isBehindObject(text, place) {
        return place
      }
      i = place + 1
    }
    return nil
  }

  /// Whether a closing bracket and a comma stand before `place`.
  private static func isBehindObject(_ text: RawSpan, _ place: Int) -> Bool {
    var i = place - 1
    let first = max(0, place - lookBack)
    while i >= first, text[i] <= 0x20 { i -= 1 }
    guard i >= first, text[i] == UInt8(ascii: ",") else { return false }
    i -= 1
    while i >= first, text[i] <= 0x20 { i -= 1 }
    return i >= first && text[i] == UInt8(ascii: "}")
  }
}
