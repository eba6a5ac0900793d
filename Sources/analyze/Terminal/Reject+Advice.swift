import LoyaltyAnalytics

extension Reject {
  /// Which option reads what could not be used; nil when none does.
  var advice: String? {
    guard let value else { return nil }
    switch value.amountFormats {
    case [.text, .comma]:
      return "--amounts text takes the point for the decimal one, --amounts comma the comma"
    case let formats:
      if let format = formats.first { return "--amounts \(format.rawValue) reads it" }
    }
    return TimeFormatAdvice.sentence(value.timeFormats, reads: "reads it")
  }
}

/// Which `--time-format` reads what could not be read.
enum TimeFormatAdvice {
  /// Names up to three formats; nil when there is none.
  static func sentence(_ formats: [String], reads predicate: String) -> String? {
    // The most likely ones stand first; what only some of them tell apart is for the reader to know.
    let options = formats.prefix(3).map { "--time-format \($0.shellQuoted)" }
    guard let first = options.first else { return nil }
    if options.count == 1 { return "\(first) \(predicate)" }
    return options.dropLast().joined(separator: ", ") + " or \(options[options.count - 1]) "
      + "\(predicate), whichever is meant"
  }
}
