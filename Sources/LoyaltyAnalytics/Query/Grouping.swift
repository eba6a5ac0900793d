/// What the totals are per.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum Grouping: Sendable, Equatable {
  /// The user field of the mapping.
  case user
  /// Another field, as a dotted path.
  case field(String)
  /// The store, type or status field of the mapping.
  case store, type, status
  /// A stretch of the calendar of the transaction's time, in the zone of the question.
  case calendar(CalendarUnit)
  /// The input that the transaction was read from.
  case input
  /// Several of the others at once, two to ``maximumParts``: a group is a combination of values.
  indirect case combination([Grouping])

  /// The most groupings that a combination has.
  public static let maximumParts = 4

  /// The groupings that have a word of their own; every other word is the path of a field.
  package static let named: [(word: String, grouping: Grouping)] =
    [("user", .user), ("store", .store), ("type", .type), ("status", .status), ("input", .input)]
    + CalendarUnit.allCases.map { ($0.rawValue, .calendar($0)) }

  /// The grouping of a word, or by the field of that path.
  ///
  /// - Parameter word: `user`, `store`, `type`, `status`, `input`, a unit of the calendar, or a dotted path.
  public init(_ word: String) {
    self = Self.named.first { $0.word == word }?.grouping ?? .field(word)
  }

  /// The groupings that a key has a part for; of a single one that one.
  public var parts: [Grouping] {
    if case .combination(let parts) = self { parts } else { [self] }
  }

  /// The word that ``init(_:)`` takes; of a combination the words with commas between them, a comma
  /// within a word after a backslash.
  public var word: String {
    switch self {
    case .combination(let parts):
      return parts.map { $0.word.split(separator: ",", omittingEmptySubsequences: false) }
        .map { $0.joined(separator: "\\,") }.joined(separator: ",")
    case .field(let path): return path
    default: return Self.named.first { $0.grouping == self }?.word ?? ""
    }
  }

  /// The stretch of the calendar; nil when it goes by something else.
  package var calendarUnit: CalendarUnit? {
    if case .calendar(let unit) = self { unit } else { nil }
  }

  /// Whether groups are in the order of time: whether all of it is of the calendar.
  package var isCalendar: Bool { parts.allSatisfy { $0.calendarUnit != nil } }

  /// The field that is read for the key, or for its first part.
  func keyField(_ mapping: FieldMapping) -> String {
    switch self {
    case .combination(let parts): parts.first?.keyField(mapping) ?? mapping.user
    case .user, .input: mapping.user
    case .field(let path): path
    case .store: mapping.store
    case .type: mapping.type
    case .status: mapping.status
    case .calendar: mapping.time
    }
  }

  /// What the parts of the key are called in the result.
  package func names(_ mapping: FieldMapping) -> [String] { parts.map { $0.name(mapping) } }

  /// What the key is called in the result; of a combination all names with commas.
  package func name(_ mapping: FieldMapping) -> String {
    switch self {
    case .combination: names(mapping).joined(separator: ",")
    case .calendar(let unit): unit.rawValue
    case .input: "input"
    default: FieldMapping.firstAlternative(keyField(mapping))
    }
  }

  /// Whether a group is a person, so that it has an e-mail address and a name: nobody stands on a
  /// currency or a channel. A combination is one where one of its parts is.
  package func isOfPersons(_ mapping: FieldMapping) -> Bool {
    switch self {
    case .user: true
    case .combination(let parts): parts.contains { $0.isOfPersons(mapping) }
    case .field(let path):
      FieldMapping.isOne(path, of: mapping.user) || FieldMapping.isOne(path, of: mapping.email)
    default: false
    }
  }

  /// What one group and several are called: `user` and `users`, `25 months`.
  package func noun(_ mapping: FieldMapping) -> (one: String, many: String) {
    switch self {
    case .combination: ("group", "groups")
    case _ where isOfPersons(mapping): ("user", "users")
    case .user, .field: ("group", "groups")
    case .store: ("store", "stores")
    case .type: ("type", "types")
    case .status: ("status", "statuses")
    case .input: ("input", "inputs")
    case .calendar(let unit): (unit.rawValue, unit.rawValue + "s")
    }
  }
}
