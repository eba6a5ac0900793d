/// How times are written that are not in ISO 8601: a pattern of `strptime`, or the unit of a number.
///
///     %d.%m.%Y %H:%M     04.09.2016 12:30
///     %m/%d/%y %I:%M %p  9/4/16 12:30 PM
///     %b %d, %Y          Sep 4, 2016
///     excel              42617.520833
public struct TimeFormat: Sendable, Equatable {
  /// The format as it was given.
  public let text: String
  let form: Form

  enum Form: Sendable, Equatable {
    case number(EpochUnit)
    case pattern([Element])
  }

  /// One part of a pattern.
  enum Element: Sendable, Equatable {
    case directive(Directive)
    /// A byte that stands for itself.
    case literal(UInt8)
    /// One or more blanks.
    case blanks
  }

  /// What a `%` and a letter stand for.
  enum Directive: UInt8, Sendable, CaseIterable {
    case year = 0x59, shortYear = 0x79, month = 0x6D, day = 0x64, dayOfYear = 0x6A
    case monthName = 0x42, shortMonthName = 0x62
    case hour = 0x48, halfDayHour = 0x49, halfDay = 0x70, minute = 0x4D, second = 0x53
    case fraction = 0x66, zone = 0x7A, epoch = 0x73
  }

  /// The letters that may follow a `%`.
  private static let letters = "%Y %m %d %H %M %S %f %y %b %B %p %I %j %z %s %%"

  /// Understands a format.
  ///
  /// - Parameter text: Letters of strptime(3), such as `%d.%m.%Y %H:%M`, or a unit of time since 1970.
  /// - Throws: ``TimeFormatError`` when it is none, or names no day.
  public init(_ text: String) throws(TimeFormatError) {
    self.text = text
    if let unit = EpochUnit(rawValue: text) {
      form = .number(unit)
      return
    }
    let elements = try Self.elements(text)
    let directives = elements.compactMap { element -> Directive? in
      if case .directive(let directive) = element { directive } else { nil }
    }
    guard !directives.isEmpty else {
      throw TimeFormatError(
        text: text,
        reason: "it is neither a pattern such as %d.%m.%Y nor one of "
          + EpochUnit.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let namesYear = directives.contains { $0 == .year || $0 == .shortYear || $0 == .epoch }
    guard namesYear else {
      throw TimeFormatError(text: text, reason: "it has no year; %Y is one, 2024, or %y, 24")
    }
    guard !directives.contains(.halfDayHour) || directives.contains(.halfDay) else {
      throw TimeFormatError(text: text, reason: "%I goes with %p; hours from 0 to 23 are %H")
    }
    form = .pattern(elements)
  }

  private static func elements(_ text: String) throws(TimeFormatError) -> [Element] {
    var elements: [Element] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: " ") {
        if elements.last != .blanks { elements.append(.blanks) }
        continue
      }
      guard byte == UInt8(ascii: "%") else {
        elements.append(.literal(byte))
        continue
      }
      guard let letter = bytes.next() else {
        throw TimeFormatError(
          text: text, reason: "nothing follows its last %; these do: \(letters)")
      }
      if letter == UInt8(ascii: "%") {
        elements.append(.literal(letter))
      } else if let directive = Directive(rawValue: letter) {
        elements.append(.directive(directive))
      } else {
        let name = letter < 0x80 ? "%\(Character(Unicode.Scalar(letter)))" : "%"
        throw TimeFormatError(text: text, reason: "\(name) is none of \(letters)")
      }
    }
    return elements
  }
}

/// Why a text is no format of times.
public struct TimeFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was given.
  public let text: String
  /// What is wrong and what to do about it, as a sentence without a full stop.
  public let reason: String
  /// `text: reason`.
  public var description: String { "\(text): \(reason)" }
}
