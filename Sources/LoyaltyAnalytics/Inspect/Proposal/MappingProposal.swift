/// How the fields of a dump are to be read, as far as that can be guessed.
///
/// It knows no command line: whoever has one makes a command of it.
package struct MappingProposal: Sendable {
  /// What a field may be for.
  package enum Role: String, Sendable, CaseIterable {
    case user, type, points, awarded, redeemed, deducted, status, store, time, email
    case firstName = "first_name"
    case lastName = "last_name"

    /// Whether the values of the field name a person.
    package var isPersonal: Bool {
      switch self {
      case .user, .email, .firstName, .lastName: true
      default: false
      }
    }
  }

  /// A field that was taken for something.
  package struct Assignment: Sendable {
    /// What for.
    package var role: Role
    /// The path as `inspect` lists it, `[]` behind arrays.
    package var path: String
    /// Further paths, of which the first with a value is read where the one before has none.
    package var alternatives: [String] = []
    /// Why, in a few words.
    package var reason: String

    /// All paths as a mapping names alternatives.
    package var text: String { ([path] + alternatives).joined(separator: "|") }
  }

  /// The fields, in the order of their roles.
  package var assignments: [Assignment] = []
  /// The preset that fits all fields.
  package var preset: String?
  /// What the values of the type field mean.
  package var types: [(value: String, meaning: TypeMeaning)] = []
  /// What every type means that is not named, and a missing one.
  package var anyType: TransactionKind?
  /// What amounts below zero are.
  package var negative: TransactionKind?
  /// Which statuses count; nil where there is no status, or its field need not be read.
  package var statuses: StatusRule?
  /// The statuses of documents that are not finished, or were cancelled.
  package var leftOut: [String] = []
  /// Fields that must have a value.
  package var conditions: [(path: String, value: String)] = []
  /// Fields that must not have a value.
  package var exclusions: [(path: String, value: String)] = []
  /// The array whose elements are the transactions.
  package var unwind: String?
  /// How amounts are written, where that has to be said.
  package var amounts: AmountFormat?
  /// Whether the texts have blanks around them that belong to none.
  package var trimsTexts = false
  /// How times are written, where that has to be said.
  package var timeFormats: [String] = []
  /// The names that lead to the rows in the one object that the input is.
  package var records: [String]?
  /// Whether nothing says whose rows they are, so that the totals are those of each input.
  package var isByInput = false
  /// The array of an oplog whose elements are changes as well, which the rows are not taken from.
  package var innerChanges: String?
  /// Whether amounts below zero lessen what is awarded, which may not be what they mean.
  package var lessensAwards = false
  /// The values of the type field, with how many documents have each, where nothing says what any of
  /// them means, so that there is no telling what is awarded.
  package var openTypes: [(value: String, count: Int)] = []
  /// Whether only the meaning of those is not known.
  package var lacksOnlyTypes = false
  /// Roles that are needed, for which there are several fields of which none says that it has it.
  package var openRoles: [Role] = []
  /// The same question of another array in the same documents, whose amounts are in no total of this one.
  package var ofOtherArrays: [MappingProposal] = []
  /// What could not be known, in sentences.
  package var choices: [String] = []
  /// Whether there is enough to add up.
  package var isComplete = false

  /// Whether it is complete, and says whose rows they are where no preset does.
  var isCertain: Bool { isComplete && (preset != nil || !isByInput) }

  /// The paths of its fields as mappings have them, by those that `inspect` lists.
  var plainPaths: [String: String] = [:]

  /// A path of the proposal as a mapping names it; nil where no mapping can.
  package func plainPath(_ path: String) -> String? { plainPaths[path] }

  /// The path of a role.
  package func path(_ role: Role) -> String? {
    assignments.first { $0.role == role }?.path
  }

  /// The paths of fields whose values name a person.
  package var personalPaths: Set<String> {
    Set(assignments.filter { $0.role.isPersonal }.map(\.path))
  }

  mutating func assign(
    _ role: Role, _ path: String, _ reason: String, or alternatives: [String] = []
  ) {
    assignments.append(
      Assignment(role: role, path: path, alternatives: alternatives, reason: reason))
  }
}
