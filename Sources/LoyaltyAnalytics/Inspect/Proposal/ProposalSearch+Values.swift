internal import DumpReader

// What texts of amounts and times are, by the readers that the totals use.
extension ProposalSearch {
  /// The amount that a text stands for in a format.
  static func amount(_ text: String, as format: AmountFormat) -> Double? {
    digits(text, as: format).flatMap { Double($0) }
  }

  /// The same with all its digits.
  static func digits(_ text: String, as format: AmountFormat) -> String? {
    let bytes = Array(text.utf8)
    var rounded = false
    return Points(written: bytes.rawBytes, as: format, rounded: &rounded)?.description
  }

  /// The amount of a value of the amount field.
  func amount(_ value: SampleValue?) -> Double? {
    switch value {
    case .number(let number): number
    case .text(let text): Self.amount(text, as: proposal.amounts ?? .numbers)
    default: nil
    }
  }

  /// How the texts of some fields have to be read to be amounts, and whether that could have been
  /// another format as well; nil where nothing has to be said.
  func format(of fields: [Inspection.Field]) -> (format: AmountFormat?, isAmbiguous: Bool) {
    let texts = fields.flatMap(values).filter { !$0.isMissing }.compactMap(\.text)
    guard !texts.isEmpty else { return (nil, false) }
    if isTable, texts.allSatisfy({ Self.amount($0, as: .numbers) != nil }) {
      // Points in groups of three look like decimal points where commas separate decimals elsewhere.
      let marked = texts.filter { $0.contains(".") }
      guard !marked.isEmpty, marked.allSatisfy(Self.isGrouped) else { return (nil, false) }
      let plain = texts.filter { !$0.contains(".") }.compactMap { Double($0)?.magnitude }
      // They stand from a thousand on, and never below: no three decimals would.
      let areThousands =
        marked.count > 2 && plain.count > 2 && plain.allSatisfy { $0 < 1000 }
        && marked.allSatisfy { (Double($0)?.magnitude ?? 0) >= 1 }
      return (areThousands ? .comma : nil, true)
    }
    let fits = [AmountFormat.text, .comma].filter { format in
      let read = texts.count { Self.amount($0, as: format) != nil }
      return Double(read) >= 0.95 * Double(texts.count)
    }
    guard fits.count == 2 else { return (fits.first ?? .text, false) }
    let differs = texts.contains { Self.amount($0, as: .text) != Self.amount($0, as: .comma) }
    return (.text, differs)
  }

  /// `1.234` and `12.345.678`.
  private static func isGrouped(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.dropFirst().allSatisfy { $0.count == 3 }
  }

  /// Whether nearly all values of a field are times in some form.
  func isTime(_ field: Inspection.Field) -> Bool {
    let values = values(field)
    guard !values.isEmpty else { return false }
    if timeFormat(field) != nil { return true }
    var others = 0
    for value in values where !Self.isTime(value) {
      others += 1
      if 10 * others > values.count { return false }
    }
    return true
  }

  private static func isTime(_ value: SampleValue) -> Bool {
    switch value {
    case .date: true
    case .number(let number): (6e8..<5e18).contains(number)
    case .text(let text): isISO(text) || Double(text).map { (6e8..<5e18).contains($0) } == true
    case .other(let text): text == "(timestamp)"
    default: false
    }
  }

  private static func isISO(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return ISO8601.reading(bytes.rawBytes) != nil
  }

  /// Patterns that are looked for, and what may follow the day in each.
  private static let dayPatterns = [
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y.%m.%d", "%Y%m%d",
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d.%m.%y", "%d/%m/%y",
    "%m/%d/%y",
  ]
  private static let timePatterns = [
    "", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%S.%f", " %H:%M:%S %z",
    ", %H:%M", ", %H:%M:%S", ", %I:%M %p", ", %I:%M:%S %p", "T%H:%M:%S", "T%H%M%S", "T%H%M%S%z",
  ]

  /// The pattern that the texts of a field need, with others that would fit as well; nil where they
  /// are read without one, or by none.
  func timeFormat(_ field: Inspection.Field) -> (format: String, others: [String])? {
    if let format = digitFormat(values(field)) { return (format.text, []) }
    let texts = values(field).compactMap(\.text)
    guard texts.count >= 1, texts.count == values(field).count else { return nil }
    let others = texts.filter { !Self.isISO($0) }
    guard Double(others.count) >= 0.1 * Double(texts.count), !others.isEmpty,
      !others.allSatisfy({ Double($0) != nil })
    else { return nil }
    var fitting: [String] = []
    for day in Self.dayPatterns {
      for time in Self.timePatterns {
        guard let format = try? TimeFormat(day + time),
          others.prefix(20).allSatisfy({ Self.fits($0, format) })
        else { continue }
        let count = others.count { Self.fits($0, format) }
        if Double(count) >= 0.95 * Double(others.count) { fitting.append(format.text) }
      }
    }
    return fitting.first.map { ($0, Array(fitting.dropFirst())) }
  }

  private static func fits(_ text: String, _ format: TimeFormat) -> Bool {
    let bytes = Array(text.utf8)
    guard case .pattern(let pattern) = format.form else { return false }
    return PatternTime.milliseconds(bytes.rawBytes, pattern, in: .utc) != nil
  }
}
