internal import DumpReader

/// The name of a field taken apart, so that `customer_id`, `customerId`, `CustomerID` and
/// `customer.id` are the same.
struct FieldWords: Sendable {
  /// The words of the last name, in lower case.
  let words: [String]
  /// The same; those of the name above in front, where the last name alone says nothing.
  let whole: [String]
  /// All of those in one.
  let joined: String
  /// The words of all names above it.
  let outer: [String]

  /// Names that only say something together with the one above.
  private static let generic: Set<String> = [
    "id", "uuid", "uid", "guid", "key", "code", "name", "number", "no", "ref", "value", "amount",
    "type",
    "date", "time", "_id",
  ]

  init(_ steps: [FieldPath]) {
    let names = steps.filter { !$0.isElement }.map { String(decoding: $0.name, as: UTF8.self) }
    // A name with dots in it is read like a path.
    let parts = names.flatMap { $0.split(separator: ".").map(String.init) }
    words = Self.words(of: parts.last ?? "")
    outer = parts.dropLast().flatMap { Self.words(of: $0) }
    if Self.generic.contains(words.joined()), let above = parts.dropLast().last {
      whole = Self.words(of: above) + words
    } else {
      whole = words
    }
    joined = whole.joined()
  }

  /// Whether one of the words is among some.
  func hasWord(_ some: Set<String>) -> Bool { words.contains { some.contains($0) } }

  /// The words of one name: cut at capitals, digits left where they are, and at what is no letter.
  /// What Salesforce puts around a name is left out.
  static func words(of name: String) -> [String] {
    var name = name[...]
    for prefix in ["std__", "ssot__"] where name.lowercased().hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    if name.lowercased().hasSuffix("__c") { name = name.dropLast(3) }
    var words: [String] = []
    var word = ""
    var previous: Character = "_"
    let characters = Array(name)
    for (i, character) in characters.enumerated() {
      if !character.isLetter, !character.isNumber {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      } else {
        let next = i + 1 < characters.count ? characters[i + 1] : "_"
        let begins =
          character.isUppercase
          && (previous.isLowercase || previous.isNumber || previous.isUppercase && next.isLowercase)
        if begins, !word.isEmpty {
          words.append(word.lowercased())
          word = ""
        }
        word.append(character)
      }
      previous = character
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    // AccountNo, member_nr
    if let last = words.last, words.count > 1, ["no", "nr", "num", "nbr"].contains(last) {
      words[words.count - 1] = "number"
    }
    return words
  }

  /// A text without case, blanks and marks, as words of types and statuses are compared.
  static func folded(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

extension Inspection.Field {
  /// What people call themselves, or are called by others.
  private static let namesOfPersons: Set<String> = [
    "displayname", "nickname", "nick", "screenname", "alias", "handle", "realname",
    "holder", "cardholder", "accountholder", "agent", "cashier", "recipient", "sender", "referrer",
    "vorname", "nachname", "familienname", "prenom", "nombre", "apellido", "apellidos",
  ]
  /// Words of those who have a name or a key, beside the users themselves.
  private static let others: Set<String> = [
    "cardholder", "recipient", "sender", "referrer", "referee", "friend", "agent", "cashier",
    "employee", "owner", "buyer", "payee", "loyalty",
  ]

  /// Whether its name is that of a person's name, address or number, or of an account.
  package var isNamedLikePerson: Bool {
    let words = FieldWords(steps)
    if RoleNames.email[words.joined] != nil || RoleNames.firstName[words.joined] != nil
      || RoleNames.lastName[words.joined] != nil || RoleNames.user[words.joined] != nil
    {
      return true
    }
    if Self.namesOfPersons.contains(words.joined) || words.outer.isEmpty && words.joined == "name" {
      return true
    }
    let isOfPerson = (words.outer + words.words).contains {
      RoleNames.persons.contains($0) || Self.others.contains($0)
    }
    return words.hasWord(RoleNames.personal)
      || isOfPerson && ["name", "id", "key", "number"].contains(words.words.last ?? "")
  }
}
