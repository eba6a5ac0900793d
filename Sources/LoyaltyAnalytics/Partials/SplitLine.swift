package import DumpReader

/// A split: a range of bytes of one file, its number, and what the file is. A JSON line:
///
///     {"v":1,"split":17,"of":160000,"file":0,"path":"dump.bson","offset":1140850688,"length":67108864,
///      "size":10995116277760,"modified":"2024-05-01T12:00:00.123456789Z","format":"bson"}
///
/// `first`, where it is there, says where its first record starts; without it that is to be found.
package struct SplitLine: Sendable, Equatable {
  /// Its number, from 0 on, of how many.
  package var number: Int
  package var count: Int
  /// The number of the file, in the order of the inputs.
  package var file: Int
  /// The format as reports name it, such as `bson` or `jsonl+gzip`.
  package var format: String
  /// The bytes.
  package var range: InputRange

  package init(number: Int, count: Int, file: Int, format: String, range: InputRange) {
    self.number = number
    self.count = count
    self.file = file
    self.format = format
    self.range = range
  }
}

extension SplitLine {
  /// Reads a line.
  ///
  /// - Returns: nil when it is none; with a sentence about what is wrong with it.
  package static func read(_ line: [UInt8]) -> (line: SplitLine?, fault: String) {
    do throws(JSONNode.Fault) {
      return (try SplitLine(JSONNode(line), firstName: "first"), "")
    } catch {
      return (nil, error.reason)
    }
  }

  /// - Parameter firstName: What the place of the first record is called, where it was given.
  init(_ node: JSONNode, firstName: String) throws(JSONNode.Fault) {
    guard try node.int("v") == 1 else {
      throw JSONNode.Fault(reason: "\"v\" is not 1: it is of another version of this program")
    }
    number = try node.int("split")
    count = try node.int("of")
    file = try node.int("file")
    format = try node.string("format")
    guard let modified = Self.nanoseconds(try node.string("modified")) else {
      throw JSONNode.Fault(reason: "\"modified\" is no time")
    }
    range = InputRange(
      path: try node.string("path"), namespace: try node.optionalString("namespace"),
      offset: try node.int("offset"), length: try node.int("length"), size: try node.int("size"),
      modified: modified, first: try node.optionalInt(firstName))
    guard number < count, file < count, range.length <= range.size,
      range.offset <= range.size - range.length, range.length > 0 || range.size == 0,
      range.first ?? 0 <= range.size
    else { throw JSONNode.Fault(reason: "its numbers contradict each other") }
  }

  /// Appends its fields, without the braces around them.
  func appendFields(to buffer: inout TextBuffer, firstName: String) {
    buffer.append("\"split\":\(number),\"of\":\(count),\"file\":\(file),\"path\":")
    buffer.append(json: range.path)
    if let namespace = range.namespace {
      buffer.append(",\"namespace\":")
      buffer.append(json: namespace)
    }
    buffer.append(
      ",\"offset\":\(range.offset),\"length\":\(range.length),\"size\":\(range.size),\"modified\":\""
        + "\(Self.text(nanoseconds: range.modified))\",\"format\":")
    buffer.append(json: format)
    if let first = range.first { buffer.append(",\"\(firstName)\":\(first)") }
  }

  /// The line, with its line feed.
  package var json: String {
    var buffer = TextBuffer(capacity: 256)
    buffer.append("{\"v\":1,")
    appendFields(to: &buffer, firstName: "first")
    buffer.append("}\n")
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// A time in ISO 8601 with nine fraction digits.
  private static func text(nanoseconds: Int64) -> String {
    let (seconds, rest) = nanoseconds.flooredQuotientAndRest(1_000_000_000)
    let text = ISO8601.text(milliseconds: seconds * 1000)
    let digits = String(rest)
    let fraction = String(repeating: "0", count: 9 - digits.count) + digits
    return text.prefix { $0 != "." && $0 != "Z" } + ".\(fraction)Z"
  }

  private static func nanoseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 30, bytes[19] == UInt8(ascii: "."), bytes[29] == UInt8(ascii: "Z"),
      bytes[20..<29].allSatisfy({ (0x30...0x39).contains($0) }),
      let fraction = Int64(String(decoding: bytes[20..<29], as: UTF8.self))
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = Int64(CivilDate(year: year, month: month, day: day).daysSince1970)
    let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : product &+ fraction
  }
}

extension Int64 {
  fileprivate func flooredQuotientAndRest(_ divisor: Int64) -> (Int64, Int64) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
