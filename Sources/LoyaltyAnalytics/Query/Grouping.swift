/// What the totals are per.
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

  /// The groupings that have a word of their own; every other word is the path of a field.
  public static let named: [(word: String, grouping: Grouping)] =
    [("user", .user), ("store", .store), ("type", .type), ("status", .status), ("input", .input)]
    + CalendarUnit.allCases.map { ($0.rawValue, .calendar($0)) }

  /// The grouping of a word, or by the field of that path.
  public init(_ word: String) {
    self = Self.named.first { $0.word == word }?.grouping ?? .field(word)
  }

  /// The stretch of the calendar; nil when it goes by something else.
  public var calendarUnit: CalendarUnit? {
    if case .calendar(let unit) = self { unit } else { nil }
  }

  /// The field that is read for the key.
  func keyField(_ mapping: FieldMapping) -> String {
    switch self {
    case .user, .input: mapping.user
    case .field(let path): path
    case .store: mapping.store
    case .type: mapping.type
    case .status: mapping.status
    case .calendar: mapping.time
    }
  }

  /// What the key is called in the result.
  public func name(_ mapping: FieldMapping) -> String {
    switch self {
    case .calendar(let unit): unit.rawValue
    case .input: "input"
    default: FieldMapping.firstAlternative(keyField(mapping))
    }
  }

  /// Whether a group is a person, so that it has an e-mail address and a name: nobody stands on a
  /// currency or a channel.
  public func isOfPersons(_ mapping: FieldMapping) -> Bool {
    switch self {
    case .user: true
    case .field(let path):
      FieldMapping.isOne(path, of: mapping.user) || FieldMapping.isOne(path, of: mapping.email)
    default: false
    }
  }

  /// What one group and several are called: `user` and `users`, `25 months`.
  public func noun(_ mapping: FieldMapping) -> (one: String, many: String) {
    switch self {
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
