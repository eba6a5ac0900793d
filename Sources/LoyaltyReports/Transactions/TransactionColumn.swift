/// The columns of a list of transactions, in the order in which they stand.
///
/// In front of them stands the group key, under the name of the field that was grouped by. They are a
/// stable interface: what is added later comes before ``balance``, which is the last one.
package enum TransactionColumn: String, CaseIterable, Sendable {
  case key
  case email
  case firstName = "first_name"
  case lastName = "last_name"
  case type, points, status, store, time, input, document, element, offset
  case disposition, detail
  case balance

  /// Whether a list has the column.
  ///
  /// - Parameters:
  ///   - explains: Whether documents are listed that do not count.
  ///   - hasBalance: Whether only some users are listed.
  ///   - unwinds: Whether rows are elements of arrays.
  func stands(explains: Bool, hasBalance: Bool, unwinds: Bool) -> Bool {
    switch self {
    case .element: unwinds
    case .disposition, .detail: explains
    case .balance: hasBalance
    default: true
    }
  }

  /// The names that the group key cannot have beside these columns.
  package static let reservedNames = Set(allCases.dropFirst().map(\.rawValue))

  /// Whether cells and heading are set flush right.
  var isFlushRight: Bool {
    switch self {
    case .points, .document, .element, .offset, .balance: true
    default: false
    }
  }

  /// When it goes where a table has no room for all: the lowest number first.
  var dispensability: Int? {
    [.offset, .input, .lastName, .firstName, .element, .document, .store, .status, .email]
      .firstIndex(of: self)
  }

  /// The heading in a table for people.
  var title: String {
    switch self {
    case .key: "Key"
    case .email: "E-mail"
    case .firstName: "First name"
    case .lastName: "Last name"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }
}
