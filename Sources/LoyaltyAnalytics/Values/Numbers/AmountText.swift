internal import DumpReader

/// An amount as people write it, taken apart: a sign and a numeral, with whatever stands around it.
///
///     amount   = around* numeral around*
///     around   = blank │ sign │ "(" │ ")" │ "DR" │ "CR" │ unit
///     sign     = "+" │ "-" │ U+2212
///     unit     = a currency sign, with the letters before it if any (R$) │ a word of letters
///     numeral  = digits with group marks, a decimal mark and digits, an exponent
///
/// There is at most one unit, and at most one of sign, brackets and DR / CR: two of them could mean
/// either. Groups have three digits each, the first has one to three and no zero in front: in
/// `0,123` the comma is a decimal one. All marks between groups are of one kind.
struct AmountText {
  /// Whether the amount is below zero.
  private(set) var isNegative = false
  /// Where the digits stand, with the marks between them.
  private(set) var numeral = 0..<0
  /// How many digits there are in front of the decimal mark.
  private(set) var wholeDigits = 0
  /// The power of ten behind an `e`.
  private(set) var exponent = 0

  private var hasMinusOrPlus = false
  private var hasUnit = false
  private var bracket = Bracket.none

  private enum Bracket { case none, open, closed }

  /// Takes a text apart; nil when it is none of the format.
  init?(_ text: RawSpan, _ format: AmountFormat) {
    var scanner = AmountScanner(text)
    if format == .numbers {
      guard readPlain(&scanner) else { return nil }
      return
    }
    while !scanner.isAtNumeral(format) {
      guard readSurrounding(&scanner) else { return nil }
    }
    guard readNumeral(&scanner, format) else { return nil }
    while !scanner.isAtEnd {
      guard readSurrounding(&scanner) else { return nil }
    }
    guard bracket != .open else { return nil }
  }

  /// A number with a sign of ASCII in front and blanks around it.
  private mutating func readPlain(_ scanner: inout AmountScanner) -> Bool {
    scanner.skipBlanks()
    if scanner.skip(UInt8(ascii: "-")) {
      isNegative = true
    } else {
      _ = scanner.skip(UInt8(ascii: "+"))
    }
    guard scanner.isAtNumeral(.numbers), readNumeral(&scanner, .numbers) else { return false }
    scanner.skipBlanks()
    return scanner.isAtEnd
  }

  /// One of the things before or behind the numeral.
  private mutating func readSurrounding(_ scanner: inout AmountScanner) -> Bool {
    switch scanner.next() {
    case .blank: return true
    case .minus: return mark(isNegative: true)
    case .plus: return mark(isNegative: false)
    case .debit: return mark(isNegative: true)
    case .credit: return mark(isNegative: false)
    case .open:
      guard numeral.isEmpty, mark(isNegative: true) else { return false }
      bracket = .open
      return true
    case .close:
      guard bracket == .open, !numeral.isEmpty else { return false }
      bracket = .closed
      return true
    case .unit:
      defer { hasUnit = true }
      return !hasUnit
    case .other: return false
    }
  }

  private mutating func mark(isNegative: Bool) -> Bool {
    defer { hasMinusOrPlus = true }
    self.isNegative = isNegative
    return !hasMinusOrPlus
  }

  private mutating func readNumeral(_ scanner: inout AmountScanner, _ format: AmountFormat) -> Bool
  {
    let start = scanner.offset
    let startsWithZero = scanner.isAt(UInt8(ascii: "0"))
    var group = scanner.skipDigits()
    wholeDigits = group
    if format != .numbers {
      var mark: AmountScanner.GroupMark?
      while let (next, count) = scanner.groupMark(format) {
        guard mark == nil ? (1...3).contains(group) && !startsWithZero : mark == next && group == 3
        else { return false }
        mark = next
        scanner.skip(count: count)
        group = scanner.skipDigits()
        wholeDigits += group
      }
      guard mark == nil || group == 3 else { return false }
    }
    if scanner.skip(format.decimalMark) {
      guard scanner.skipDigits() + wholeDigits > 0 else { return false }
    }
    numeral = start..<scanner.offset
    return readExponent(&scanner)
  }

  /// What follows an `e`, where digits do: `5e` is a numeral and a word.
  private mutating func readExponent(_ scanner: inout AmountScanner) -> Bool {
    guard let value = scanner.exponent() else { return true }
    guard value.magnitude <= DecimalNumber.maximumTextExponent, !scanner.isAtLetter else {
      return false
    }
    exponent = value
    return true
  }
}
