/// Documents that hold others in an array, as the bucket pattern has them, put together from bytes.
struct Buckets {
  /// What stands at `entries`.
  enum Entries {
    case array([[UInt8]])
    case only([UInt8])
    case null
    case missing
  }

  /// A document of BSON with `n` before the entries, and `owner` behind them.
  static func bson(_ entries: Entries, number: Int) -> [UInt8] {
    var fields: [UInt8] = [0x10] + Array("n".utf8) + [0] + int32(number)
    switch entries {
    case .array(let documents):
      var elements: [UInt8] = []
      for (i, document) in documents.enumerated() {
        elements += [0x03] + Array("\(i)".utf8) + [0] + document
      }
      fields += [0x04] + Array("entries".utf8) + [0] + framed(elements)
    case .only(let document): fields += [0x03] + Array("entries".utf8) + [0] + document
    case .null: fields += [0x0A] + Array("entries".utf8) + [0]
    case .missing: break
    }
    let owner = Array("owner \(number % 7)".utf8)
    fields += [0x02] + Array("owner".utf8) + [0] + int32(owner.count + 1) + owner + [0]
    return framed(fields)
  }

  /// The same as a line of JSON, around documents that are lines.
  static func json(_ entries: Entries, number: Int) -> [UInt8] {
    var line = Array("{\"n\":\(number)".utf8)
    switch entries {
    case .array(let documents):
      line += Array(",\"entries\":[".utf8) + documents.joined(separator: [0x2C, 0x20]) + [0x5D]
    case .only(let document): line += Array(",\"entries\":".utf8) + document
    case .null: line += Array(",\"entries\":null".utf8)
    case .missing: break
    }
    return line + Array(",\"owner\":\"owner \(number % 7)\"}\n".utf8)
  }

  private static func framed(_ fields: [UInt8]) -> [UInt8] {
    int32(fields.count + 5) + fields + [0]
  }

  private static func int32(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
