/// How the fields of a dump are to be read, as far as that can be guessed.
///
/// It knows no command line: whoever has one makes a command of it.
public struct MappingProposal: Sendable {
  /// What a field may be for.
  public enum Role: String, Sendable, CaseIterable {
    case user, type, points, awarded, redeemed, deducted, status, store, time, email
    case firstName = "first_name"
    case lastName = "last_name"

    /// Whether the values of the field name a person.
    public var isPersonal: Bool {
      switch self {
      case .user, .email, .firstName, .lastName: true
      default: false
      }
    }
  }

  /// A field that was taken for something.
  public struct Assignment: Sendable {
    /// What for.
    public var role: Role
    /// The path as `inspect` lists it, `[]` behind arrays.
    public var path: String
    /// Why, in a few words.
    public var reason: String
  }

  /// The fields, in the order of their roles.
  public var assignments: [Assignment] = []
  /// The preset that fits all fields.
  public var preset: String?
  /// What the values of the type field mean.
  public var types: [(value: String, meaning: TypeMeaning)] = []
  /// What every type means that is not named, and a missing one.
  public var anyType: TransactionKind?
  /// What amounts below zero are.
  public var negative: TransactionKind?
  /// Which statuses count; nil where there is no status, or its field need not be read.
  public var statuses: StatusRule?
  /// The statuses of documents that are not finished, or were cancelled.
  public var leftOut: [String] = []
  /// Fields that must have a value.
  public var conditions: [(path: String, value: String)] = []
  /// Fields that must not have a value.
  public var exclusions: [(path: String, value: String)] = []
  /// The array whose elements are the transactions.
  public var unwind: String?
  /// How amounts are written, where that has to be said.
  public var amounts: AmountFormat?
  /// How times are written, where that has to be said.
  public var timeFormats: [String] = []
  /// The names that lead to the rows in the one object that the input is.
  public var records: [String]?
  /// Whether nothing says whose rows they are, so that the totals are those of each input.
  public var isByInput = false
  /// What could not be known, in sentences.
  public var choices: [String] = []
  /// Whether there is enough to add up.
  public var isComplete = false

  /// The paths of its fields as mappings have them, by those that `inspect` lists.
  var plainPaths: [String: String] = [:]

  /// A path of the proposal as a mapping names it; nil where no mapping can.
  public func plainPath(_ path: String) -> String? { plainPaths[path] }

  /// The path of a role.
  public func path(_ role: Role) -> String? {
    assignments.first { $0.role == role }?.path
  }

  /// The paths of fields whose values name a person.
  public var personalPaths: Set<String> {
    Set(assignments.filter { $0.role.isPersonal }.map(\.path))
  }

  mutating func assign(_ role: Role, _ path: String, _ reason: String) {
    assignments.append(Assignment(role: role, path: path, reason: reason))
  }
}
