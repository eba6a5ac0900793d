extension DumpError.Finding {
  /// What a stream is that begins like no dump; nil when it is nothing known.
  init?(foreign head: [UInt8]) {
    if let format = ForeignFormat(signatureOf: head) {
      self = .foreign(format)
    } else if let damage = BinaryAsText(head) {
      self = .becameText(damage)
    } else if let format = ForeignFormat(encodingOf: head) ?? ForeignFormat(textOf: head) {
      self = .foreign(format)
    } else if !head.isEmpty, head.allSatisfy({ $0 == 0 }) {
      self = .zeros
    } else {
      return nil
    }
  }

  /// What is left to say about a stream that is nothing known.
  init(unrecognized head: [UInt8]) {
    if let format = ForeignFormat(restOf: head) {
      self = .foreign(format)
    } else {
      self = Self.looksRandom(head) ? .foreign(.random) : .unrecognized
    }
  }

  /// Whether all bytes are about as frequent, as in encrypted or compressed data.
  ///
  /// Pearson's chi-squared test against a uniform distribution: its mean is 255, its standard deviation
  /// 23. Text and BSON are at thousands.
  private static func looksRandom(_ head: [UInt8]) -> Bool {
    let sample = head.prefix(4 << 10)
    guard sample.count >= 512 else { return false }
    var counts = [Int](repeating: 0, count: 256)
    for byte in sample { counts[Int(byte)] += 1 }
    let expected = Double(sample.count) / 256
    let sum = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) }
    return sum / expected < 400
  }
}
