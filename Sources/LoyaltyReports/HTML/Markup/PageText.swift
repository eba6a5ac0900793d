internal import DumpReader
internal import LoyaltyAnalytics

/// How a page says numbers and names.
enum PageText {
  /// Characters of a key, a name or a path that are shown. Longer ones have nothing more to tell a
  /// reader, and a thousand of them would be most of the file.
  static let longest = 80

  /// A text from a dump, cut where it is too long, with how long it was.
  static func shortened(_ text: String) -> String {
    guard text.utf8.count > longest else { return text }
    let count = text.count
    // A pile of accents is one character, however long.
    guard count > longest || text.utf8.count > 8 * longest else { return text }
    var cut = String(text.prefix(longest - 20))
    while cut.utf8.count > 8 * longest {
      cut = String(
        String.UnicodeScalarView(cut.unicodeScalars.prefix(cut.unicodeScalars.count / 2)))
    }
    return "\(cut)… (\(text.unicodeScalars.count.grouped) characters)"
  }

  /// An amount with all its digits: `1,234.5`.
  static func exact(_ points: Points) -> String {
    var buffer = TextBuffer(capacity: 48)
    buffer.append(points, grouped: true)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// A number of points in a sentence: `1 point`, `1,234.5 points`.
  static func points(_ points: Points) -> String {
    "\(exact(points)) \(points == Points(1) || points == Points(-1) ? "point" : "points")"
  }

  /// A number of things: `1 user`, `38,619 users`.
  static func count(_ count: Int, _ noun: (one: String, many: String)) -> String {
    "\(count.grouped) \(count == 1 ? noun.one : noun.many)"
  }

  /// A share as a percentage of one decimal; what is close to none or all is not rounded to it.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let space = "\u{A0}%"
    if share == 0 { return "0" + space }
    if share > 0, share < 0.001 { return "less than 0.1" + space }
    if share < 1, share > 0.999 { return "more than 99.9" + space }
    guard share.magnitude < 1e6 else { return "more than 100,000,000" + space }
    let tenths = Int((share * 1000).rounded())
    let whole = (tenths / 10).grouped
    let sign = tenths < 0 && tenths > -10 ? "-" : ""
    let digit = Int((tenths % 10).magnitude)
    return share == 1 ? "100" + space : "\(sign)\(whole).\(digit)\(space)"
  }

  /// A coefficient between 0 and 1, in three decimals.
  static func coefficient(_ value: Double) -> String {
    let thousandths = Int((min(max(value, 0), 1) * 1000).rounded())
    let digits = String(String(thousandths % 1000 + 1000).dropFirst())
    return "\(thousandths / 1000).\(digits)"
  }

  /// An amount in three digits, for a chart: `1,234`, `12.3k`, `1.5M`, `2bn`.
  static func compact(_ points: Points) -> String {
    let sign = points.units < 0 ? "−" : ""
    let magnitude = points.units.magnitude
    let unit = UInt128(1_000_000_000_000_000_000)
    if magnitude == 0 { return "0" }
    if magnitude % unit == 0, magnitude < 10_000 * unit {
      return sign + Int(magnitude / unit).grouped
    }
    // Rounded to three digits, in integers: digits · 10^power units.
    var power = 0
    var scale: UInt128 = 1
    while magnitude / scale >= 1000 {
      scale *= 10
      power += 1
    }
    var digits = Int((magnitude + scale / 2) / scale)
    if digits == 1000 {
      digits = 100
      power += 1
    }
    // The exponent of the first of the digits, as it is printed.
    let exponent = power - 18 + String(digits).count - 1
    guard exponent >= -3, exponent < 15 else {
      let mantissa = decimal(digits, fraction: String(digits).count - 1)
      return "\(sign)\(mantissa == "1" ? "" : mantissa + "×")10\(superscript(exponent))"
    }
    let (suffix, shift) =
      switch exponent {
      case ..<4: ("", 0)
      case ..<6: ("k", 3)
      case ..<9: ("M", 6)
      case ..<12: ("bn", 9)
      default: ("tn", 12)
      }
    let fraction = 18 - power + shift
    if fraction <= 0 {
      var whole = digits
      for _ in 0..<(-fraction) { whole *= 10 }
      return sign + whole.grouped + suffix
    }
    return sign + decimal(digits, fraction: fraction) + suffix
  }

  /// Digits with a decimal point in front of the last `fraction` of them, without zeros at the end.
  private static func decimal(_ digits: Int, fraction: Int) -> String {
    var text = String(digits)
    while text.count <= fraction { text = "0" + text }
    var head = String(text.dropLast(fraction))
    var tail = String(text.suffix(fraction))
    while tail.last == "0" { tail.removeLast() }
    if let number = Int(head) { head = number.grouped }
    return tail.isEmpty ? head : "\(head).\(tail)"
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(number.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
    return (number < 0 ? "⁻" : "") + String(text)
  }

  /// The date of a time (UTC): `2014-04-11`.
  static func date(_ milliseconds: Int64) -> String {
    var buffer = TextBuffer(capacity: 16)
    buffer.append(date: milliseconds)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension TotalsRow {
  /// What to call the group: by name, by e-mail, by its key.
  func displayName(isPerson: Bool) -> String {
    if isPerson {
      let name = [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }
      if !name.isEmpty { return name.joined(separator: " ") }
      if let email, !email.isEmpty { return email }
    }
    return key.displayText
  }
}

extension GroupKey {
  /// The key as a page shows it.
  var displayText: String {
    plainText.map { $0.isEmpty ? "\"\"" : $0 } ?? "(none)"
  }
}
