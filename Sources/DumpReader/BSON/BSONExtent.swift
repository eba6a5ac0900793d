/// What the lengths and types of a document say about its extent, when its own length is in doubt.
///
/// A slow second look at the one document where framing failed; the walker does the real checks.
enum BSONExtent: Equatable {
  /// The bytes are a valid beginning, and the input ends before the document does.
  case truncated
  /// All elements are in order, but the document's zero byte comes before its length says so;
  /// the value is the length that the document really has.
  case length(Int)
  /// Something else.
  case unknown

  /// Follows the elements of the document at `start` as far as its claimed length and the input go.
  ///
  /// - Parameter reached: How far it has got: the cost is at most proportional to that.
  init(
    _ bytes: RawSpan, from start: Int, to limit: Int, maximumSize: Int, reached: inout Int
  ) {
    self = .unknown
    reached = start
    guard limit - start >= 4 else {
      self = .truncated
      return
    }
    let length = Int(bytes.load(start, as: Int32.self))
    guard length >= 5, length <= maximumSize else { return }
    var ends = [start + length - 1]
    var i = start + 4
    while let end = ends.last {
      guard i <= end else { return }
      guard i < limit else {
        self = .truncated
        return
      }
      let type = bytes[i]
      if type == 0 {
        if i == end {
          ends.removeLast()
          i += 1
          continue
        }
        if ends.count == 1 { self = .length(i + 1 - start) }
        return
      }
      var value = i + 1
      while value < min(limit, end), bytes[value] != 0 { value += 1 }
      reached = value
      guard value < limit else {
        self = .truncated
        return
      }
      value += 1
      func int32(_ offset: Int) -> Int? {
        offset + 4 <= limit ? Int(bytes.load(offset, as: Int32.self)) : nil
      }
      var size: Int
      switch BSONType(rawValue: type) {
      case .double, .date, .timestamp, .int64: size = 8
      case .int32: size = 4
      case .bool: size = 1
      case .objectID: size = 12
      case .decimal128: size = 16
      case .null, .undefined, .minKey, .maxKey: size = 0
      case .regularExpression:
        size = 0
        for _ in 0..<2 {
          while value + size < limit, bytes[value + size] != 0 { size += 1 }
          size += 1
        }
        reached = value + size
      case .string, .code, .symbol, .binary, .document, .array, .codeWithScope, .dbPointer:
        guard let count = int32(value) else {
          self = .truncated
          return
        }
        guard count >= 0, value + count <= end else { return }
        switch BSONType(rawValue: type) {
        case .document, .array:
          guard count >= 5, ends.count < DocumentLimits.maximumDepth else { return }
          ends.append(value + count - 1)
          i = value + 4
          continue
        case .binary: size = 5 + count
        case .codeWithScope: size = count
        case .dbPointer: size = 16 + count
        default: size = 4 + count
        }
      case nil:
        return
      }
      guard value + size <= end else { return }
      i = value + size
    }
  }
}
