import LoyaltyAnalytics

extension Query {
  /// Of the group key, or of each of its parts, whether it names a person: the user, the e-mail address,
  /// a name, or another field whose name leaves no doubt, such as a telephone number. No person stands
  /// on a currency or channel.
  var keyPartsNamePersons: [Bool] {
    grouping.parts.map { part in
      switch part {
      case .user: true
      case .field(let path): namesPerson(path)
      default: false
      }
    }
  }

  /// Whether what a field holds tells who somebody is.
  func namesPerson(_ path: String) -> Bool {
    FieldMapping.alternatives(path).contains {
      mapping.personalPaths.contains($0) || $0.looksPersonal
    }
  }
}

extension String {
  /// Words that say of themselves that a field identifies a person.
  private static let personalWords: Set<String> = [
    "email", "mail", "phone", "telephone", "tel", "mobile", "cellphone", "msisdn", "surname",
    "lastname", "firstname", "fullname", "username", "login", "ssn", "passport", "iban",
  ]
  /// Words that do together with one of these behind them.
  private static let persons: Set<String> = [
    "user", "customer", "member", "contact", "person", "client", "profile", "account", "card",
  ]
  private static let identifiers: Set<String> = [
    "id", "uuid", "number", "no", "key", "name", "code", "address",
  ]
  /// Whose card it is, where it is a person's.
  private static let cardOwners: Set<String> = [
    "loyalty", "bonus", "club", "customer", "member", "membership", "user", "client",
  ]

  /// Whether a path is that of something that identifies a person, by its last part, or the last two
  /// together: `customer.id`.
  fileprivate var looksPersonal: Bool {
    let parts = split(separator: ".").map(String.init)
    return Self.arePersonal(parts.suffix(1).flatMap(\.words))
      || Self.arePersonal(parts.suffix(2).flatMap(\.words))
  }

  private static func arePersonal(_ words: [String]) -> Bool {
    guard let last = words.last else { return false }
    if personalWords.contains(last) || persons.contains(last) && words.count == 1 {
      return true
    }
    // Written in one word: userid, memberno.
    if persons.contains(where: {
      last.hasPrefix($0) && identifiers.contains(String(last.dropFirst($0.count)))
    }) {
      return true
    }
    guard words.count > 1 else { return false }
    let second = words[words.count - 2]
    if last == "card" { return cardOwners.contains(second) }
    guard identifiers.contains(last) else { return false }
    return persons.contains(second) || personalWords.contains(second)
      || ["first", "last", "full", "display"].contains(second) && last == "name"
  }

  /// The words of a name in snake, kebab or camel case, in lower case.
  private var words: [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in self {
      let isSeparator = !character.isLetter && !character.isNumber
      if (isSeparator || character.isUppercase && wasLower), !word.isEmpty {
        words.append(word)
        word = ""
      }
      if !isSeparator { word += character.lowercased() }
      wasLower = character.isLowercase
    }
    return word.isEmpty ? words : words + [word]
  }
}
