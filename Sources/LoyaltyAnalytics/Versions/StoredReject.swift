internal import DumpReader

/// An account of a refused document as bytes.
///
///     reason, flags, finding, type, resemblance, formats of amounts      6 × 1, and 2 of nothing
///     index, offset, line, count of formats of times                     4 × 8
///     field and formats of times, each behind its length                 8 and the text
///
/// Malformed documents are never kept like this: they are told about at once.
enum StoredReject {
  private static let headerSize = 40
  private static let askedFlag: UInt8 = 1, fieldFlag: UInt8 = 2, lineFlag: UInt8 = 4
  private static let idFlag: UInt8 = 8, valueFlag: UInt8 = 16

  /// The bytes of an account.
  static func encode(_ reject: Reject) -> [UInt8] {
    let value = reject.value
    var flags: UInt8 = 0
    if reject.fieldIsAskedFor { flags |= askedFlag }
    if reject.field != nil { flags |= fieldFlag }
    if reject.line != nil { flags |= lineFlag }
    if reject.isOfID { flags |= idFlag }
    if value != nil { flags |= valueFlag }
    let (finding, type) = value.map { code($0.finding) } ?? (0, 0)
    // None is 0.
    let resemblance = UInt8(
      value?.resemblance.flatMap(UnusableValue.Resemblance.allCases.firstIndex).map { $0 + 1 } ?? 0)
    var formats: UInt8 = 0
    for format in value?.amountFormats ?? [] {
      if let index = AmountFormat.allCases.firstIndex(of: format) { formats |= 1 << UInt8(index) }
    }
    let reason = RejectReason.allCases.firstIndex(of: reject.reason) ?? 0
    var bytes: [UInt8] = [UInt8(reason), flags, finding, type, resemblance, formats, 0, 0]
    let times = value?.timeFormats ?? []
    for number in [reject.index, reject.offset, reject.line ?? 0, times.count] {
      bytes.append(littleEndian: UInt64(number))
    }
    for text in [reject.field ?? ""] + times {
      bytes.append(littleEndian: UInt64(text.utf8.count))
      bytes += Array(text.utf8)
    }
    return bytes
  }

  /// The account of which these are the bytes.
  static func decode(_ bytes: RawSpan) -> Reject {
    let flags = bytes[1]
    func number(_ i: Int, _ bytes: RawSpan) -> Int {
      Int(truncatingIfNeeded: bytes.load(8 + 8 * i, as: UInt64.self))
    }
    var offset = headerSize
    func text(_ bytes: RawSpan) -> String {
      let count = Int(truncatingIfNeeded: bytes.load(offset, as: UInt64.self))
      defer { offset += 8 + count }
      return bytes.extracting(offset + 8..<offset + 8 + count).text
    }
    let field = text(bytes)
    var reject = Reject(
      reason: RejectReason.allCases[Int(bytes[0])], finding: nil,
      field: flags & fieldFlag != 0 ? field : nil, fieldIsAskedFor: flags & askedFlag != 0,
      index: number(0, bytes), offset: number(1, bytes),
      line: flags & lineFlag != 0 ? number(2, bytes) : nil, bytesSkipped: 0)
    reject.isOfID = flags & idFlag != 0
    guard flags & valueFlag != 0 else { return reject }
    var value = UnusableValue(finding(bytes[2], bytes[3]))
    if bytes[4] > 0 {
      value.resemblance = UnusableValue.Resemblance.allCases[Int(bytes[4]) - 1]
    }
    value.amountFormats = AmountFormat.allCases.enumerated().filter {
      bytes[5] >> UInt8($0.offset) & 1 == 1
    }.map(\.element)
    for _ in 0..<number(3, bytes) { value.timeFormats.append(text(bytes)) }
    reject.value = value
    return reject
  }

  private static func code(_ finding: UnusableValue.Finding) -> (UInt8, UInt8) {
    switch finding {
    case .missing: (0, 0)
    case .type(let type): (1, type.rawValue)
    case .notANumber: (2, 0)
    case .infinite: (3, 0)
    case .outOfRange: (4, 0)
    case .notExact: (5, 0)
    case .tooLong: (6, 0)
    case .unusablePart(let type): (7, type.rawValue)
    }
  }

  private static func finding(_ code: UInt8, _ type: UInt8) -> UnusableValue.Finding {
    let type = BSONType(rawValue: type) ?? .undefined
    return switch code {
    case 1: .type(type)
    case 2: .notANumber
    case 3: .infinite
    case 4: .outOfRange
    case 5: .notExact
    case 6: .tooLong
    case 7: .unusablePart(type)
    default: .missing
    }
  }
}
