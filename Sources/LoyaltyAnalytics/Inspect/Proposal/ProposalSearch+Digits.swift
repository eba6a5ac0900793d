extension ProposalSearch {
  /// The pattern of dates whose digits are written as one number, such as `20240310`; nil where not all
  /// values are such.
  func digitFormat(_ values: [SampleValue]) -> TimeFormat? {
    var format: TimeFormat?
    for value in values {
      guard let pattern = Self.digitPattern(value), format == nil || format == pattern else {
        return nil
      }
      format = pattern
    }
    return format
  }

  private static func digitPattern(_ value: SampleValue) -> TimeFormat? {
    let number: DecimalNumber? =
      switch value {
      case .number(let number): Int64(exactly: number).map { DecimalNumber($0) }
      case .text(let text): Int64(text).map { DecimalNumber($0) }
      default: nil
      }
    return number.flatMap { TimeDoubts.digitPattern(of: $0, in: .utc) }
  }
}
