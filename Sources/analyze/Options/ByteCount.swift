import ArgumentParser

/// A size on the command line: `65536`, `64KiB`, `64k`, `1.5GiB`, `1GB`.
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
  var bytes: Int

  init(_ bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = argument.dropFirst(digits.count).lowercased()
    let units: [String: Int] = [
      "": 1, "b": 1, "k": 1 << 10, "kib": 1 << 10, "kb": 1000, "m": 1 << 20, "mib": 1 << 20,
      "mb": 1_000_000, "g": 1 << 30, "gib": 1 << 30, "gb": 1_000_000_000, "t": 1 << 40,
      "tib": 1 << 40, "tb": 1_000_000_000_000,
    ]
    guard let number = Double(digits), let factor = units[unit],
      let bytes = Int(exactly: (number * Double(factor)).rounded()), bytes >= 0
    else { return nil }
    self.bytes = bytes
  }

  /// Reads a size.
  ///
  /// - Throws: `ValidationError` that says what one looks like.
  static func parse(_ text: String) throws -> ByteCount {
    guard let size = ByteCount(argument: text) else {
      throw ValidationError("a size is a number of bytes, or one with a unit such as 512MiB, 1.5GB")
    }
    return size
  }

  var description: String {
    for (shift, name) in [(30, "GiB"), (20, "MiB"), (10, "KiB")]
    where bytes >= 1 << shift && bytes & (1 << shift - 1) == 0 {
      return "\(bytes >> shift)\(name)"
    }
    return "\(bytes)"
  }
}
